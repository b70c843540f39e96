#include "storage/event_store.h"

#include "generated/sql.h"

namespace vuelve::storage {

void EventStore::append(Transaction& tx, std::span<const EventRow> rows) const {
    Batch batch(9);
    for (const EventRow& row : rows)
        batch.add(base_bucket(placement_), placement_.tenant_id, row.programme_id, row.type,
                  row.subject, row.subject_kind, row.txn, row.at, row.body);
    tx.exec_batch(sql::append_event, batch);
}

std::vector<EventRow> EventStore::after(Reader& reader, std::int64_t sequence, int limit) const {
    std::vector<EventRow> found;
    auto rows = reader.query(sql::events_after,
                             {base_bucket(placement_), placement_.tenant_id, sequence, limit});
    while (rows.next())
        found.push_back({.sequence = rows.integer(0),
                         .programme_id = rows.get<std::int32_t>(1),
                         .type = std::string(rows.text(2)),
                         .subject = rows.get<HolderId>(3),
                         .subject_kind = rows.get<HolderKind>(4),
                         .txn = rows.get<TxnId>(5),
                         .at = rows.get<Instant>(6),
                         .body = std::string(rows.text(7))});
    return found;
}

std::int64_t EventStore::last(Reader& reader) const {
    auto rows = reader.query(sql::last_event, {base_bucket(placement_), placement_.tenant_id});
    rows.next();
    return rows.integer(0);
}

}  // namespace vuelve::storage
