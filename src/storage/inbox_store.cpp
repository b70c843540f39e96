#include "storage/inbox_store.h"

#include "generated/sql.h"

namespace vuelve::storage {

Instant inbox_read_until(Reader& reader, const Placement& placement, HolderId member) {
    auto rows = reader.query(sql::inbox_place_of, {bucket_of(member), placement.tenant_id, member});
    return rows.next() ? rows.get<Instant>(0) : Instant{};
}

void set_inbox_read(Transaction& tx, const Placement& placement, HolderId member, Instant until) {
    tx.exec(sql::put_inbox_place, {bucket_of(member), placement.tenant_id, member, until});
}

std::vector<TxnId> purchases_since(
    Reader& reader, const Placement& placement, HolderId member, Instant since, int limit) {
    std::vector<TxnId> found;
    auto rows = reader.query(sql::purchases_of_since,
                             {bucket_of(member), placement.tenant_id, member, since, limit});
    while (rows.next()) found.push_back(rows.get<TxnId>(0));
    return found;
}

}  // namespace vuelve::storage
