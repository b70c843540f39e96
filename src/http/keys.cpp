#include "http/keys.h"

#include <algorithm>

#include "app/keys.h"
#include "codec/key_request.h"
#include "http/paging.h"

namespace vuelve::http {
namespace {

constexpr int overlap_hours_default = 24;

std::string_view state_of(const app::ApiKey& key, Instant now) {
    if (key.state == storage::ApiKeyState::Revoked) return "revoked";
    return key.valid_at(now) ? "active" : "expired";
}

void write_list(JsonWriter& out, std::string_view name, const std::vector<std::string>& items) {
    out.key(name).begin_array();
    for (const std::string& item : items) out.value(item);
    out.end_array();
}

/// `text`: the key itself, shown once; "" = never again.
void write_key(JsonWriter& out, const app::ApiKey& key, Instant now, const std::string& text) {
    out.begin_object().member("id", key.key_id);
    if (!text.empty()) out.member("key", text);
    out.member("name", key.name).member("owner", key.owner).member("state", state_of(key, now));
    write_list(out, "scopes", key.scopes);
    write_list(out, "stores", key.stores);
    write_list(out, "networks", key.networks);
    write_list(out, "origins", key.origins);
    out.member("created_at", key.created_at)
        .member("expires_at", key.expires_at)
        .member("last_used_at", key.last_used_at)
        .key("successor");
    if (key.successor.empty())
        out.null();
    else
        out.value(key.successor);
    out.end_object();
}

Response tell_made(Api& api, const app::NewKey& made) {
    JsonWriter out;
    write_key(out, made.key, api.service.now(), made.text);
    Response response = json_response(201, std::move(out).text());
    response.headers.add("Location", "/v1/keys/" + made.key.key_id);
    return response;
}

/// Nobody grants, and nobody ends, more than they hold themselves (security.md 4).
Result<void> check_reach(const Request& request,
                         const std::vector<std::string>& scopes,
                         const std::vector<std::string>& stores) {
    for (const std::string& scope : scopes)
        if (!has_scope(request, scope)) return refuse(ErrorCode::InsufficientScope);
    const auto& own = request.caller.stores;
    const auto is_own = [&](const std::string& store) {
        return std::ranges::find(own, store) != own.end();
    };
    if (!own.empty() && (stores.empty() || !std::ranges::all_of(stores, is_own)))
        return refuse(ErrorCode::Forbidden);
    return {};
}

Result<app::ApiKey> key_in_path(Api& api, const Request& request) {
    auto key = api.service.keys().find(caller_of(request).programme, request.parameters.at("id"));
    if (!key) return refuse(ErrorCode::NotFound);
    return *std::move(key);
}

/// At most a year ahead, which is also the default (security.md 4). Errors: ValidationFailed.
Result<Instant> expiry_of(Api& api, const Request& request, const std::optional<Instant>& asked) {
    constexpr int days_max = 365;
    const Zone& zone = programme_of(api, request).snapshot()->zone();
    const Instant now = api.service.now();
    const Instant latest = zone.day_start(zone.local_day(now) + days_max + 1);
    if (asked && (*asked <= now || *asked > latest))
        return refuse_field("/expires_at", "out-of-range", "in the future, at most a year ahead");
    return asked.value_or(latest);
}

Result<void> check_stores(Api& api, const Request& request, const std::vector<std::string>& codes) {
    const auto snapshot = programme_of(api, request).snapshot();
    for (std::size_t i = 0; i < codes.size(); ++i)
        if (!snapshot->find_store(codes[i]))
            return refuse_field("/stores/" + std::to_string(i), "unknown-reference",
                                "no store has this code");
    return {};
}

}  // namespace

Result<Response> list_keys(Api& api, const Request& request) {
    const auto keys = api.service.keys().list(caller_of(request).programme);
    return page_in_order(request, keys, &app::ApiKey::key_id,
                         [&](JsonWriter& out, const app::ApiKey& key) {
                             write_key(out, key, api.service.now(), "");
                         });
}

Result<Response> create_key(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    const KeyBody body = TRY(decode_key(json));
    app::KeyRequest wanted{.name = body.name,
                           .scopes = body.scopes,
                           .stores = body.stores,
                           .networks = body.networks,
                           .origins = body.origins};
    TRY(check_stores(api, request, wanted.stores));
    wanted.expires_at = TRY(expiry_of(api, request, body.expires_at));
    const auto scopes = TRY(app::all_scopes(wanted.scopes));
    TRY(check_reach(request, scopes, wanted.stores));
    return tell_made(api, TRY(api.service.keys().create(caller_of(request), wanted)));
}

Result<Response> show_key(Api& api, const Request& request) {
    const app::ApiKey key = TRY(key_in_path(api, request));
    JsonWriter out;
    write_key(out, key, api.service.now(), "");
    return json_response(200, std::move(out).text());
}

Result<Response> rotate_key(Api& api, const Request& request) {
    const app::ApiKey key = TRY(key_in_path(api, request));
    int hours = overlap_hours_default;
    if (!request.body.empty()) {
        const Json json = TRY(body_of(request));
        hours = TRY(decode_overlap(json, hours));
    }
    TRY(check_reach(request, key.scopes, key.stores));
    const Instant until = api.service.now() + hours * ms_per_hour;
    return tell_made(api, TRY(api.service.keys().rotate(caller_of(request), key.key_id, until)));
}

Result<Response> revoke_key(Api& api, const Request& request) {
    const app::ApiKey key = TRY(key_in_path(api, request));
    TRY(check_reach(request, key.scopes, key.stores));
    if (!api.service.keys().revoke(caller_of(request), key.key_id))
        return refuse(ErrorCode::InvalidState);
    return show_key(api, request);
}

}  // namespace vuelve::http
