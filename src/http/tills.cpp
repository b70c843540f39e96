#include "http/tills.h"

#include "app/tills.h"
#include "codec/request_format.h"
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

}  // namespace

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
    JsonWriter out;
    write_till(out, made.till, made.secret);
    Response response = json_response(201, std::move(out).text());
    response.headers.add("Cache-Control", "no-store");
    keep_till_in_browser(response, request, made.secret);
    return response;
}

Result<Response> revoke_till(Api& api, const Request& request) {
    std::int64_t id = 0;
    if (!read_whole(request.parameters.at("id"), id)) return refuse(ErrorCode::NotFound);
    JsonWriter out;
    write_till(out, TRY(app::revoke_till(api.service, authority_of(request), id)), "");
    return json_response(200, std::move(out).text());
}

}  // namespace vuelve::http
