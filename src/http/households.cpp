#include "http/households.h"

#include "app/entitlements.h"
#include "app/reading.h"
#include "codec/account_request.h"
#include "codec/answer_json_parts.h"
#include "http/problem.h"

namespace vuelve::http {
namespace {

Result<HolderId> household_in_path(const Request& request) {
    const auto id = parse_public_holder(PublicKind::Household, request.parameters.at("id"));
    if (!id) return refuse(ErrorCode::NotFound);
    return *id;
}

Response respond_with_household(Api& api, const Request& request, HolderId id, int status) {
    const auto reading = app::read_household(api.service, programme_of(api, request), id);
    if (!reading) return problem_response(reading.error(), request);
    JsonWriter out;
    out.begin_object()
        .member("household", format_public(PublicKind::Household, reading->household))
        .key("members")
        .begin_array();
    for (const Membership& membership : reading->members)
        out.begin_object()
            .member("member", format_public(PublicKind::Member, membership.member))
            .member("owner", membership.owner)
            .member("can_redeem", membership.can_redeem)
            .member("joined_at", membership.joined_at)
            .end_object();
    out.end_array().key("balances");
    write_balances(out, reading->balances, *reading->programme);
    return json_response(status, std::move(out.end_object()).text());
}

}  // namespace

Result<app::Ask> ask_new_household(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    return ask_command(api, request, decode_new_household(json));
}

Response tell_new_household(Api& api, const Request& request, const app::Answer& answer) {
    const HolderId household = answer.receipt->other;
    Response response = respond_with_household(api, request, household, 201);
    response.headers.add("Location",
                         "/v1/households/" + format_public(PublicKind::Household, household));
    return response;
}

Result<app::Ask> ask_join(Api& api, const Request& request) {
    const HolderId household = TRY(household_in_path(request));
    const Json json = TRY(body_of(request));
    return ask_command(
        api, request, decode_join_household(json, format_public(PublicKind::Household, household)));
}

Result<app::Ask> ask_leave(Api& api, const Request& request) {
    const HolderId household = TRY(household_in_path(request));
    TRY(no_body(request));
    const std::string& member = request.parameters.at("member");
    const auto id = parse_public_holder(PublicKind::Member, member);
    if (!id) return refuse(ErrorCode::UnknownMember);
    // One who is in none is judged by the engine, which knows whether this was done before.
    const auto reading = TRY(app::read_member(api.service, programme_of(api, request), *id));
    const HolderId present = reading.member.household;
    if (present.value != 0 && present != household) return refuse(ErrorCode::NotFound);
    return ask_command(
        api, request,
        leave_household_request(member, format_public(PublicKind::Household, household)));
}

Response tell_household(Api& api, const Request& request, const app::Answer& answer) {
    return respond_with_household(api, request, answer.receipt->other, 200);
}

Result<Response> show_household(Api& api, const Request& request) {
    return respond_with_household(api, request, TRY(household_in_path(request)), 200);
}

}  // namespace vuelve::http
