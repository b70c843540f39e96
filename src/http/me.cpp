#include "http/me.h"

#include "app/entitlements.h"
#include "app/reading.h"
#include "codec/account_request.h"
#include "codec/answer_json_parts.h"
#include "codec/entitlement_request.h"
#include "codec/me_request.h"
#include "codec/member_update.h"
#include "http/credentials.h"
#include "http/redemptions.h"

namespace vuelve::http {
namespace {

/// A device that signed in a shorter while ago is new.
constexpr std::int64_t new_device_ms = ms_per_day;

std::string own_id(const Request& request) {
    return format_public(PublicKind::Member, HolderId{request.caller.subject});
}

/// Where a page finds whom it is about; whatever the path said.
Request about_caller(const Request& request) {
    Request own = request;
    own.parameters["id"] = own_id(request);
    return own;
}

Result<void> check_known_device(Api& api, const Request& request) {
    const app::Session session = TRY(session_of(api, request));
    if (api.service.now() - session.created_at >= new_device_ms) return {};
    return check_stepped_up(api, request);
}

/// A body like any till's, about who has signed in.
Result<Json> own_body(const Request& request) {
    TRY(own_member(request));
    const Json json = TRY(body_of(request));
    return with_own_member(json, own_id(request));
}

Result<RedemptionId> own_redemption_in_path(Api& api, const Request& request) {
    const HolderId member = TRY(own_member(request));
    const auto placed = parse_public(PublicKind::Redemption, request.parameters.at("redemption"));
    if (!placed) return refuse(ErrorCode::NotFound);
    app::OpenProgramme& programme = programme_of(api, request);
    const auto mine = TRY(app::read_member(api.service, programme, member));
    const auto taken = TRY(app::read_redemption(api.service, programme, RedemptionId{placed->id}));
    if (taken.holder != mine.member.id) return refuse(ErrorCode::NotFound);
    return RedemptionId{placed->id};
}

void write_self(JsonWriter& out, const app::MemberReading& reading, std::string_view language) {
    const Programme& programme = *reading.programme;
    const Holder& member = reading.member;
    const auto told = [&](std::string_view name, std::string_view text) {
        out.key(name);
        text.empty() ? out.null() : out.value(text);
    };
    out.begin_object()
        .member("member", format_public(PublicKind::Member, member.id))
        .member("state", name_of(member.head.state));
    told("name", reading.profile.name);
    told("alias", reading.profile.alias);
    told("language", reading.profile.language);
    told("home_store", programme.symbols().code(member.home_store.value));
    out.member("birth_date", member.birth_date).key("identities").begin_array();
    for (const Identity& identity : reading.profile.identities)
        out.begin_object()
            .member("kind", word(identity.kind))
            .member("value", identity.value)
            .end_object();
    out.end_array().member("enrolled_at", member.enrolled_at).key("household");
    if (member.household.value == 0)
        out.null();
    else
        out.value(format_public(PublicKind::Household, member.household));
    out.key("tier");
    write_tier(out, reading.tier, programme, language);
    out.key("balances");
    write_balances(out, reading.balances, programme);
    told("referral_code", reading.profile.referral_code);
    out.end_object();
}

}  // namespace

Result<HolderId> own_member(const Request& request) {
    if (request.caller.kind != CallerKind::Member) return refuse(ErrorCode::Forbidden);
    return HolderId{request.caller.subject};
}

Handler own(Handler handler) {
    return [handler = std::move(handler)](const Request& request) {
        if (const auto member = own_member(request); !member)
            return problem_response(member.error(), request);
        return handler(about_caller(request));
    };
}

LaterHandler own(LaterHandler handler) {
    return [handler = std::move(handler)](const Request& request, Reply reply) {
        if (const auto member = own_member(request); !member)
            return reply(problem_response(member.error(), request));
        handler(about_caller(request), std::move(reply));
    };
}

Result<Response> show_me(Api& api, const Request& request) {
    const HolderId member = TRY(own_member(request));
    const auto reading = TRY(app::read_member(api.service, programme_of(api, request), member));
    JsonWriter out;
    write_self(out, reading, language_of(request));
    Response response = json_response(200, std::move(out).text());
    response.headers.add("Cache-Control", "no-store");
    return response;
}

Response tell_me(Api& api, const Request& request, const app::Answer&) {
    auto response = show_me(api, request);
    return response ? *std::move(response) : problem_response(response.error(), request);
}

Result<app::Ask> ask_own_update(Api& api, const Request& request) {
    TRY(own_member(request));
    const Json json = TRY(body_of(request));
    TRY(check_own_fields(json, {"name", "alias", "language", "birth_date", "home_store"}));
    return ask_command(api, request, decode_member_update(json, own_id(request)));
}

Result<app::Ask> ask_own_redemption(Api& api, const Request& request) {
    const Json json = TRY(own_body(request));
    TRY(check_known_device(api, request));
    return ask_command(api, request, decode_redeem(json));
}

Response tell_own_redeemed(Api& api, const Request& request, const app::Answer& answer) {
    Response response = tell_redeemed(api, request, answer);
    const std::string location(response.headers.find("Location").value_or(""));
    response.headers.set("Location", "/v1/me" + location.substr(std::string_view("/v1").size()));
    return response;
}

Result<app::Ask> ask_own_transfer(Api& api, const Request& request) {
    const Json json = TRY(own_body(request));
    return ask_command(api, request, decode_transfer(json));
}

Result<app::Ask> ask_own_conversion(Api& api, const Request& request) {
    const Json json = TRY(own_body(request));
    TRY(check_known_device(api, request));
    return ask_command(api, request, decode_conversion(json));
}

Result<app::Ask> ask_own_refund(Api& api, const Request& request) {
    const RedemptionId redemption = TRY(own_redemption_in_path(api, request));
    TRY(no_body(request));
    const Json nothing{Json::Value(Json::Object{})};
    return ask_command(api, request, decode_refund_redemption(nothing, redemption));
}

Result<Response> show_own_redemption(Api& api, const Request& request) {
    TRY(own_redemption_in_path(api, request));
    Request about = request;
    about.parameters["id"] = request.parameters.at("redemption");
    return show_redemption(api, about);
}

}  // namespace vuelve::http
