#include "storage/history_store.h"

#include "codec/json.h"
#include "codec/transaction_json.h"
#include "generated/sql.h"
#include "storage/id_time.h"
#include "storage/stored_json.h"

namespace vuelve::storage {
namespace {

std::string opened_reason(const Vault& vault, TxnId txn, std::string_view document) {
    const Json json = or_corrupt(parse_json(document));
    const Json* sealed = json.find("reason_s");
    const auto* text = sealed ? sealed->get_if<std::string>() : nullptr;
    if (!text) return {};
    auto bytes = crypto::from_hex(*text);
    if (!bytes) throw StorageError(Trouble::Corrupt, "a sealed reason is not hexadecimal");
    return vault.open_secret("reason", txn.value, *bytes);
}

}  // namespace

TxnSummary summary_of(const Rows& row, int first, const Vault& vault, TxnId txn) {
    TxnSummary summary{.kind = row.get<TxnKind>(first),
                       .occurred_at = row.get<Instant>(first + 1),
                       .at = row.get<Instant>(first + 2),
                       .store = row.get<StoreId>(first + 3)};
    if (summary.kind == TxnKind::Purchase) summary.amount = Minor{row.integer(first + 4)};
    const StoredResult result = or_corrupt(decode_result(row.text(first + 6), code_seal(vault)));
    if (result.receipt)
        summary.purchase =
            summary.kind == TxnKind::Purchase ? result.receipt->id : result.receipt->purchase;
    summary.reason = opened_reason(vault, txn, row.text(first + 5));
    return summary;
}

TxnSummary load_summary(
    Reader& reader, const Vault& vault, const Placement& placement, HolderId holder, TxnId txn) {
    for (int bucket : {bucket_of(holder), base_bucket(placement)}) {
        Rows rows = reader.query(sql::txn_by_id, {bucket, placement.tenant_id, txn});
        if (rows.next()) return summary_of(rows, 0, vault, txn);
    }
    throw StorageError(Trouble::Corrupt, "an entry names a transaction that is not there");
}

std::vector<CounterRow> counter_rows(Reader& reader,
                                     const Vault& vault,
                                     const Placement& placement,
                                     std::int64_t programme_id,
                                     Instant since) {
    std::vector<CounterRow> found;
    for (const int bucket : buckets_of(placement)) {
        Rows rows = reader.query(sql::txns_since, {bucket, placement.tenant_id, least_id_at(since),
                                                   programme_id, since});
        while (rows.next()) {
            StoredResult result = or_corrupt(decode_result(rows.text(5), code_seal(vault)));
            if (!result.receipt) continue;
            found.push_back({.kind = rows.get<TxnKind>(1),
                             .member = rows.get<HolderId>(0),
                             .actor = std::string(rows.text(2)),
                             .store = rows.get<StoreId>(3),
                             .amount = Minor{rows.integer(4)},
                             .receipt = std::move(result.receipt)});
        }
    }
    return found;
}

}  // namespace vuelve::storage
