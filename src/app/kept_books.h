#pragma once

#include <map>
#include <vector>

#include "analytics/journal.h"
#include "app/programmes.h"
#include "storage/books_store.h"

/// What the readings of the books share: one walk over the ledger. Source: domain.md 10.
namespace vuelve::app {

storage::BooksOf books_of(const OpenProgramme& programme);

struct KeptBooks {
    std::map<int, MonthOfBooks> months;
    std::vector<analytics::PoolRow> pools;  // by month

    std::vector<analytics::PoolRow> pools_of(int month) const;
    /// With what the month's clearing settles between brands, read by `reader`. Errors: Overflow.
    Result<std::vector<analytics::JournalLine>> journal(storage::Reader& reader,
                                                        const OpenProgramme& programme,
                                                        const Programme& snapshot,
                                                        int month) const;
};

/// All months up to `until_month`, with the estimates of breakage in force at each close. Errors:
/// Overflow.
Result<KeptBooks> keep_books(storage::Reader& reader,
                             const OpenProgramme& programme,
                             const Programme& snapshot,
                             int until_month);

}  // namespace vuelve::app
