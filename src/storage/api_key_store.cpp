#include "storage/api_key_store.h"

#include "generated/sql.h"
#include "storage/text_list.h"

namespace vuelve::storage {

namespace {

constexpr std::string_view live_prefix = "vlv_live_";
constexpr std::string_view test_prefix = "vlv_test_";
constexpr std::size_t key_id_size = 16;
constexpr std::size_t secret_size = 43;  // 256 bits in base64url

ApiKey key_from(const Rows& rows) {
    return {std::string(rows.text(0)), {rows.integer(1), rows.integer(2)},
            std::string(rows.text(3)), std::string(rows.text(4)),
            rows.hash<32>(5),          read_list(rows.text(6)),
            read_list(rows.text(7)),   read_list(rows.text(8)),
            rows.maybe<Instant>(9),    rows.get<ApiKeyState>(10),
            read_list(rows.text(11)),  rows.get<Instant>(12),
            rows.maybe<Instant>(13),   std::string(rows.text(14)),
            rows.integer(15) != 0};
}

}  // namespace

FreshApiKey make_api_key(ApiKeyMode mode) {
    std::array<std::uint8_t, key_id_size / 2> id;
    crypto::fill_random(id);
    const std::string secret = crypto::to_base64url(crypto::random_key().bytes);
    const std::string key_id = crypto::to_hex(id);
    const auto prefix = mode == ApiKeyMode::Live ? live_prefix : test_prefix;
    return {std::string(prefix) + key_id + "_" + secret, key_id,
            crypto::sha256(crypto::bytes_of(secret))};
}

std::optional<PresentedApiKey> read_api_key(std::string_view text) {
    if (!text.starts_with(live_prefix) && !text.starts_with(test_prefix)) return std::nullopt;
    text.remove_prefix(live_prefix.size());
    if (text.size() != key_id_size + 1 + secret_size || text[key_id_size] != '_')
        return std::nullopt;
    return PresentedApiKey{std::string(text.substr(0, key_id_size)),
                           crypto::sha256(crypto::bytes_of(text.substr(key_id_size + 1)))};
}

void add_api_key(Transaction& tx, const ApiKey& key) {
    tx.exec(sql::insert_api_key,
            {key.key_id, key.programme.tenant_id, key.programme.programme_id, key.owner, key.name,
             key.secret_hash, write_list(key.scopes), write_list(key.stores),
             write_list(key.networks), key.expires_at, key.state, write_list(key.origins),
             key.created_at, key.own_orders ? 1 : 0});
}

std::optional<ApiKey> find_api_key(Reader& reader, std::string_view key_id) {
    auto rows = reader.query(sql::one_api_key, {key_id});
    if (!rows.next()) return std::nullopt;
    return key_from(rows);
}

std::vector<ApiKey> list_api_keys(Reader& reader, const ProgrammeKey& programme) {
    std::vector<ApiKey> keys;
    auto rows =
        reader.query(sql::programme_api_keys, {programme.tenant_id, programme.programme_id});
    while (rows.next()) keys.push_back(key_from(rows));
    return keys;
}

std::vector<ApiKey> browser_keys(Reader& reader) {
    std::vector<ApiKey> keys;
    auto rows = reader.query(sql::keys_for_browsers);
    while (rows.next()) keys.push_back(key_from(rows));
    return keys;
}

bool replace_api_key(Transaction& tx,
                     std::int64_t tenant_id,
                     std::string_view key_id,
                     std::string_view successor,
                     Instant until) {
    return tx.exec(sql::replace_api_key, {tenant_id, key_id, successor, until}) == 1;
}

void note_uses(Transaction& tx, const std::vector<std::pair<std::string, Instant>>& uses) {
    Batch batch(2);
    for (const auto& [key_id, at] : uses) batch.add(key_id, at);
    tx.exec_batch(sql::note_api_key_use, batch);
}

bool revoke_api_key(Transaction& tx, std::int64_t tenant_id, std::string_view key_id) {
    return tx.exec(sql::revoke_api_key, {tenant_id, key_id}) == 1;
}

}  // namespace vuelve::storage
