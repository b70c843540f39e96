#include "storage/verify_events.h"

#include <algorithm>

#include "generated/sql.h"
#include "storage/id_time.h"

namespace vuelve::storage {
namespace {

/// Posted as of a time long before its number was drawn.
bool is_brought_in(const TxnRow& row) {
    return made_at(row.txn.id.value) - row.txn.at > ms_per_minute;
}

}  // namespace

EventAudit::EventAudit(Reader& reader, Verified& found) : found_(found) {
    Rows rows = reader.query(sql::told_txns);
    std::int64_t tenant = 0, expected = 1;
    while (rows.next()) {
        if (rows.integer(0) != tenant) {
            tenant = rows.integer(0);
            expected = 1;
        }
        const std::int64_t sequence = rows.integer(1);
        if (sequence != expected)
            found_.add(
                "feed", "tenant " + std::to_string(tenant),
                "event " + std::to_string(sequence) + " follows " + std::to_string(expected - 1));
        expected = sequence + 1;
        if (const std::int64_t txn = rows.integer(2); txn != 0) told_[tenant].push_back(txn);
    }
    for (auto& [id, txns] : told_) std::ranges::sort(txns);
}

void EventAudit::check(const TxnRow& row, const Effects& effects) {
    const auto told = told_.find(row.tenant_id);
    if (told == told_.end() || effects.entries.empty()) return;
    const auto& txns = told->second;
    if (row.txn.id.value < txns.front() || is_brought_in(row)) return;
    if (!std::ranges::binary_search(txns, row.txn.id.value))
        found_.add("feed", "transaction " + std::to_string(row.txn.id.value),
                   "moved units and is not in the feed");
}

}  // namespace vuelve::storage
