#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/asks.h"
#include "base/clock.h"
#include "storage/api_key_store.h"

/// API keys: who makes them, how long they count, what they may. Source: security.md 4, contract.md
/// 4.
namespace vuelve::app {

using storage::ApiKey;

/// A key to be made.
struct KeyRequest {
    std::string name;                   // "till-1"
    std::string owner{};                // whose idempotency keys they are; "" = the name
    std::vector<std::string> scopes;    // or roles: pos, shop, publishable, all
    std::vector<std::string> stores{};  // empty = all
    std::vector<std::string> networks{};
    std::vector<std::string> origins{};  // for keys that may only validate
    std::optional<Instant> expires_at{};
};

/// `text` is shown once and kept nowhere.
struct NewKey {
    std::string text;
    ApiKey key;
};

class Keys {
 public:
    Keys(Programmes& programmes, const Clock& clock)
        : programmes_(programmes), database_(programmes.database()), clock_(clock) {}

    /// A key that is active and fits; nothing otherwise. Kept in memory for a moment, so that
    /// requests do not read the table; its use is noted.
    std::optional<ApiKey> authenticate(std::string_view presented);

    /// Errors: ValidationFailed for a scope that does not exist, and for pages (`origins`) with
    /// scopes beyond a publishable key's.
    Result<NewKey> create(const Caller& by, const KeyRequest& request);
    /// A second key that may the same, for the same owner: its idempotency keys stay its own. The
    /// first one counts until `until`. Errors: NotFound; InvalidState when it does not count any
    /// more, or two of them are live already.
    Result<NewKey> rotate(const Caller& by, std::string_view key_id, Instant until);
    /// By name, revoked ones too; last uses up to now.
    std::vector<ApiKey> list(const ProgrammeKey& programme);
    std::optional<ApiKey> find(const ProgrammeKey& programme, std::string_view key_id);
    /// False when the tenant has no such active key. Requests of this process notice at once.
    bool revoke(const Caller& by, std::string_view key_id);

    /// Whether some live key may be used from this web page.
    bool knows_origin(std::string_view origin);
    /// Writes when keys were used since the last call.
    void keep_uses();

 private:
    static constexpr std::int64_t fresh_ms =
        5000;  // a key that another process revoked is refused at the latest after this
    Instant now() const { return Instant{clock_.now_ms()}; }
    NewKey add(ApiKey key, storage::Transaction& tx) const;

    void record(const Caller& by,
                storage::Transaction& tx,
                std::string action,
                const ApiKey& key) const;

    Programmes& programmes_;
    storage::Database& database_;
    const Clock& clock_;
    std::mutex guard_;
    std::map<std::string, std::pair<ApiKey, std::int64_t>, std::less<>> known_;
    std::map<std::string, Instant, std::less<>> uses_;
    std::vector<std::string> origins_;
    std::optional<std::int64_t> origins_read_ms_;
};

/// The id of the key that a presented text claims to be, right or not.
std::optional<std::string> claimed_key_id(std::string_view presented);
/// Scopes and those of roles, each once, sorted. Errors: ValidationFailed with the place of what is
/// neither.
Result<std::vector<std::string>> all_scopes(const std::vector<std::string>& named);
/// Scopes of a key's role (contract.md 4), or the one scope itself. Nothing when it is neither.
std::optional<std::vector<std::string>> scopes_of(const std::string& role_or_scope);

}  // namespace vuelve::app
