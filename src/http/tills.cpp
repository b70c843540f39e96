#include "http/tills.h"

#include "app/tills.h"
#include "codec/request_format.h"
#include "codec/sentences.h"
#include "codec/staff_request.h"
#include "http/credentials.h"
#include "http/paging.h"
#include "http/staff.h"

namespace vuelve::http {
namespace {

/// `secret` is shown where it was just made; "" = never again.
void write_till(JsonWriter& out, const app::Till& till, const std::string& secret) {
    out.begin_object()
        .member("id", std::to_string(till.till_id))
        .member("store", till.store)
        .member("name", till.name)
        .member("state", till.state == app::TillState::Active ? "active" : "revoked")
        .member("created_at", till.created_at);
    if (!secret.empty()) out.member("secret", secret);
    out.end_object();
}

Response tell_new_till(const Request& request, const app::NewTill& made) {
    JsonWriter out;
    write_till(out, made.till, made.secret);
    Response response = json_response(201, std::move(out).text());
    response.headers.add("Cache-Control", "no-store");
    keep_till_in_browser(response, request, made.secret);
    return response;
}

Result<void> check_till_door(Api& api, const Request& request) {
    if (comes_from_elsewhere(request)) return refuse(ErrorCode::Csrf);
    const Allowance allowance =
        api.sign_ins_of_address.take(request.peer, std::chrono::steady_clock::now());
    if (!allowance.allowed)
        return refuse_with(ErrorCode::RateLimited, {{.value = allowance.retry_seconds}});
    return {};
}

Result<Response> bound(Api& api, const Request& request) {
    TRY(check_till_door(api, request));
    const Json json = TRY(body_of(request));
    const TillBinding body = TRY(decode_till_binding(json));
    return tell_new_till(request,
                         TRY(app::bind_till(api.service, body.programme, body.code, request.peer)));
}

LaterHandler at_till_door(Api& api, Read read) {
    return [&api, read](const Request& request, const Reply& reply) {
        Result<Response> response = read(api, request);
        reply(response ? std::move(*response) : problem_response(response.error(), request));
    };
}

}  // namespace

LaterHandler bind_till_route(Api& api) { return at_till_door(api, bound); }

Result<Response> list_tills(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    const std::int64_t after = TRY(number_cursor(page, 0));
    auto tills = app::list_tills(api.service, authority_of(request));
    std::erase_if(tills, [&](const app::Till& till) { return till.till_id <= after; });
    const auto limit = static_cast<std::size_t>(page.limit);
    const bool more = tills.size() > limit;
    if (more) tills.resize(limit);
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const app::Till& till : tills) write_till(out, till, "");
    return page_response(request, out, page.limit,
                         more ? std::to_string(tills.back().till_id) : std::string());
}

Result<Response> create_till(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    const TillBody body = TRY(decode_till(json));
    const auto made = TRY(app::add_till(api.service, authority_of(request), body.store, body.name));
    return tell_new_till(request, made);
}

Result<Response> offer_till(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    const TillBody body = TRY(decode_till(json));
    const auto offer =
        TRY(app::offer_till(api.service, authority_of(request), body.store, body.name));
    JsonWriter out;
    out.begin_object()
        .member("code", offer.code)
        .member("expires_at", offer.expires_at)
        .end_object();
    return json_response(201, std::move(out).text());
}

Result<Response> revoke_till(Api& api, const Request& request) {
    std::int64_t id = 0;
    if (!read_whole(request.parameters.at("id"), id)) return refuse(ErrorCode::NotFound);
    JsonWriter out;
    write_till(out, TRY(app::revoke_till(api.service, authority_of(request), id)), "");
    return json_response(200, std::move(out).text());
}

}  // namespace vuelve::http
