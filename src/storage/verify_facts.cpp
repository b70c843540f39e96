#include "storage/verify_facts.h"

#include "generated/sql.h"

namespace vuelve::storage {

FactsAudit::FactsAudit(Reader& reader) : reader_(reader) {
    Rows rows = reader.query(sql::all_follow_places);
    while (rows.next()) places_[{rows.integer(0), rows.integer(1)}] = rows.get<TxnId>(2);
}

void FactsAudit::add(const TxnRow& row, const Effects& effects) {
    if (!effects.purchase) return;
    const Key key{row.tenant_id, row.programme_id};
    const auto place = places_.find(key);
    if (place == places_.end() || row.txn.id > place->second) return;
    const Purchase& purchase = *effects.purchase;
    if (row.txn.kind == TxnKind::Purchase) {
        Sums& sums = sums_[key];
        sums.purchases += 1;
        sums.amount += row.txn.amount.n;
    }
    const bool is_whole = !purchase.voided && purchase.returned_money.n == 0;
    if (row.txn.kind == TxnKind::Purchase && is_whole) return;
    Changed& changed = changed_[{key, purchase.txn}];
    if (row.txn.id < changed.txn) return;
    changed = {row.txn.id, purchase.total, purchase.returned_money, purchase.voided};
}

void FactsAudit::end(Verified& found) const {
    auto due = sums_;
    for (const auto& [which, changed] : changed_) {
        Sums& sums = due[which.first];
        sums.amount -= changed.voided ? changed.amount.n : 0;
        sums.returned += changed.voided ? 0 : changed.returned.n;
    }
    Rows rows = reader_.query(sql::verify_sales);
    while (rows.next()) {
        const Key key{rows.integer(0), rows.integer(1)};
        const Sums held{rows.integer(2), rows.integer(3), rows.integer(4)};
        if (held != due[key])
            found.add(
                "facts",
                "tenant " + std::to_string(key.first) + " programme " + std::to_string(key.second),
                std::to_string(held.purchases) + " purchases of " + std::to_string(held.amount) +
                    " and " + std::to_string(held.returned) +
                    " back are written, the transactions make " +
                    std::to_string(due[key].purchases) + " of " + std::to_string(due[key].amount) +
                    " and " + std::to_string(due[key].returned));
        due.erase(key);
    }
    for (const auto& [key, sums] : due)
        if (sums.purchases > 0)
            found.add("facts", "programme " + std::to_string(key.second),
                      "none of " + std::to_string(sums.purchases) + " purchases is written");
}

}  // namespace vuelve::storage
