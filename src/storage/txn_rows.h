#pragma once

#include "domain/decision.h"
#include "storage/database.h"
#include "storage/vault.h"

/// A row of `txn` read back, as the chain and the projections see it.
namespace vuelve::storage {

struct TxnRow {
    int bucket = 0;
    std::int64_t tenant_id = 0;
    std::int32_t programme_id = 0;
    Hash16 key_hash{};
    TxnId parent{};
    std::string document, result;
    Hash16 link{};
    vuelve::Transaction txn;  // without key, receipt and effects

    /// Whose chain the row is in: the member's, or the bucket's own for jobs.
    HolderId chain() const { return txn.holder.value == 0 ? HolderId{bucket} : txn.holder; }
    /// The link this row must have after `previous`.
    Hash16 link_after(const Hash16& previous) const;
};

/// Columns as in `txns_by_holder`.
TxnRow read_txn(const Rows& rows);

}  // namespace vuelve::storage
