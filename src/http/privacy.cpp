#include "http/privacy.h"

#include "app/erasure.h"
#include "app/own_data.h"
#include "app/privacy_notices.h"
#include "app/privacy_requests.h"
#include "app/retention.h"
#include "codec/privacy_request.h"
#include "http/credentials.h"
#include "http/member_pages.h"
#include "http/paging.h"

namespace vuelve::http {
namespace {

std::string query_text(const Request& request, std::string_view name) {
    const auto found = request.query.find(name);
    return found == request.query.end() ? std::string() : found->second;
}

void write_maybe(JsonWriter& out, std::string_view name, const std::string& text) {
    out.key(name);
    if (text.empty())
        out.null();
    else
        out.value(text);
}

void write_text(JsonWriter& out, const app::PrivacyText& text) {
    out.begin_object().member("kind", text.kind == app::TextKind::Notice ? "notice" : "consent");
    write_maybe(out, "purpose", text.purpose);
    out.member("country", text.country)
        .member("language", text.language)
        .member("version", text.version)
        .member("body", text.body)
        .member("hash", storage::crypto::to_hex(text.hash))
        .member("published_at", text.published_at)
        .end_object();
}

std::string member_text(HolderId member) { return format_public(PublicKind::Member, member); }

bool wants_csv(const Request& request) {
    if (const std::string format = query_text(request, "format"); !format.empty())
        return format == "csv";
    return request.headers.find("Accept").value_or("").contains("text/csv");
}

Response own_data_response(const Request& request, const OwnData& data) {
    const bool csv = wants_csv(request);
    Response response = csv ? text_response(200, own_data_csv(data), "text/csv; charset=utf-8")
                            : json_response(200, own_data_json(data));
    response.headers.add("Content-Disposition", std::string("attachment; filename=\"own-data.") +
                                                    (csv ? "csv\"" : "json\""));
    return response;
}

/// The member behind the session: never one of the request's choosing (security.md 3, case 23).
Result<HolderId> asking_member(const Request& request) {
    if (request.caller.kind != CallerKind::Member) return refuse(ErrorCode::Forbidden);
    return HolderId{request.caller.subject};
}

Result<Response> tell_restrictions(Api& api, const Request& request, HolderId member) {
    const auto reading =
        TRY(app::read_restrictions(api.service, programme_of(api, request), member));
    JsonWriter out;
    out.begin_object().member("member", member_text(member)).key("items").begin_array();
    for (const auto& one : reading.restrictions)
        out.begin_object()
            .member("purpose", restricted_purpose(static_cast<int>(one.purpose)))
            .member("cause", restriction_cause(static_cast<int>(one.cause)))
            .member("since", one.since)
            .member("until", one.until)
            .end_object();
    out.end_array().key("age");
    if (reading.age)
        out.begin_object()
            .member("of_age", reading.age->of_age)
            .member("has_guardian", !reading.age->guardian.empty())
            .member("at", reading.age->at)
            .end_object();
    else
        out.null();
    return json_response(200, std::move(out.end_object()).text());
}

Result<Response> restrict(Api& api, const Request& request, HolderId member) {
    const Json json = TRY(body_of(request));
    const RestrictionBody body = TRY(decode_restriction(json));
    TRY(app::set_restriction(api.service, caller_of(request), member,
                             app::RestrictedPurpose{static_cast<std::uint8_t>(body.purpose)},
                             app::RestrictionCause::Objection, body.restricted, body.reason));
    return tell_restrictions(api, request, member);
}

void write_request(JsonWriter& out, const Zone& zone, const app::PrivacyRequestRow& one) {
    out.begin_object()
        .member("request", std::to_string(one.id))
        .member("member", member_text(one.member))
        .member("kind", privacy_request_kind(static_cast<int>(one.kind)));
    write_maybe(out, "purpose", one.purpose);
    std::optional<Day> last_day;
    if (one.erase_at) last_day = zone.local_day(*one.erase_at + -1);
    out.member("erase_at", one.erase_at)
        .member("call_off_until", last_day)
        .member("country", one.country)
        .member("state", privacy_request_state(static_cast<int>(one.state)))
        .member("received_at", one.received_at)
        .member("promised_by", app::promised_by(zone, one))
        .member("due_at", one.due_at)
        .member("closed_at", one.closed_at)
        .member("taken_by", one.actor);
    write_maybe(out, "decided_by", one.decider);
    write_maybe(out, "note", one.note);
    write_maybe(out, "answer", one.answer);
    out.end_object();
}

Response tell_request(Api& api,
                      const Request& request,
                      int status,
                      const app::PrivacyRequestRow& one) {
    JsonWriter out;
    write_request(out, programme_of(api, request).snapshot()->zone(), one);
    return json_response(status, std::move(out).text());
}

Result<std::int64_t> number_in_path(const Request& request) {
    std::int64_t id = 0;
    if (!read_whole(request.parameters.at("id"), id)) return refuse(ErrorCode::NotFound);
    return id;
}

/// Opened and granted in one go: who erases says so in the list of requests too.
Result<Response> erase_now(Api& api,
                           const Request& request,
                           HolderId member,
                           const std::string& reason) {
    const app::Caller by = caller_of(request);
    const auto asked = TRY(app::open_request(api.service, by,
                                             {.member = member,
                                              .kind = app::RequestKind::Erase,
                                              .purpose = {},
                                              .country = {},
                                              .note = reason}));
    return tell_request(api, request, 200,
                        TRY(app::decide_request(api.service, by, asked.id, true, reason)));
}

}  // namespace

Result<Response> show_notice(Api& api, const Request& request) {
    const app::OpenProgramme& programme = programme_of(api, request);
    std::string country = query_text(request, "country"),
                language = query_text(request, "language");
    if (country.empty()) country = programme.region();
    if (language.empty()) language = language_of(request);
    const auto notice =
        app::notice_for(app::read_privacy_texts(api.service, programme), country, language);
    if (!notice) return refuse(ErrorCode::NotFound);
    JsonWriter out;
    write_text(out, *notice);
    return json_response(200, std::move(out).text());
}

Result<Response> list_privacy_texts(Api& api, const Request& request) {
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const auto& text : app::read_privacy_texts(api.service, programme_of(api, request)))
        write_text(out, text);
    return json_response(200, std::move(out.end_array().end_object()).text());
}

Result<Response> put_privacy_text(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    const PrivacyTextBody body = TRY(decode_privacy_text(json));
    app::PrivacyText text{.kind = body.is_consent ? app::TextKind::Consent : app::TextKind::Notice,
                          .purpose = body.purpose,
                          .country = body.country,
                          .language = body.language,
                          .version = body.version,
                          .body = body.body};
    const bool is_new = TRY(app::publish_privacy_text(api.service, caller_of(request), text));
    JsonWriter out;
    for (const auto& known : app::read_privacy_texts(api.service, programme_of(api, request)))
        if (known.kind == text.kind && known.purpose == text.purpose &&
            known.country == text.country && known.language == text.language &&
            known.version == text.version)
            write_text(out, known);
    return json_response(is_new ? 201 : 200, std::move(out).text());
}

Result<Response> make_own_data(Api& api, const Request& request) {
    if (!has_scope(request, "members.unmask")) return refuse(ErrorCode::InsufficientScope);
    const HolderId member = TRY(member_in_path(request));
    const Json json = TRY(body_of(request));
    const std::string reason = TRY(decode_privacy_reason(json));
    return own_data_response(
        request, TRY(app::read_own_data(api.service, caller_of(request), member, reason)));
}

Result<Response> show_my_data(Api& api, const Request& request) {
    const HolderId member = TRY(asking_member(request));
    return own_data_response(request,
                             TRY(app::read_own_data(api.service, caller_of(request), member, "")));
}

Result<Response> list_restrictions(Api& api, const Request& request) {
    return tell_restrictions(api, request, TRY(member_in_path(request)));
}

Result<Response> change_restriction(Api& api, const Request& request) {
    return restrict(api, request, TRY(member_in_path(request)));
}

Result<Response> list_my_restrictions(Api& api, const Request& request) {
    return tell_restrictions(api, request, TRY(asking_member(request)));
}

Result<Response> change_my_restriction(Api& api, const Request& request) {
    return restrict(api, request, TRY(asking_member(request)));
}

Result<Response> erase_member(Api& api, const Request& request) {
    const HolderId member = TRY(member_in_path(request));
    const Json json = TRY(body_of(request));
    return erase_now(api, request, member, TRY(decode_privacy_reason(json)));
}

Result<Response> erase_me(Api& api, const Request& request) {
    const HolderId member = TRY(asking_member(request));
    const Json json = TRY(body_of(request));
    const bool is_later = TRY(decode_erasure_confirmation(json));
    if (!is_later) return erase_now(api, request, member, "");
    const app::OpenProgramme& programme = programme_of(api, request);
    if (const auto known = app::find_announced_erasure(api.service, programme, member))
        return tell_request(api, request, 202, *known);
    return tell_request(api, request, 202,
                        TRY(app::open_request(api.service, caller_of(request),
                                              {.member = member,
                                               .kind = app::RequestKind::Erase,
                                               .purpose = {},
                                               .country = {},
                                               .note = {},
                                               .is_announced = true})));
}

Result<Response> keep_me(Api& api, const Request& request) {
    const HolderId member = TRY(asking_member(request));
    return tell_request(api, request, 200,
                        TRY(app::call_off_erasure(api.service, caller_of(request), member)));
}

Result<Response> list_erasures(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    const HolderId after{TRY(number_cursor(page, 0))};
    auto erasures =
        app::read_erasures(api.service, programme_of(api, request), after, page.limit + 1);
    const bool more = std::ssize(erasures) > page.limit;
    if (more) erasures.pop_back();
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const auto& one : erasures)
        out.begin_object()
            .member("member", member_text(one.member))
            .member("at", one.at)
            .member("cause", erasure_cause(static_cast<int>(one.cause)))
            .end_object();
    return page_response(request, out, page.limit,
                         more ? std::to_string(erasures.back().member.value) : std::string());
}

Result<Response> create_privacy_request(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    const PrivacyRequestBody body = TRY(decode_privacy_request(json));
    const auto kind = static_cast<std::uint8_t>(body.kind);
    const auto opened =
        TRY(app::open_request(api.service, caller_of(request),
                              {.member = *parse_public_holder(PublicKind::Member, body.member),
                               .kind = app::RequestKind{kind},
                               .purpose = body.purpose,
                               .country = body.country,
                               .note = body.note}));
    Response response = tell_request(api, request, 201, opened);
    response.headers.add("Location", "/v1/privacy/requests/" + std::to_string(opened.id));
    return response;
}

Result<Response> list_privacy_requests(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    std::optional<app::RequestState> state;
    if (const std::string word = query_text(request, "state"); !word.empty()) {
        const int known = parse_privacy_request_state(word);
        if (known == 0) return refuse_field("/state", "wrong-format", "open, done or refused");
        state = app::RequestState{static_cast<std::uint8_t>(known)};
    }
    const app::OpenProgramme& programme = programme_of(api, request);
    const std::int64_t after = TRY(number_cursor(page, 0));
    auto requests = app::read_requests(api.service, programme, state, after, page.limit + 1);
    const bool more = std::ssize(requests) > page.limit;
    if (more) requests.pop_back();
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const auto& one : requests) write_request(out, programme.snapshot()->zone(), one);
    return page_response(request, out, page.limit,
                         more ? std::to_string(requests.back().id) : std::string());
}

Result<Response> show_privacy_request(Api& api, const Request& request) {
    const auto found =
        app::find_request(api.service, programme_of(api, request), TRY(number_in_path(request)));
    if (!found) return refuse(ErrorCode::NotFound);
    return tell_request(api, request, 200, *found);
}

Result<Response> decide_privacy_request(Api& api, const Request& request) {
    const std::int64_t id = TRY(number_in_path(request));
    const Json json = TRY(body_of(request));
    const PrivacyDecisionBody body = TRY(decode_privacy_decision(json));
    return tell_request(
        api, request, 200,
        TRY(app::decide_request(api.service, caller_of(request), id, body.granted, body.answer)));
}

Result<Response> list_retention(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    const std::int64_t after = TRY(number_cursor(page, 0));
    auto runs =
        app::read_retention_runs(api.service, programme_of(api, request), after, page.limit + 1);
    const bool more = std::ssize(runs) > page.limit;
    if (more) runs.pop_back();
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const auto& run : runs)
        out.begin_object()
            .member("rule", run.rule)
            .member("at", run.at)
            .member("before", run.before)
            .member("rows", run.rows)
            .end_object();
    return page_response(request, out, page.limit,
                         more ? std::to_string(runs.back().id) : std::string());
}

}  // namespace vuelve::http
