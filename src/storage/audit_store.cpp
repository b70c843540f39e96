#include "storage/audit_store.h"

#include "codec/json_writer.h"
#include "generated/sql.h"
#include "storage/crypto.h"
#include "storage/text_list.h"

namespace vuelve::storage {
namespace {

constexpr std::string_view sealed_as = "audit";

}  // namespace

/// A row as it lies in the table.
struct AuditStore::Stored {
    AuditRow row;  // `told` not yet opened
    Bytes told_s;
    Hash16 hash{};
};

Hash16 AuditStore::link(const Hash16& previous, const AuditRow& row, BytesView told_s) const {
    JsonWriter canonical;
    canonical.begin_array()
        .value(row.sequence)
        .value(row.programme_id)
        .value(row.at.value)
        .value(row.actor)
        .value(row.owner)
        .value(crypto::to_hex(row.address))
        .value(row.action)
        .value(row.object)
        .value(row.outcome)
        .value(write_list(row.fields))
        .value(crypto::to_hex(told_s))
        .end_array();
    return vault_.audit_link(previous, crypto::bytes_of(canonical.text()));
}

void AuditStore::append(Transaction& tx, AuditRow row) const {
    const AuditHead last = head(tx);
    row.sequence = last.sequence + 1;
    const Bytes told_s = vault_.seal_secret(sealed_as, row.sequence, row.told);
    tx.exec(sql::append_audit,
            {base_bucket(placement_), placement_.tenant_id, row.sequence, row.programme_id, row.at,
             row.actor, row.owner, row.address, row.action, row.object, row.outcome,
             write_list(row.fields), told_s, link(last.hash, row, told_s)});
}

AuditHead AuditStore::head(Reader& reader) const {
    auto rows = reader.query(sql::audit_head, {base_bucket(placement_), placement_.tenant_id});
    if (!rows.next()) return {};
    return {rows.integer(0), rows.hash<16>(1)};
}

AuditHead AuditStore::row_at(Reader& reader, std::int64_t sequence) const {
    auto rows = reader.query(sql::audit_after,
                             {base_bucket(placement_), placement_.tenant_id, sequence - 1, 1});
    if (!rows.next() || rows.integer(0) != sequence) return {};
    return {sequence, rows.hash<16>(11)};
}

AuditStore::Stored AuditStore::read(const Rows& rows) const {
    const auto told = rows.bytes(10);
    return {.row = {.sequence = rows.integer(0),
                    .programme_id = rows.integer(1),
                    .at = rows.get<Instant>(2),
                    .actor = std::string(rows.text(3)),
                    .owner = std::string(rows.text(4)),
                    .address = rows.hash<16>(5),
                    .action = std::string(rows.text(6)),
                    .object = std::string(rows.text(7)),
                    .outcome = std::string(rows.text(8)),
                    .fields = read_list(rows.text(9))},
            .told_s = {told.begin(), told.end()},
            .hash = rows.hash<16>(11)};
}

std::vector<AuditRow> AuditStore::before(Reader& reader, std::int64_t sequence, int limit) const {
    std::vector<AuditRow> found;
    auto rows = reader.query(sql::audit_before,
                             {base_bucket(placement_), placement_.tenant_id, sequence, limit});
    while (rows.next()) {
        Stored stored = read(rows);
        stored.row.told = vault_.open_secret(sealed_as, stored.row.sequence, stored.told_s);
        found.push_back(std::move(stored.row));
    }
    return found;
}

AuditVerified AuditStore::verify(Reader& reader) const {
    constexpr int rows_each = 1000;
    AuditVerified found;
    for (bool more = true; more;) {
        auto rows = reader.query(sql::audit_after, {base_bucket(placement_), placement_.tenant_id,
                                                    found.head.sequence, rows_each});
        more = false;
        while (rows.next()) {
            more = true;
            const std::int64_t expected = found.head.sequence + 1;
            const auto fault = [&](std::string what) {
                found.first = AuditFault{expected, std::move(what)};
            };
            Stored stored;
            try {
                stored = read(rows);
            } catch (const StorageError& error) {
                fault(error.what());
                return found;
            }
            if (stored.row.sequence != expected) {
                fault("it is missing: the next one is " + std::to_string(stored.row.sequence));
                return found;
            }
            if (link(found.head.hash, stored.row, stored.told_s) != stored.hash) {
                fault("its hash does not follow from the row and the one before it");
                return found;
            }
            found.head = {stored.row.sequence, stored.hash};
            ++found.rows;
        }
    }
    return found;
}

}  // namespace vuelve::storage
