#include "storage/config_store.h"

#include "generated/sql.h"

namespace vuelve::storage {

void add_tenant(Transaction& tx, const Tenant& tenant) {
    tx.exec(sql::insert_tenant, {tenant.tenant_id, tenant.code, tenant.name, tenant.spread,
                                 tenant.generation, tenant.settings, tenant.created_at});
}

std::vector<Tenant> load_tenants(Reader& reader) {
    std::vector<Tenant> tenants;
    auto rows = reader.query(sql::all_tenants);
    while (rows.next()) {
        tenants.push_back({rows.integer(0), std::string(rows.text(1)), std::string(rows.text(2)),
                           rows.get<int>(3), rows.get<int>(4), std::string(rows.text(5)),
                           rows.get<Instant>(6)});
    }
    return tenants;
}

void set_tenant_settings(Transaction& tx, std::int64_t tenant_id, std::string_view settings) {
    tx.exec(sql::update_tenant_settings, {tenant_id, settings});
}

void add_programme(Transaction& tx, const ProgrammeRow& programme) {
    tx.exec(sql::insert_programme, {programme.key.tenant_id, programme.key.programme_id,
                                    programme.code, programme.published_version});
}

std::vector<ProgrammeRow> load_programmes(Reader& reader) {
    std::vector<ProgrammeRow> programmes;
    auto rows = reader.query(sql::all_programmes);
    while (rows.next()) {
        programmes.push_back(
            {{rows.integer(0), rows.integer(1)}, std::string(rows.text(2)), rows.get<int>(3)});
    }
    return programmes;
}

namespace {

ProgrammeVersion version_from(const Rows& rows) {
    ProgrammeVersion version{.version = rows.get<int>(0),
                             .state = rows.get<VersionState>(1),
                             .content_hash = rows.hash<32>(2),
                             .author = std::string(rows.text(3)),
                             .published_at = rows.maybe<Instant>(5),
                             .created_at = rows.get<Instant>(7),
                             .steps = {},
                             .opens = rows.get<int>(18) != 0,
                             .document = std::string(rows.text(6))};
    version.steps = {.reason = rows.maybe<Bytes>(8),
                     .submitted_at = rows.maybe<Instant>(9),
                     .submitter = std::string(rows.text(10)),
                     .approved_at = rows.maybe<Instant>(11),
                     .approver = std::string(rows.text(4)),
                     .rejected_at = rows.maybe<Instant>(12),
                     .rejecter = std::string(rows.text(13)),
                     .rejection = rows.maybe<Bytes>(14),
                     .publish_at = rows.maybe<Instant>(15),
                     .trouble = std::string(rows.text(16)),
                     .rolled_back_to = rows.get<int>(17)};
    return version;
}

}  // namespace

namespace {

struct Newest {
    int version = 0;  // 0 = there is none
    bool is_draft = false;
};
Newest newest_version(Transaction& tx, const ProgrammeKey& programme) {
    auto rows = tx.query(sql::newest_version, {programme.tenant_id, programme.programme_id});
    if (!rows.next()) return {};
    return {rows.get<int>(0), rows.get<VersionState>(1) == VersionState::Draft};
}

void put_version(Transaction& tx,
                 const ProgrammeKey& programme,
                 int version,
                 std::string_view document,
                 std::string_view author,
                 Instant at) {
    const auto hash = crypto::sha256(crypto::bytes_of(document));
    tx.exec(sql::upsert_draft,
            {programme.tenant_id, programme.programme_id, version, document, hash, author, at});
}

}  // namespace

int save_draft(Transaction& tx,
               const ProgrammeKey& programme,
               std::string_view document,
               std::string_view author,
               Instant at) {
    const Newest newest = newest_version(tx, programme);
    const int version = newest.is_draft ? newest.version : newest.version + 1;
    put_version(tx, programme, version, document, author, at);
    return version;
}

int insert_draft(Transaction& tx,
                 const ProgrammeKey& programme,
                 std::string_view document,
                 std::string_view author,
                 Instant at) {
    const Newest newest = newest_version(tx, programme);
    if (newest.is_draft) tx.exec(sql::move_draft, {programme.tenant_id, programme.programme_id});
    const int version = newest.is_draft ? newest.version : newest.version + 1;
    put_version(tx, programme, version, document, author, at);
    return version;
}

std::optional<ProgrammeVersion> load_draft(Reader& reader, const ProgrammeKey& programme) {
    auto rows = reader.query(sql::the_draft, {programme.tenant_id, programme.programme_id});
    if (!rows.next()) return std::nullopt;
    return version_from(rows);
}

void set_draft_steps(Transaction& tx,
                     const ProgrammeKey& programme,
                     int version,
                     const DraftSteps& steps) {
    tx.exec(sql::update_draft,
            {programme.tenant_id, programme.programme_id, steps.reason, steps.submitted_at,
             steps.submitter, steps.approved_at, steps.approver, steps.rejected_at, steps.rejecter,
             steps.rejection, steps.publish_at, steps.trouble, steps.rolled_back_to, version});
}

void delete_draft(Transaction& tx, const ProgrammeKey& programme) {
    tx.exec(sql::delete_draft, {programme.tenant_id, programme.programme_id});
}

Result<void> publish_version(Transaction& tx,
                             const ProgrammeKey& programme,
                             int version,
                             std::string_view approver,
                             Instant at,
                             bool opens) {
    const auto row = load_version(tx, programme, version);
    if (!row) return refuse(ErrorCode::NotFound, "no such version");
    if (row->state != VersionState::Draft)
        return refuse(ErrorCode::InvalidState, "the version is no draft");
    tx.exec(sql::supersede_versions, {programme.tenant_id, programme.programme_id});
    tx.exec(sql::publish_draft,
            {programme.tenant_id, programme.programme_id, version, approver, at, opens ? 1 : 0});
    tx.exec(sql::set_published_version, {programme.tenant_id, programme.programme_id, version});
    return {};
}

std::optional<ProgrammeVersion> load_version(Reader& reader,
                                             const ProgrammeKey& programme,
                                             int version) {
    auto rows =
        reader.query(sql::one_version, {programme.tenant_id, programme.programme_id, version});
    if (!rows.next()) return std::nullopt;
    return version_from(rows);
}

std::vector<ProgrammeVersion> programme_history(Reader& reader,
                                                const ProgrammeKey& programme,
                                                int before,
                                                int limit) {
    std::vector<ProgrammeVersion> versions;
    auto rows = reader.query(sql::versions_before,
                             {programme.tenant_id, programme.programme_id, before, limit});
    while (rows.next()) versions.push_back(version_from(rows));
    return versions;
}

SymbolTable load_symbols(Reader& reader, const ProgrammeKey& programme) {
    SymbolTable symbols;
    auto rows = reader.query(sql::all_symbols, {programme.tenant_id, programme.programme_id});
    while (rows.next()) {
        if (symbols.intern(rows.get<SymbolKind>(1), rows.text(2)) != rows.integer(0)) {
            throw StorageError(Trouble::Corrupt, "the numbers of symbols have a gap");
        }
    }
    return symbols;
}

int append_symbols(Transaction& tx, const ProgrammeKey& programme, const SymbolTable& symbols) {
    auto rows = tx.query(sql::count_symbols, {programme.tenant_id, programme.programme_id});
    ensure(rows.next(), "an aggregate answers a row");
    Batch batch(5);
    for (auto at = rows.get<std::size_t>(0); at < symbols.all().size(); ++at) {
        const auto& symbol = symbols.all()[at];
        batch.add(programme.tenant_id, programme.programme_id, static_cast<int>(at + 1),
                  symbol.kind, symbol.code);
    }
    tx.exec_batch(sql::insert_symbol, batch);
    return static_cast<int>(batch.rows());
}

}  // namespace vuelve::storage
