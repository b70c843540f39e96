#include "app/programmes.h"

#include "app/publication.h"
#include "base/ensure.h"
#include "codec/json_writer.h"
#include "codec/programme_json.h"

namespace vuelve::app {

OpenProgramme::OpenProgramme(ProgrammeKey key,
                             const storage::Tenant& tenant,
                             const storage::KeyRing& ring)
    : key_(key),
      tenant_code_(tenant.code),
      placement_(tenant.placement()),
      vault_(ring, key.tenant_id),
      ledger_(vault_, placement_, static_cast<std::int32_t>(key.programme_id)),
      entitlements_(vault_, placement_, static_cast<std::int32_t>(key.programme_id)),
      members_(vault_, placement_, key.programme_id),
      messages_(placement_, static_cast<std::int32_t>(key.programme_id)),
      events_(placement_),
      facts_(vault_, placement_, static_cast<std::int32_t>(key.programme_id)),
      segments_(vault_, placement_, static_cast<std::int32_t>(key.programme_id)),
      audit_(vault_, placement_) {
    tables_.push_back(std::make_unique<SymbolTable>());
}

std::string OpenProgramme::region() const {
    return std::string(region_of_zone(snapshot()->document().time_zone));
}

std::shared_ptr<const Programme> OpenProgramme::snapshot() const {
    std::lock_guard lock(guard_);
    return snapshot_;
}

void OpenProgramme::load_symbols(SymbolTable table) {
    std::lock_guard lock(guard_);
    tables_.push_back(std::make_unique<SymbolTable>(std::move(table)));
}

OpenProgramme::Prepared OpenProgramme::prepare(ProgrammeDocument document, int version) const {
    Prepared prepared{.symbols = {}, .compiled = {}, .segment_definitions = {}, .version = version};
    {
        std::lock_guard lock(guard_);
        prepared.symbols = std::make_unique<SymbolTable>(*tables_.back());
    }
    prepared.compiled = Programme::compile(std::move(document), *prepared.symbols);
    prepared.segment_definitions = storage::crypto::to_hex(storage::crypto::blake2b(
        {storage::crypto::bytes_of(encode_segments(prepared.compiled->document()))}));
    return prepared;
}

void OpenProgramme::adopt(Prepared prepared) {
    std::lock_guard lock(guard_);
    tables_.push_back(std::move(prepared.symbols));
    segment_definitions_ = std::move(prepared.segment_definitions);
    snapshot_ = std::move(prepared.compiled);
    version_ = prepared.version;
}

int OpenProgramme::version() const {
    std::lock_guard lock(guard_);
    return version_;
}

std::optional<Instant> OpenProgramme::planned() const {
    const std::int64_t at = planned_ms_.load();
    return at == INT64_MAX ? std::nullopt : std::optional(Instant{at});
}

void OpenProgramme::plan(std::optional<Instant> at) {
    planned_ms_.store(at ? at->value : INT64_MAX);
}

std::string OpenProgramme::segment_definitions() const {
    std::lock_guard lock(guard_);
    return segment_definitions_;
}

void OpenProgramme::tell_segments(SegmentNews news) {
    std::lock_guard lock(guard_);
    std::ranges::move(news, std::back_inserter(news_));
}

void OpenProgramme::hear_segments() {
    SegmentNews news;
    {
        std::lock_guard lock(guard_);
        news.swap(news_);
    }
    for (auto& [member, segments] : news)
        if (auto known = cache_.state.holders.find(member); known != cache_.state.holders.end())
            known->second.kept_segments = std::move(segments);
}

std::shared_ptr<const OpenProgramme::Catalogue> OpenProgramme::catalogue() const {
    std::lock_guard lock(guard_);
    return catalogue_;
}

void OpenProgramme::set_catalogue(Catalogue catalogue) {
    std::lock_guard lock(guard_);
    catalogue_ = std::make_shared<Catalogue>(std::move(catalogue));
}

Result<ProgrammeDocument> read_programme(const std::string& text) {
    ReadDocument read = read_document(text);
    std::vector<Fault> faults = std::move(read.faults);
    // What a part of a wrong shape names cannot be judged: only the faults of whole parts are
    // added.
    auto is_broken = [&, shapes = faults.size()](const std::string& pointer) {
        return std::any_of(faults.begin(), faults.begin() + static_cast<std::ptrdiff_t>(shapes),
                           [&](const Fault& shape) {
                               return pointer.starts_with(shape.pointer) ||
                                      shape.pointer.starts_with(pointer);
                           });
    };
    for (Fault& fault : check(read.document))
        if (!is_broken(fault.pointer)) faults.push_back(std::move(fault));
    if (faults.empty()) return std::move(read.document);
    return std::unexpected(Error{
        ErrorCode::ValidationFailed, "the programme document has faults", {}, std::move(faults)});
}

namespace {

/// What a key ring makes of the tenant's code: kept in the settings, so that another ring is
/// noticed before it makes the same person a second member.
std::string key_check(const storage::Vault& vault, const std::string& tenant_code) {
    return storage::crypto::to_hex(vault.blind_index("key_check", tenant_code));
}

std::string settings_with_check(const std::string& check) {
    JsonWriter settings;
    settings.begin_object().member("key_check", check).end_object();
    return std::move(settings).text();
}

void refuse_other_keys(const storage::Tenant& tenant, const OpenProgramme& programme) {
    auto settings = parse_json(tenant.settings);
    const Json* kept = settings ? settings->find("key_check") : nullptr;
    const auto* check = kept ? kept->get_if<std::string>() : nullptr;
    if (check && *check != key_check(programme.vault(), tenant.code))
        throw storage::StorageError(storage::Trouble::Keys,
                                    "this key ring does not belong to the data of tenant " +
                                        tenant.code +
                                        ": --keys must name the ring that was made with it");
}

}  // namespace

OpenProgramme& Programmes::open(const ProgrammeKey& key, const storage::Tenant& tenant) {
    if (tenant.spread != 1)
        throw storage::StorageError(storage::Trouble::CannotOpen,
                                    "tenant " + tenant.code +
                                        " is spread over several buckets, which this version does "
                                        "not serve (docs/adr/0046)");
    std::lock_guard lock(guard_);
    auto& place = open_[key];
    place = std::make_unique<OpenProgramme>(key, tenant, ring_);
    return *place;
}

void Programmes::load(Instant now) { refresh(*database_.snapshot(), now); }

void Programmes::refresh(storage::Reader& reader, Instant now) {
    const auto tenants = storage::load_tenants(reader);
    for (const auto& row : storage::load_programmes(reader)) {
        if (row.published_version == 0) continue;
        OpenProgramme* known = find(row.key);
        if (known) {
            if (known->version() != row.published_version)
                read(reader, *known, row.published_version, now);
            else if (storage::catalogue_changes(reader, row.key) != catalogue_changes_[row.key])
                read_catalogue(reader, *known);
            note_plan(reader, *known);
            continue;
        }
        auto tenant = std::ranges::find(tenants, row.key.tenant_id, &storage::Tenant::tenant_id);
        ensure(tenant != tenants.end(), "a programme has its tenant");
        OpenProgramme& programme = open(row.key, *tenant);
        refuse_other_keys(*tenant, programme);
        read(reader, programme, row.published_version, now);
        note_plan(reader, programme);
    }
}

void Programmes::read(storage::Reader& reader, OpenProgramme& programme, int version, Instant now) {
    programme.load_symbols(storage::load_symbols(reader, programme.key()));
    programme.put_in_force(compose(reader, programme.key(), now), version);
    read_catalogue(reader, programme);
}

void Programmes::read_catalogue(storage::Reader& reader, OpenProgramme& programme) {
    programme.set_catalogue(storage::load_products(reader, programme.key()));
    catalogue_changes_[programme.key()] = storage::catalogue_changes(reader, programme.key());
}

Result<ProgrammeKey> Programmes::create(const std::string& tenant_code,
                                        const std::string& tenant_name,
                                        const std::string& text,
                                        const std::string& author,
                                        Instant at) {
    ProgrammeDocument document = TRY(read_programme(text));
    auto tx = database_.begin();
    storage::Tenant tenant{.code = tenant_code, .name = tenant_name, .created_at = at};
    for (const auto& known : storage::load_tenants(*tx)) {
        if (known.code == tenant_code)
            return refuse(ErrorCode::IdentityTaken, "the tenant " + tenant_code + " exists");
        tenant.tenant_id = std::max(tenant.tenant_id, known.tenant_id);
    }
    tenant.tenant_id += 1;
    tenant.settings =
        settings_with_check(key_check(storage::Vault(ring_, tenant.tenant_id), tenant_code));
    ProgrammeKey key{tenant.tenant_id, 1};
    storage::add_tenant(*tx, tenant);
    storage::add_programme(*tx, {key, document.code, 0});
    int version = storage::save_draft(*tx, key, text, author, at);
    if (auto published = storage::publish_version(*tx, key, version, author, at, true); !published)
        return std::unexpected(published.error());
    OpenProgramme& programme = open(key, tenant);
    programme.put_in_force(std::move(document), version);
    storage::append_symbols(*tx, key, programme.symbols());
    tx->commit();
    return key;
}

OpenProgramme* Programmes::find(const ProgrammeKey& key) {
    std::lock_guard lock(guard_);
    auto found = open_.find(key);
    return found == open_.end() ? nullptr : found->second.get();
}

std::optional<ProgrammeKey> Programmes::find_code(const std::string& code) {
    std::lock_guard lock(guard_);
    if (code.empty()) return open_.size() == 1 ? std::optional(open_.begin()->first) : std::nullopt;
    for (const auto& [key, programme] : open_)
        if (programme->snapshot()->document().code == code) return key;
    return std::nullopt;
}

std::vector<OpenProgramme*> Programmes::all() {
    std::lock_guard lock(guard_);
    std::vector<OpenProgramme*> all;
    for (const auto& [key, programme] : open_) all.push_back(programme.get());
    return all;
}

}  // namespace vuelve::app
