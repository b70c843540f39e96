#include "http/own_household.h"

#include "app/household_invites.h"
#include "app/reading.h"
#include "codec/account_request.h"
#include "codec/answer_json_parts.h"
#include "codec/card_json.h"
#include "codec/me_request.h"
#include "codec/request_format.h"
#include "http/me.h"

namespace vuelve::http {
namespace {

std::string own_public_id(const Request& request) {
    return format_public(PublicKind::Member, HolderId{request.caller.subject});
}

Result<std::string> household_json(Api& api, const Request& request) {
    app::OpenProgramme& programme = programme_of(api, request);
    const auto account = TRY(app::read_member(api.service, programme, TRY(own_member(request))));
    const HolderId household = account.member.household;
    const auto people = household.value == 0
                            ? std::vector<app::HouseholdPerson>{}
                            : app::people_of_household(api.service, programme, household);
    JsonWriter out;
    out.begin_object().key("household");
    if (household.value == 0)
        out.null();
    else
        out.value(format_public(PublicKind::Household, household));
    bool owns = false;
    out.key("members").begin_array();
    for (const app::HouseholdPerson& person : people) {
        const bool is_me = person.member == account.member.id;
        owns = owns || (is_me && person.is_owner);
        out.begin_object().key("name");
        if (person.name.empty())
            out.null();
        else
            out.value(person.name);
        out.member("me", is_me)
            .member("owner", person.is_owner)
            .member("can_redeem", person.can_redeem)
            .member("joined_at", person.joined_at)
            .end_object();
    }
    out.end_array().member("owner", owns).key("balances");
    write_balances(out, account.balances, *account.programme);
    return std::move(out.end_object()).text();
}

Response tell_household_now(Api& api, const Request& request, int status) {
    auto json = household_json(api, request);
    if (!json) return problem_response(json.error(), request);
    return json_response(status, *std::move(json));
}

}  // namespace

Result<Response> show_own_household(Api& api, const Request& request) {
    return json_response(200, TRY(household_json(api, request)));
}

Result<app::Ask> ask_own_household(Api& api, const Request& request) {
    TRY(own_member(request));
    TRY(no_body(request));
    const Json nothing{Json::Value(Json::Object{})};
    const Json own = TRY(with_own_member(nothing, own_public_id(request)));
    return ask_command(api, request, decode_new_household(own));
}

Result<Response> invite_to_own_household(Api& api, const Request& request) {
    TRY(no_body(request));
    const auto invite = TRY(app::invite_to_household(api.service, programme_of(api, request),
                                                     TRY(own_member(request))));
    JsonWriter out;
    out.begin_object()
        .member("code", invite.code)
        .member("expires_at", invite.expires_at)
        .end_object();
    return json_response(201, std::move(out).text());
}

Result<app::Ask> ask_join_own_household(Api& api, const Request& request) {
    TRY(own_member(request));
    const Json json = TRY(body_of(request));
    const std::string code =
        TRY(decode_body<std::string>(json, [](const Cursor& at, std::string& out) {
            constexpr std::size_t invite_max = 200;
            ObjectReader object(at);
            object.required("code", out, text(1, invite_max));
        }));
    const HolderId household =
        TRY(app::household_of_invite(programme_of(api, request), code, api.service.now()));
    const Json nothing{Json::Value(Json::Object{})};
    const Json own = TRY(with_own_member(nothing, own_public_id(request)));
    return ask_command(api, request,
                       decode_join_household(own, format_public(PublicKind::Household, household)));
}

Result<app::Ask> ask_leave_own_household(Api& api, const Request& request) {
    TRY(own_member(request));
    TRY(no_body(request));
    // Whichever it is: a retry that comes after it is left says the same.
    return ask_command(api, request, leave_household_request(own_public_id(request), ""));
}

Response tell_own_household_made(Api& api, const Request& request, const app::Answer&) {
    return tell_household_now(api, request, 201);
}

Response tell_own_household(Api& api, const Request& request, const app::Answer&) {
    return tell_household_now(api, request, 200);
}

}  // namespace vuelve::http
