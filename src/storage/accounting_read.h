#pragma once

#include <vector>

#include "domain/bookkeeper.h"
#include "storage/database.h"
#include "storage/ids.h"
#include "storage/vault.h"

/// The ledger of one programme as its books need it. Source: domain.md 10.6, 10.7.
namespace vuelve::storage {

/// What every type of entry moved in every month up to `until_month` (yyyymm), for roll_forward().
std::vector<MonthlyUnits> read_monthly_units(Reader& reader,
                                             const Placement& placement,
                                             std::int64_t programme_id,
                                             CurrencyId currency,
                                             int until_month);

/// What purchases, returns and voids posted in [from, until) booked, for money_journal(). Values
/// of currencies are those of `programme`. Errors: Overflow.
Result<std::vector<MoneyLine>> read_bookings(Reader& reader,
                                             const Vault& vault,
                                             const Placement& placement,
                                             std::int64_t programme_id,
                                             const Programme& programme,
                                             Instant from,
                                             Instant until);

/// Every transaction of the programme in its order, kept into months. Reads the whole ledger.
/// Errors: Overflow.
Result<BookKeeper> keep_books(Reader& reader,
                              const Vault& vault,
                              const Placement& placement,
                              std::int64_t programme_id,
                              const Programme& programme);

}  // namespace vuelve::storage
