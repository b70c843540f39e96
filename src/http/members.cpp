#include "http/members.h"

#include "app/proofs.h"
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

/// By what was said; with a QR or a code of the member, the proof that they are there.
Result<Response> look_up(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    app::OpenProgramme& programme = programme_of(api, request);
    const Lookup asked = TRY(decode_lookup(json, programme.region()));
    const std::string& credential = request.caller.credential;
    std::optional<app::Proved> proved;
    std::optional<HolderId> id;
    if (const auto* qr = std::get_if<QrToken>(&asked.by)) {
        if (!asked.code.empty())
            return refuse_field("/code", "out-of-range", "a QR needs no code beside it");
        proved = TRY(app::prove_by_qr(api.service, programme, credential, qr->token));
    } else {
        id = app::find_member(api.service, programme, asked.by);
        if (!id) return refuse(ErrorCode::UnknownMember);
        if (!asked.code.empty())
            proved = TRY(app::prove_by_code(api.service, programme, credential, *id, asked.code));
    }
    auto reading = TRY(app::read_member(api.service, programme, proved ? proved->member : *id));
    if (proved) {
        reading.profile.proof = proved->proof.text;
        reading.profile.proof_expires_at = proved->proof.expires_at;
    }
    return json_response(200, as_json(reading, language_of(request)));
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

Handler look_up_member(Api& api) { return reading(api, look_up); }

Handler get_member(Api& api) {
    return [&api](const Request& request) {
        const Result<HolderId> id = member_in_path(request);
        return id ? show(api, request, *id, 200) : problem_response(id.error(), request);
    };
}

}  // namespace vuelve::http
