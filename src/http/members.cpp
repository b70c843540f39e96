#include "http/members.h"

#include "app/reading.h"
#include "codec/public_id.h"
#include "codec/referral_json.h"
#include "http/member_pages.h"
#include "http/problem.h"

namespace vuelve::http {
namespace {

std::string as_json(const app::MemberReading& reading, std::string_view language) {
    return member_json(reading.member, reading.profile, reading.balances, reading.tier,
                       *reading.programme, language);
}

/// `enrolment`: its answer tells what became of a recommendation.
Response show(Api& api,
              const Request& request,
              HolderId id,
              int status,
              const app::Answer* enrolment = nullptr) {
    auto reading = app::read_member(api.service, programme_of(api, request), id);
    if (!reading) return problem_response(reading.error(), request);
    if (enrolment) {
        const Receipt& receipt = *enrolment->receipt;
        reading->profile.referral = referral_text(receipt);
        reading->profile.referral_in_review = receipt.referral_in_review;
        reading->profile.referral_reason = referral_sentence(
            receipt, {.programme = *enrolment->programme, .language = language_of(request)});
    }
    return json_response(status, as_json(*reading, language_of(request)));
}

using AskAboutMember = app::Ask (*)(const app::OpenProgramme&,
                                    const app::Caller&,
                                    const std::string&,
                                    const std::string&);

Result<app::Ask> ask_change(Api& api, const Request& request, AskAboutMember make) {
    const std::string key = TRY(idempotency_key(request));
    TRY(member_in_path(request));
    TRY(no_body(request));
    return make(programme_of(api, request), caller_of(request), request.parameters.at("id"), key);
}

}  // namespace

Result<app::Ask> ask_enrolment(Api& api, const Request& request) {
    const std::string key = TRY(idempotency_key(request));
    const Json json = TRY(body_of(request));
    app::OpenProgramme& programme = programme_of(api, request);
    EnrolmentRequest decoded = TRY(decode_enrolment(json, programme.region()));
    if (!decoded.home_store.empty() && !programme.snapshot()->find_store(decoded.home_store))
        return refuse_field("/home_store", "unknown-reference", "no store has this code");
    if (decoded.birth_date &&
        *decoded.birth_date > programme.snapshot()->zone().local_day(api.service.now()))
        return refuse_field("/birth_date", "out-of-range", "the day of birth lies in the future");
    return app::ask_enrol(programme, caller_of(request), std::move(decoded), api.service.now(),
                          key);
}

Response tell_enrolled(Api& api, const Request& request, const app::Answer& answer) {
    Response response = show(api, request, answer.receipt->member, 201, &answer);
    response.headers.add(
        "Location", "/v1/members/" + format_public(PublicKind::Member, answer.receipt->member));
    return response;
}

Result<app::Ask> ask_suspension(Api& api, const Request& request) {
    return ask_change(api, request, app::ask_suspend);
}

Result<app::Ask> ask_reactivation(Api& api, const Request& request) {
    return ask_change(api, request, app::ask_reactivate);
}

Response tell_member(Api& api, const Request& request, const app::Answer& answer) {
    return show(api, request, answer.receipt->member, 200);
}

Handler look_up_member(Api& api) {
    return [&api](const Request& request) {
        const auto find = [&]() -> Result<HolderId> {
            const Json json = TRY(body_of(request));
            app::OpenProgramme& programme = programme_of(api, request);
            const MemberReference by = TRY(decode_lookup(json, programme.region()));
            const auto id = app::find_member(api.service, programme, by);
            if (!id) return refuse(ErrorCode::UnknownMember);
            return *id;
        };
        const Result<HolderId> id = find();
        return id ? show(api, request, *id, 200) : problem_response(id.error(), request);
    };
}

Handler get_member(Api& api) {
    return [&api](const Request& request) {
        const Result<HolderId> id = member_in_path(request);
        return id ? show(api, request, *id, 200) : problem_response(id.error(), request);
    };
}

}  // namespace vuelve::http
