#include "app/keys.h"

#include <algorithm>

#include "app/audit.h"
#include "base/ensure.h"
#include "codec/json_writer.h"
#include "storage/crypto.h"

namespace vuelve::app {
namespace {

const std::vector<std::string> publishable_scopes{"catalog.read", "coupons.validate"};

/// Nothing was asked for but what a web shop has: it takes back its own orders only (contract.md
/// 4). Whoever is also given `refunds.write` by name may take back anything.
bool is_for_shop(const std::vector<std::string>& asked) {
    const auto gives_refunds = [](const std::string& name) {
        const auto scopes = scopes_of(name);
        return name != "shop" && scopes && std::ranges::count(*scopes, "refunds.write") > 0;
    };
    return std::ranges::count(asked, "shop") > 0 && std::ranges::none_of(asked, gives_refunds);
}

}  // namespace

std::optional<ApiKey> Keys::authenticate(std::string_view presented) {
    const auto claim = storage::read_api_key(presented);
    if (!claim) return std::nullopt;
    std::lock_guard lock(guard_);
    auto place = known_.find(claim->key_id);
    if (place == known_.end() || clock_.now_ms() - place->second.second > fresh_ms) {
        auto stored = storage::find_api_key(*database_.snapshot(), claim->key_id);
        if (!stored) return std::nullopt;
        place =
            known_.insert_or_assign(claim->key_id, std::pair(std::move(*stored), clock_.now_ms()))
                .first;
    }
    const ApiKey& key = place->second.first;
    if (!storage::crypto::equal(key.secret_hash, claim->secret_hash) || !key.valid_at(now()))
        return std::nullopt;
    uses_[key.key_id] = now();
    return key;
}

void Keys::record(const Caller& by,
                  storage::Transaction& tx,
                  std::string action,
                  const ApiKey& key) const {
    const OpenProgramme* programme = programmes_.find(by.programme);
    ensure(programme != nullptr, "a key belongs to an open programme");
    JsonWriter values;
    values.begin_object().member("name", key.name).member("expires_at", key.expires_at);
    values.key("scopes").begin_array();
    for (const std::string& scope : key.scopes) values.value(scope);
    values.end_array().end_object();
    record_deed(*programme, tx, by,
                {.action = std::move(action),
                 .object = "key:" + key.key_id,
                 .values = std::move(values).text()},
                now());
}

NewKey Keys::add(ApiKey key, storage::Transaction& tx) const {
    const auto fresh = storage::make_api_key(storage::ApiKeyMode::Live);
    key.key_id = fresh.key_id;
    key.secret_hash = fresh.secret_hash;
    key.created_at = now();
    key.last_used_at.reset();
    storage::add_api_key(tx, key);
    return {fresh.text, std::move(key)};
}

Result<NewKey> Keys::create(const Caller& by, const KeyRequest& request) {
    auto scopes = TRY(all_scopes(request.scopes));
    if (!request.origins.empty() && !std::ranges::includes(publishable_scopes, scopes))
        return refuse_field("/origins", "out-of-range",
                            "only a key that may but read the catalogue and validate coupons is "
                            "for web pages");
    auto tx = database_.begin();
    NewKey made = add({.key_id = {},
                       .programme = by.programme,
                       .owner = request.owner.empty() ? request.name : request.owner,
                       .name = request.name,
                       .scopes = std::move(scopes),
                       .stores = request.stores,
                       .networks = request.networks,
                       .expires_at = request.expires_at,
                       .origins = request.origins,
                       .own_orders = is_for_shop(request.scopes)},
                      *tx);
    record(by, *tx, "key.created", made.key);
    tx->commit();
    std::lock_guard lock(guard_);
    origins_read_ms_.reset();
    return made;
}

Result<NewKey> Keys::rotate(const Caller& by, std::string_view key_id, Instant until) {
    auto tx = database_.begin();
    auto old = storage::find_api_key(*tx, key_id);
    if (!old || old->programme != by.programme) return refuse(ErrorCode::NotFound);
    if (!old->valid_at(now()))
        return refuse(ErrorCode::InvalidState, "a key that does not count is not rotated");
    for (const ApiKey& key : storage::list_api_keys(*tx, by.programme))
        if ((key.key_id == old->successor || key.successor == old->key_id) && key.valid_at(now()))
            return refuse(ErrorCode::InvalidState, "two of them are live already");
    ApiKey next = *old;
    // As long as it was given at first, counted from now.
    if (next.expires_at) next.expires_at = now() + (*old->expires_at - old->created_at);
    next.successor.clear();
    NewKey made = add(std::move(next), *tx);
    if (old->expires_at) until = std::min(until, *old->expires_at);
    storage::replace_api_key(*tx, by.programme.tenant_id, key_id, made.key.key_id, until);
    record(by, *tx, "key.rotated", *old);
    record(by, *tx, "key.created", made.key);
    tx->commit();
    std::lock_guard lock(guard_);
    known_.erase(std::string(key_id));
    return made;
}

std::vector<ApiKey> Keys::list(const ProgrammeKey& programme) {
    auto keys = storage::list_api_keys(*database_.snapshot(), programme);
    std::lock_guard lock(guard_);
    for (ApiKey& key : keys)
        if (const auto used = uses_.find(key.key_id); used != uses_.end())
            key.last_used_at = used->second;
    return keys;
}

std::optional<ApiKey> Keys::find(const ProgrammeKey& programme, std::string_view key_id) {
    for (ApiKey& key : list(programme))
        if (key.key_id == key_id) return std::move(key);
    return std::nullopt;
}

bool Keys::revoke(const Caller& by, std::string_view key_id) {
    auto tx = database_.begin();
    const auto key = storage::find_api_key(*tx, key_id);
    if (!key || key->programme != by.programme) return false;
    const bool revoked = storage::revoke_api_key(*tx, by.programme.tenant_id, key_id);
    if (revoked) record(by, *tx, "key.revoked", *key);
    tx->commit();
    std::lock_guard lock(guard_);
    known_.erase(std::string(key_id));
    origins_read_ms_.reset();
    return revoked;
}

bool Keys::knows_origin(std::string_view origin) {
    std::lock_guard lock(guard_);
    if (!origins_read_ms_ || clock_.now_ms() - *origins_read_ms_ > fresh_ms) {
        origins_.clear();
        for (const ApiKey& key : storage::browser_keys(*database_.snapshot()))
            if (key.valid_at(now()))
                origins_.insert(origins_.end(), key.origins.begin(), key.origins.end());
        origins_read_ms_ = clock_.now_ms();
    }
    return std::ranges::find(origins_, origin) != origins_.end();
}

void Keys::keep_uses() {
    std::map<std::string, Instant, std::less<>> uses;
    {
        std::lock_guard lock(guard_);
        uses.swap(uses_);
    }
    if (uses.empty()) return;
    auto tx = database_.begin();
    storage::note_uses(*tx, {uses.begin(), uses.end()});
    tx->commit();
}

std::optional<std::string> claimed_key_id(std::string_view presented) {
    const auto claim = storage::read_api_key(presented);
    return claim ? std::optional(claim->key_id) : std::nullopt;
}

Result<std::vector<std::string>> all_scopes(const std::vector<std::string>& named) {
    std::vector<std::string> scopes;
    for (std::size_t i = 0; i < named.size(); ++i) {
        const auto granted = scopes_of(named[i]);
        if (!granted)
            return refuse_field("/scopes/" + std::to_string(i), "unknown-reference",
                                "no scope or role is called " + named[i]);
        scopes.insert(scopes.end(), granted->begin(), granted->end());
    }
    std::ranges::sort(scopes);
    scopes.erase(std::ranges::unique(scopes).begin(), scopes.end());
    return scopes;
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
    static const std::vector<std::string> counter{
        "catalog.read", "members.read",  "members.write",    "points.earn",
        "points.burn",  "refunds.write", "coupons.validate", "coupons.redeem"};
    static const std::map<std::string, std::vector<std::string>> roles{
        {"pos", counter}, {"shop", counter}, {"publishable", publishable_scopes}, {"all", every}};
    if (auto role = roles.find(role_or_scope); role != roles.end()) return role->second;
    if (std::ranges::find(every, role_or_scope) != every.end()) return std::vector{role_or_scope};
    return std::nullopt;
}

}  // namespace vuelve::app
