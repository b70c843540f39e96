#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/decision.h"
#include "storage/database.h"
#include "storage/ids.h"
#include "storage/vault.h"

/// Transactions as a statement tells them, read one by one from their rows.
namespace vuelve::storage {

struct TxnSummary {
    TxnKind kind{};
    Instant occurred_at{};
    Instant at{};
    StoreId store{};
    std::optional<Minor> amount{};  // purchases only
    std::string purchase;           // the purchase it is or belongs to, "" = none
    std::string reason;             // opened; "" = none
};

/// From columns kind, occurred_ms, at_ms, store, amount, document, result, of which the first is
/// `first`.
TxnSummary summary_of(const Rows& row, int first, const Vault& vault, TxnId txn);

/// The row of a transaction that posted entries for `holder`: it lies in the holder's bucket, or a
/// job's in the tenant's. Errors: Corrupt when there is none.
TxnSummary load_summary(
    Reader& reader, const Vault& vault, const Placement& placement, HolderId holder, TxnId txn);

/// A sale, return or void as a counter did it.
struct CounterRow {
    TxnKind kind{};
    HolderId member{};
    std::string actor;  // "staff:7", "key:..."
    StoreId store{};
    Minor amount{};                          // of a sale
    std::shared_ptr<const Receipt> receipt;  // never null
};
/// Of one programme, posted since, in the order of posting.
std::vector<CounterRow> counter_rows(Reader& reader,
                                     const Vault& vault,
                                     const Placement& placement,
                                     std::int64_t programme_id,
                                     Instant since);

}  // namespace vuelve::storage
