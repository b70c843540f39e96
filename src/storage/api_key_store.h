#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/config_store.h"

/// API keys: made once, shown once, stored as a hash. Source: security.md 4.
namespace vuelve::storage {

enum class ApiKeyState : std::uint8_t { Active = 1, Revoked };

struct ApiKey {
    std::string key_id;
    ProgrammeKey programme;
    std::string
        owner;  // idempotency keys belong to it, so a rotated key keeps them (contract.md 1 rule 1)
    std::string name;
    crypto::Hash secret_hash{};  // SHA-256
    std::vector<std::string> scopes;
    std::vector<std::string> stores;    // empty = all
    std::vector<std::string> networks;  // addresses and nets (codec/network.h); empty = any
    std::optional<Instant> expires_at{};
    ApiKeyState state = ApiKeyState::Active;
    std::vector<std::string> origins{};  // web pages that may use it
    Instant created_at{};
    std::optional<Instant> last_used_at{};
    std::string successor{};  // id of the key that takes its place
    bool own_orders = false;  // takes back what its owner recorded, and nothing else

    bool valid_at(Instant now) const {
        return state == ApiKeyState::Active && (!expires_at || now < *expires_at);
    }
};

enum class ApiKeyMode : std::uint8_t { Live, Test };

/// A fresh secret: `text` is what the integrator gets ("vlv_live_<id>_<43 symbols>") and nobody
/// sees again.
struct FreshApiKey {
    std::string text;
    std::string key_id;
    crypto::Hash secret_hash{};
};
FreshApiKey make_api_key(ApiKeyMode mode);

/// What a presented key claims. Nothing when it does not look like one of ours.
struct PresentedApiKey {
    std::string key_id;
    crypto::Hash secret_hash{};
};
std::optional<PresentedApiKey> read_api_key(std::string_view text);

/// Errors: Duplicate, Constraint when the programme does not exist.
void add_api_key(Transaction& tx, const ApiKey& key);
/// The key of this id in any state; compare the hash with crypto::equal, then ask valid_at().
std::optional<ApiKey> find_api_key(Reader& reader, std::string_view key_id);
/// By name.
std::vector<ApiKey> list_api_keys(Reader& reader, const ProgrammeKey& programme);
/// Active keys that web pages may use, of every tenant.
std::vector<ApiKey> browser_keys(Reader& reader);
/// The key counts until `until`, and `successor` takes its place. False when the tenant has no such
/// active key.
bool replace_api_key(Transaction& tx,
                     std::int64_t tenant_id,
                     std::string_view key_id,
                     std::string_view successor,
                     Instant until);
/// When each key was used last.
void note_uses(Transaction& tx, const std::vector<std::pair<std::string, Instant>>& uses);
/// False when the tenant has no such active key.
bool revoke_api_key(Transaction& tx, std::int64_t tenant_id, std::string_view key_id);

}  // namespace vuelve::storage
