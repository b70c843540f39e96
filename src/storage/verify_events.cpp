#include "storage/verify_events.h"

#include <algorithm>
#include <iterator>

#include "generated/sql.h"
#include "storage/id_time.h"

namespace vuelve::storage {

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
        const std::int64_t txn = rows.integer(2);
        if (txn == 0) continue;
        told_[tenant].all.push_back({txn, rows.get<Instant>(3)});
        if (rows.get<TxnKind>(4) != TxnKind::Job)
            told_[tenant].commands.push_back({txn, rows.get<Instant>(3)});
    }
    for (auto& [id, feed] : told_)
        for (auto* told : {&feed.all, &feed.commands}) {
            std::ranges::sort(*told, {}, &Told::txn);
            for (std::size_t i = 1; i < told->size(); ++i)
                (*told)[i].at = std::max((*told)[i].at, (*told)[i - 1].at);
        }
}

/// Posted as of a time before what was told already, or, where the clock is the one that ids are
/// drawn by, long before its number was drawn. Both hold only for a history.
bool EventAudit::is_brought_in(const TxnRow& row, const std::vector<Told>& told) {
    const auto next = std::ranges::lower_bound(told, row.txn.id.value, {}, &Told::txn);
    if (next != told.begin() && row.txn.at < std::prev(next)->at) return true;
    const auto drawn_late = [](std::int64_t id, Instant at) {
        return made_at(id) - at > ms_per_minute;
    };
    return !drawn_late(told.front().txn, told.front().at) &&
           drawn_late(row.txn.id.value, row.txn.at);
}

void EventAudit::check(const TxnRow& row, const Effects& effects) {
    const auto told = told_.find(row.tenant_id);
    if (told == told_.end() || effects.entries.empty()) return;
    const auto& [all, commands] = told->second;
    if (commands.empty() || row.txn.id.value < commands.front().txn || is_brought_in(row, commands))
        return;
    if (!std::ranges::binary_search(all, row.txn.id.value, {}, &Told::txn))
        found_.add("feed", "transaction " + std::to_string(row.txn.id.value),
                   "moved units and is not in the feed");
}

}  // namespace vuelve::storage
