#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analytics/breakage.h"
#include "analytics/journal.h"
#include "storage/crypto.h"
#include "storage/database.h"
#include "storage/ids.h"
#include "storage/vault.h"
#include "storage/verify.h"

/// Closed months, what was frozen when they were closed, and the estimates of breakage.
/// Source: domain.md 10.3, 10.6; docs/adr/0018.
namespace vuelve::storage {

/// Which programme's books.
struct BooksOf {
    Placement placement;
    std::int64_t programme_id = 0;
};

struct ClosedMonthRow {
    int month = 0;    // yyyymm
    Instant until{};  // the first instant after it
    Instant closed_at{};
    bool is_frozen = false;  // its figures are kept
    std::int64_t entries = 0;
    crypto::Hash checksum{};
};
/// In their order.
std::vector<ClosedMonthRow> closed_months(Reader& reader, const BooksOf& books);
/// The first instant that is open; nothing while no month is closed.
std::optional<Instant> load_closed_until(Reader& reader, const BooksOf& books);

/// The entries of a month as one number.
struct EntriesOfMonth {
    std::int64_t count = 0;
    crypto::Hash checksum{};
};
EntriesOfMonth entries_of_month(Reader& reader, const BooksOf& books, int month);
/// The first month with an entry; nothing in an empty ledger.
std::optional<int> first_month(Reader& reader, const BooksOf& books);

/// A closed month as it was. Pools with the change of the month and its estimate.
struct FrozenMonth {
    int month = 0;
    EntriesOfMonth entries;
    std::vector<std::pair<CurrencyId, RollForward>> units;
    std::vector<analytics::PoolRow> pools;
    std::vector<analytics::JournalLine> lines;
};
void freeze_month(Transaction& tx, const BooksOf& books, const FrozenMonth& month, Instant at);
/// Nothing when the month is not frozen.
std::optional<RollForward> frozen_units(Reader& reader,
                                        const BooksOf& books,
                                        int month,
                                        CurrencyId currency);
/// Of all frozen months: what it did to each pool.
analytics::FrozenPools frozen_pools(Reader& reader, const BooksOf& books);
std::vector<analytics::JournalLine> frozen_lines(Reader& reader, const BooksOf& books, int month);

/// Sales and returns posted in a month that would have belonged to another, closed by then.
struct LateFact {
    int late_for = 0;  // yyyymm
    TxnKind kind{};
    std::int64_t transactions = 0;
    Units units{};  // on members' accounts
};
std::vector<LateFact> late_facts(Reader& reader,
                                 const BooksOf& books,
                                 CurrencyId currency,
                                 int month);

enum class EstimateMethod : std::uint8_t { Measured = 1, Given };
std::string_view name_of(EstimateMethod method);

/// One version of an estimate for a pool.
struct BreakageVersion {
    CurrencyId currency{};
    int year = 0;
    int version = 0;  // from 1
    Ratio rate{};     // of at most six places
    EstimateMethod method = EstimateMethod::Given;
    int from_month = 0;  // the first close it counts for
    std::string author, reason;
    Instant at{};
};
/// Numbered after the versions the pool has; the reason is sealed. Gives the number.
int add_breakage_version(Transaction& tx,
                         const Vault& vault,
                         const BooksOf& books,
                         const BreakageVersion& version);
/// By currency, year and version, reasons opened.
std::vector<BreakageVersion> breakage_versions(Reader& reader,
                                               const Vault& vault,
                                               const BooksOf& books);

/// What every month did to the points that members earned in every month: issued net of
/// reversals, expired.
std::vector<analytics::CohortChange> cohort_units(Reader& reader,
                                                  const BooksOf& books,
                                                  CurrencyId currency,
                                                  int until_month);

/// Closed months whose ledger is not what was frozen.
void verify_closed_months(Reader& reader, Verified& found);

}  // namespace vuelve::storage
