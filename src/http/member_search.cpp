#include "http/member_search.h"

#include "app/member_search.h"
#include "codec/answer_json.h"
#include "codec/request_format.h"

namespace vuelve::http {
namespace {

constexpr std::size_t searched_name_max = 200;

Result<std::string> decode_name_search(const Json& json) {
    return decode_body<std::string>(json, [](const Cursor& at, std::string& out) {
        ObjectReader object(at);
        object.required("name", out, text(2, searched_name_max));
    });
}

}  // namespace

Result<Response> search_members(Api& api, const Request& request) {
    const Allowance allowance =
        api.name_searches.take(request.caller.credential, std::chrono::steady_clock::now());
    if (!allowance.allowed)
        return refuse_with(ErrorCode::RateLimited, {{.value = allowance.retry_seconds}});
    const Json json = TRY(body_of(request));
    const auto found = TRY(
        app::find_members_by_name(api.service, caller_of(request), TRY(decode_name_search(json))));
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const app::NamedMember& one : found.members) {
        out.begin_object()
            .member("member", format_public(PublicKind::Member, one.member))
            .member("name", one.name)
            .member("state", name_of(one.state))
            .key("identities")
            .begin_array();
        for (const Identity& identity : one.identities)
            out.begin_object()
                .member("kind", word(identity.kind))
                .member("masked", mask(identity))
                .end_object();
        out.end_array().end_object();
    }
    out.end_array().member("more", found.more);
    Response response = json_response(200, std::move(out.end_object()).text());
    response.headers.add("Cache-Control", "no-store");
    return response;
}

}  // namespace vuelve::http
