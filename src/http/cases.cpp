#include "http/cases.h"

#include "app/cases.h"
#include "http/credentials.h"
#include "http/me.h"
#include "http/paging.h"

namespace vuelve::http {
namespace {

template <class T>
void write_or_null(JsonWriter& out, std::string_view name, const T& value, bool is_there) {
    out.key(name);
    if (is_there)
        out.value(value);
    else
        out.null();
}

void write_case_fields(JsonWriter& out, const app::FraudCase& found) {
    out.member("case", std::to_string(found.id))
        .member("kind", storage::name_of(found.kind))
        .member("state", storage::name_of(found.state))
        .member("subject", found.subject);
    write_or_null(out, "member", format_public(PublicKind::Member, found.member),
                  found.member.value != 0);
    out.member("times", found.times)
        .member("opened_at", found.opened_at)
        .member("last_at", found.last_at)
        .key("details")
        .raw(found.details);
    write_or_null(out, "decider", found.decider, !found.decider.empty());
    out.member("decided_at", found.decided_at);
    write_or_null(out, "note", found.note, !found.note.empty());
}

Response tell_case(Api& api, const Request& request, const app::FraudCase& found) {
    JsonWriter out;
    write_case_fields(out.begin_object(), found);
    const std::string words = api.cases.words_of(programme_of(api, request), found);
    write_or_null(out, "words", words, !words.empty());
    return json_response(200, std::move(out.end_object()).text());
}

Result<app::CaseState> case_state_asked(const Request& request) {
    using enum app::CaseState;
    const auto sent = request.query.find("state");
    if (sent == request.query.end()) return Open;
    for (const app::CaseState state : {Open, Dismissed, Confirmed})
        if (storage::name_of(state) == sent->second) return state;
    return refuse_field("/state", "wrong-format", "open, dismissed or confirmed");
}

Result<std::int64_t> case_in_path(const Request& request) {
    std::int64_t id = 0;
    if (!read_whole(request.parameters.at("id"), id)) return refuse(ErrorCode::NotFound);
    return id;
}

}  // namespace

Result<Response> list_cases(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    const app::CaseState state = TRY(case_state_asked(request));
    const std::int64_t before = TRY(number_cursor(page, INT64_MAX));
    const auto limit = static_cast<std::size_t>(page.limit);
    auto found = api.cases.list(programme_of(api, request), state, before, page.limit + 1);
    const bool more = found.size() > limit;
    if (more) found.pop_back();
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const auto& one : found) {
        write_case_fields(out.begin_object(), one);
        out.end_object();
    }
    return page_response(request, out, page.limit,
                         more ? std::to_string(found.back().id) : std::string());
}

Result<Response> show_case(Api& api, const Request& request) {
    const std::int64_t id = TRY(case_in_path(request));
    const auto found = api.cases.find(programme_of(api, request), id);
    if (!found) return refuse(ErrorCode::NotFound);
    return tell_case(api, request, *found);
}

Result<Response> decide_case(Api& api, const Request& request) {
    const std::int64_t id = TRY(case_in_path(request));
    const Json json = TRY(body_of(request));
    const CaseDecision decision = TRY(decode_case_decision(json));
    return tell_case(
        api, request,
        TRY(api.cases.decide(programme_of(api, request), caller_of(request), id, decision)));
}

Result<Response> doubt_movement(Api& api, const Request& request) {
    const HolderId member = TRY(own_member(request));
    const Json json = TRY(body_of(request));
    const DoubtBody body = TRY(decode_doubt(json));
    const auto found = TRY(api.cases.doubt(programme_of(api, request), caller_of(request), member,
                                           TxnId{body.movement.id}, body.text));
    JsonWriter out;
    out.begin_object()
        .member("doubt", std::to_string(found.id))
        .member("movement", format_public(PublicKind::Txn, body.movement))
        .member("state", storage::name_of(found.state))
        .member("at", found.opened_at)
        .end_object();
    return json_response(found.times == 1 ? 201 : 200, std::move(out).text());
}

}  // namespace vuelve::http
