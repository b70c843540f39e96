#include "app/service.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "storage/crypto.h"
#include "storage/migrations.h"
#include "storage/sqlite/sqlite.h"

namespace vuelve::app {
namespace {

constexpr std::string_view sqlite_scheme = "sqlite:";
constexpr std::string_view in_memory = "sqlite::memory:";

std::unique_ptr<storage::Database> open_database(const ServiceOptions& options) {
    using storage::sqlite::Access;
    if (options.database == in_memory) return storage::sqlite::memory();
    if (!options.database.starts_with(sqlite_scheme))
        throw storage::StorageError(storage::Trouble::CannotOpen,
                                    "a database is named sqlite:FILE, not " + options.database);
    storage::sqlite::Options how{.access = options.create ? Access::Create : Access::Existing};
    if (options.read_only) how.access = Access::Read;
    return storage::sqlite::open(options.database.substr(sqlite_scheme.size()), how);
}

storage::KeyRing open_keys(const ServiceOptions& options) {
    if (options.key_ring.empty()) {
        if (options.database != in_memory)
            throw storage::StorageError(storage::Trouble::Keys,
                                        "a database in a file needs its key ring: --keys FILE");
        return storage::KeyRing::temporary();
    }
    auto folder =
        options.database == in_memory
            ? std::filesystem::path{}
            : std::filesystem::path(options.database.substr(sqlite_scheme.size())).parent_path();
    return storage::KeyRing::load(options.key_ring, folder);
}

}  // namespace

struct Service::KeyCache {
    static constexpr std::int64_t fresh_ms =
        5000;  // a revoked key is refused at the latest after this
    std::mutex guard;
    std::map<std::string, std::pair<storage::ApiKey, std::int64_t>, std::less<>> known;
};

Service::~Service() = default;

Result<std::unique_ptr<Service>> Service::open(const ServiceOptions& options) {
    try {
        auto service = std::unique_ptr<Service>(new Service);
        storage::KeyRing keys = open_keys(options);
        service->database_ = open_database(options);
        if (!options.clock) service->own_clock_ = std::make_unique<SystemClock>();
        service->clock_ = options.clock ? options.clock : service->own_clock_.get();
        // The machine's time, so that a test that moves its clock by years still gives ids in their
        // order.
        service->ids_ = std::make_unique<storage::FreshIds>([] { return SystemClock().now_ms(); });
        if (options.read_only)
            storage::check_schema(*service->database_);
        else
            storage::migrate(*service->database_, service->clock_->now_ms());
        service->programmes_ = std::make_unique<Programmes>(*service->database_, std::move(keys));
        service->programmes_->load();
        for (OpenProgramme* programme : service->programmes_->all())
            storage::resume_ids(*service->ids_, *service->database_->snapshot(),
                                programme->placement());
        service->keys_ = std::make_unique<KeyCache>();
        if (!options.read_only)
            service->writer_ =
                std::make_unique<Writer>(*service->programmes_, *service->clock_, *service->ids_,
                                         WriterOptions{.on_unknown = options.on_unknown});
        return service;
    } catch (const storage::StorageError& error) {
        return refuse(ErrorCode::InternalError, error.what());
    }
}

std::optional<storage::ApiKey> Service::authenticate(std::string_view presented) {
    auto claim = storage::read_api_key(presented);
    if (!claim) return std::nullopt;
    std::lock_guard lock(keys_->guard);
    auto place = keys_->known.find(claim->key_id);
    if (place == keys_->known.end() ||
        clock_->now_ms() - place->second.second > KeyCache::fresh_ms) {
        auto stored = storage::find_api_key(*database_->snapshot(), claim->key_id);
        if (!stored) return std::nullopt;
        place =
            keys_->known
                .insert_or_assign(claim->key_id, std::pair(std::move(*stored), clock_->now_ms()))
                .first;
    }
    const storage::ApiKey& key = place->second.first;
    bool fits = storage::crypto::equal(key.secret_hash, claim->secret_hash) && key.valid_at(now());
    return fits ? std::optional(key) : std::nullopt;
}

Result<std::string> Service::create_key(const ProgrammeKey& programme,
                                        const std::string& owner,
                                        const std::string& name,
                                        const std::vector<std::string>& scopes,
                                        std::optional<Instant> expires_at) {
    auto fresh = storage::make_api_key(storage::ApiKeyMode::Live);
    storage::ApiKey key{.key_id = fresh.key_id,
                        .programme = programme,
                        .owner = owner,
                        .name = name,
                        .secret_hash = fresh.secret_hash,
                        .scopes = {},
                        .stores = {},
                        .networks = {},
                        .expires_at = expires_at};
    for (const std::string& scope : scopes) {
        auto granted = scopes_of(scope);
        if (!granted)
            return refuse(ErrorCode::ValidationFailed, "no scope or role is called " + scope);
        key.scopes.insert(key.scopes.end(), granted->begin(), granted->end());
    }
    std::ranges::sort(key.scopes);
    key.scopes.erase(std::ranges::unique(key.scopes).begin(), key.scopes.end());
    auto tx = database_->begin();
    storage::add_api_key(*tx, key);
    tx->commit();
    return fresh.text;
}

std::vector<storage::ApiKey> Service::keys(const ProgrammeKey& programme) {
    return storage::list_api_keys(*database_->snapshot(), programme);
}

bool Service::revoke_key(const ProgrammeKey& programme, const std::string& key_id) {
    auto tx = database_->begin();
    const bool revoked = storage::revoke_api_key(*tx, programme.tenant_id, key_id);
    tx->commit();
    std::lock_guard lock(keys_->guard);
    keys_->known.erase(key_id);
    return revoked;
}

void Service::put_products(const ProgrammeKey& programme,
                           std::span<const storage::Product> products) {
    auto tx = database_->begin();
    storage::upsert_products(*tx, programme, products);
    tx->commit();
    OpenProgramme* open = programmes_->find(programme);
    OpenProgramme::Catalogue catalogue = *open->catalogue();
    for (const storage::Product& product : products) catalogue[product.sku] = product;
    open->set_catalogue(std::move(catalogue));
}

Result<void> create_key_ring(const std::filesystem::path& file,
                             const std::filesystem::path& data_folder) {
    try {
        storage::KeyRing::create(file, data_folder);
        return {};
    } catch (const storage::StorageError& error) {
        return refuse(ErrorCode::InternalError, error.what());
    }
}

std::optional<std::vector<std::string>> scopes_of(const std::string& role_or_scope) {
    static const std::vector<std::string> every{
        "catalog.read",   "members.read",    "members.write",     "members.unmask",
        "points.earn",    "points.burn",     "refunds.write",     "purchases.backdate",
        "points.adjust",  "members.merge",   "coupons.validate",  "coupons.redeem",
        "programme.read", "programme.write", "programme.publish", "stock.write",
        "reports.read",   "ledger.read",     "audit.read",        "exports.read",
        "imports.write",  "events.read",     "webhooks.manage",   "keys.manage",
        "staff.manage",   "settings.write",  "privacy.manage",    "approvals.decide"};
    static const std::map<std::string, std::vector<std::string>> roles{
        {"pos",
         {"catalog.read", "members.read", "members.write", "points.earn", "points.burn",
          "refunds.write", "coupons.validate", "coupons.redeem"}},
        {"shop",
         {"catalog.read", "members.read", "members.write", "points.earn", "points.burn",
          "refunds.write", "coupons.validate", "coupons.redeem"}},
        {"publishable", {"coupons.validate", "catalog.read"}},
        {"all", every}};
    if (auto role = roles.find(role_or_scope); role != roles.end()) return role->second;
    if (std::ranges::find(every, role_or_scope) != every.end()) return std::vector{role_or_scope};
    return std::nullopt;
}

}  // namespace vuelve::app
