#include "storage/txn_rows.h"

#include "storage/ledger_store.h"

namespace vuelve::storage {
namespace {

Hash16 hash_or_zero(const Rows& rows, int column) {
    return rows.is_null(column) ? Hash16{} : rows.hash<16>(column);
}

}  // namespace

Hash16 TxnRow::link_after(const Hash16& previous) const {
    return chain_link(previous, crypto::bytes_of(canonical_row(txn, parent, programme_id, key_hash,
                                                               document, result)));
}

TxnRow read_txn(const Rows& rows) {
    TxnRow row{.bucket = rows.get<int>(0),
               .tenant_id = rows.integer(1),
               .programme_id = rows.get<std::int32_t>(3),
               .key_hash = hash_or_zero(rows, 6),
               .parent = rows.maybe<TxnId>(8).value_or(TxnId{}),
               .document = std::string(rows.text(17)),
               .result = std::string(rows.text(18)),
               .link = rows.hash<16>(19),
               .txn = {}};
    vuelve::Transaction& txn = row.txn;
    txn.id = rows.get<TxnId>(2);
    txn.holder = rows.get<HolderId>(4);
    txn.kind = rows.get<TxnKind>(5);
    txn.request_hash = hash_or_zero(rows, 7);
    txn.occurred_at = rows.get<Instant>(9);
    txn.at = rows.get<Instant>(10);
    txn.on_day = rows.get<Day>(11);
    txn.store = rows.get<StoreId>(12);
    txn.brand = rows.get<BrandId>(13);
    txn.channel = rows.text(14);
    txn.amount = Minor{rows.integer(15)};
    txn.actor = rows.text(16);
    return row;
}

}  // namespace vuelve::storage
