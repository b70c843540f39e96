#include "http/me_sign_in.h"

#include "app/audit.h"
#include "app/member_sign_in.h"
#include "app/qr_tokens.h"
#include "app/reading.h"
#include "codec/answer_json_parts.h"
#include "codec/me_request.h"
#include "codec/message_json.h"
#include "http/credentials.h"
#include "http/me.h"
#include "http/member_pages.h"
#include "http/paging.h"

namespace vuelve::http {
namespace {

constexpr int status_made = 201, status_taken = 202, status_empty = 204;

std::chrono::steady_clock::time_point steady_now() { return std::chrono::steady_clock::now(); }

/// By address, and all together: nothing is known of who asks.
Result<void> check_open_door(Api& api, const Request& request, RateLimiter& by_address) {
    for (const Allowance& allowance :
         {by_address.take(request.peer, steady_now()), api.sign_ins.take("all", steady_now())})
        if (!allowance.allowed)
            return refuse_with(ErrorCode::RateLimited, {{.value = allowance.retry_seconds}});
    return {};
}

Response no_content() { return {.status = status_empty}; }

Response tell_ticket(const app::CodeTicket& ticket) {
    JsonWriter out;
    out.begin_object()
        .member("request", ticket.request)
        .member("expires_at", ticket.expires_at)
        .end_object();
    return json_response(status_taken, std::move(out).text());
}

Response tell_shown(const app::ShownCode& shown) {
    JsonWriter out;
    out.begin_object()
        .member("request", shown.ticket.request)
        .member("code", shown.code)
        .member("expires_at", shown.ticket.expires_at)
        .end_object();
    return json_response(status_made, std::move(out).text());
}

void write_session(JsonWriter& out, const app::Session& session, const app::Session& current) {
    out.begin_object()
        .member("session", session.id())
        .member("device", session.device)
        .member("created_at", session.created_at)
        .member("seen_at", session.seen_at)
        .member("ends_at", session.ends_at)
        .member("current", session.token_hash == current.token_hash);
}

Result<Response> sign_in_code(Api& api, const Request& request) {
    TRY(check_open_door(api, request, api.codes_of_address));
    const Json json = TRY(body_of(request));
    const CodeBody body = TRY(decode_code_request(json));
    const auto key = api.service.programmes().find_code(body.programme);
    app::OpenProgramme* programme = key ? api.service.programmes().find(*key) : nullptr;
    if (!programme) return refuse(ErrorCode::NotFound);
    const Identity to = TRY(contact_of(body.to, programme->region()));
    return tell_ticket(TRY(app::request_code(api.service, *programme, {.to = to})));
}

Response tell_signed_in(const Request& request, const app::MemberSignedIn& done, bool keep_cookie) {
    const app::Session& session = done.opened.session;
    JsonWriter out;
    out.begin_object()
        .member("member", format_public(PublicKind::Member, done.member))
        .member("session", session.id())
        .member("expires_at", session.ends_at);
    if (keep_cookie)
        out.member("csrf", app::csrf_token(done.opened.token));
    else
        out.member("token", done.opened.token);
    Response response = json_response(status_made, std::move(out.end_object()).text());
    response.headers.add("Cache-Control", "no-store");
    if (keep_cookie) keep_in_browser(response, request, CookieFor::Member, done.opened);
    return response;
}

Result<Response> undone(Api& api, const Request& request) {
    TRY(check_open_door(api, request, api.sign_ins_of_address));
    const Json json = TRY(body_of(request));
    const std::string token = TRY(decode_undo(json));
    TRY(app::undo_contact(api.service, token, request.peer));
    return no_content();
}

/// Nobody has signed in: a problem is told without a programme.
LaterHandler at_open_door(Api& api, Read read) {
    return [&api, read](const Request& request, const Reply& reply) {
        Result<Response> response = read(api, request);
        reply(response ? std::move(*response) : problem_response(response.error(), request));
    };
}

}  // namespace

LaterHandler request_sign_in_code(Api& api) { return at_open_door(api, sign_in_code); }

LaterHandler open_member_session(Api& api) {
    return [&api](const Request& request, const Reply& reply) {
        const auto presented = [&]() -> Result<CodeProofBody> {
            TRY(check_open_door(api, request, api.sign_ins_of_address));
            const Json json = TRY(body_of(request));
            return decode_member_sign_in(json);
        }();
        if (!presented) return reply(problem_response(presented.error(), request));
        auto verdict = app::sign_in(
            api.service,
            {.request = presented->request, .code = presented->code, .device = presented->device},
            request.peer);
        reply(verdict.signed_in
                  ? tell_signed_in(request, *verdict.signed_in, presented->keep_cookie)
                  : problem_response(verdict.signed_in.error(), request));
        // After the answer, so that its time does not tell who is a member.
        if (verdict.locked) app::tell_locked(api.service, *verdict.programme, *verdict.locked);
    };
}

LaterHandler undo_contact_change(Api& api) { return at_open_door(api, undone); }

Result<Response> show_sign_in_code(Api& api, const Request& request) {
    const HolderId member = TRY(member_in_path(request));
    TRY(no_body(request));
    app::OpenProgramme& programme = programme_of(api, request);
    const auto reading = TRY(app::read_member(api.service, programme, member));
    return tell_shown(
        TRY(app::show_sign_in(api.service, programme, caller_of(request), reading.member.id)));
}

Result<Response> send_till_code(Api& api, const Request& request) {
    const HolderId member = TRY(member_in_path(request));
    TRY(no_body(request));
    app::OpenProgramme& programme = programme_of(api, request);
    const auto reading = TRY(app::read_member(api.service, programme, member));
    return tell_ticket(TRY(app::request_till_code(api.service, programme, reading.member.id)));
}

Result<Response> list_card_messages(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const app::CardMessage& message : app::read_card_messages(
             api.service, programme_of(api, request), caller_of(request), page.limit)) {
        out.begin_object()
            .member("kind", message.kind)
            .member("member", format_public(PublicKind::Member, message.member))
            .member("channel", name_of(message.channel))
            .member("to", message.to.value);
        if (!message.code.empty()) out.member("code", message.code);
        if (!message.undo.empty()) out.member("undo", message.undo);
        out.member("text", card_message_text({.kind = message.kind,
                                              .language = message.language,
                                              .code = message.code,
                                              .undo = message.undo}))
            .member("created_at", message.created_at)
            .member("expires_at", message.expires_at)
            .end_object();
    }
    Response response = json_response(200, std::move(out.end_array().end_object()).text());
    response.headers.add("Cache-Control", "no-store");
    return response;
}

Result<Response> show_own_session(Api& api, const Request& request) {
    const app::Session session = TRY(session_of(api, request));
    JsonWriter out;
    write_session(out, session, session);
    out.member("stepped_up_at", session.stepped_up_at).member("csrf", csrf_of(request));
    return json_response(200, std::move(out.end_object()).text());
}

Result<Response> list_own_sessions(Api& api, const Request& request) {
    const app::Session current = TRY(session_of(api, request));
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const app::Session& session : api.service.sessions().list(
             current.programme, app::SessionKind::Member, current.subject)) {
        write_session(out, session, current);
        out.end_object();
    }
    return json_response(200, std::move(out.end_array().end_object()).text());
}

Result<Response> end_own_session(Api& api, const Request& request) {
    const app::Session current = TRY(session_of(api, request));
    app::Sessions& sessions = api.service.sessions();
    const auto all = sessions.list(current.programme, app::SessionKind::Member, current.subject);
    const auto found = std::ranges::find(all, request.parameters.at("session"), &app::Session::id);
    if (found == all.end()) return refuse(ErrorCode::NotFound);
    auto tx = api.service.database().begin();
    sessions.end(*tx, *found);
    app::record_deed(programme_of(api, request), *tx, caller_of(request),
                     {.action = "member.session_ended", .object = "session:" + found->id()},
                     api.service.now());
    tx->commit();
    return no_content();
}

Result<Response> sign_out(Api& api, const Request& request) {
    const app::Session current = TRY(session_of(api, request));
    auto tx = api.service.database().begin();
    api.service.sessions().end(*tx, current);
    app::record_deed(programme_of(api, request), *tx, caller_of(request),
                     {.action = "member.signed_out", .object = "session:" + current.id()},
                     api.service.now());
    tx->commit();
    Response response = no_content();
    forget_in_browser(response, request, CookieFor::Member);
    return response;
}

Result<Response> request_step_up(Api& api, const Request& request) {
    TRY(no_body(request));
    const app::Session session = TRY(session_of(api, request));
    return tell_ticket(TRY(app::request_own_code(api.service, programme_of(api, request), session,
                                                 app::CodePurpose::StepUp)));
}

Result<Response> prove_step_up(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    const CodeProofBody body = TRY(decode_code_proof(json));
    const app::Session session = TRY(session_of(api, request));
    TRY(app::step_up(api.service, programme_of(api, request), session, body.request, body.code));
    return no_content();
}

Result<Response> show_own_till_code(Api& api, const Request& request) {
    TRY(no_body(request));
    const app::Session session = TRY(session_of(api, request));
    const app::OpenProgramme& programme = programme_of(api, request);
    auto tx = api.service.database().begin();
    const app::ShownCode shown =
        TRY(app::show_code(api.service, programme, *tx, HolderId{session.subject},
                           app::CodePurpose::Till, session.token_hash));
    tx->commit();
    return tell_shown(shown);
}

Result<Response> show_own_qr(Api& api, const Request& request) {
    const app::Session session = TRY(session_of(api, request));
    const app::QrCard card =
        app::make_qr_card(programme_of(api, request), session, api.service.now());
    JsonWriter out;
    out.begin_object()
        .member("now", api.service.now())
        .member("tenant", card.tenant)
        .member("token", card.token)
        .member("token_expires_at", card.token_expires_at)
        .key("keys")
        .begin_array();
    for (const app::QrKey& key : card.keys)
        out.begin_object()
            .member("alias", key.alias)
            .member("key", key.key)
            .member("from", key.from)
            .member("until", key.until)
            .end_object();
    Response response = json_response(200, std::move(out.end_array().end_object()).text());
    response.headers.add("Cache-Control", "no-store");
    return response;
}

Result<Response> request_new_contact(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    const ContactBody body = TRY(decode_contact(json));
    app::OpenProgramme& programme = programme_of(api, request);
    const Identity wanted = TRY(contact_of(body, programme.region()));
    const app::Session session = TRY(session_of(api, request));
    return tell_ticket(TRY(app::request_contact(api.service, programme, session, wanted)));
}

Result<Response> prove_new_contact(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    const CodeProofBody body = TRY(decode_code_proof(json));
    app::OpenProgramme& programme = programme_of(api, request);
    const app::Session session = TRY(session_of(api, request));
    const Identity wanted =
        TRY(app::prove_contact(api.service, programme, session, body.request, body.code));
    app::Ask ask = app::ask_new_contact(programme, *api.service.database().snapshot(),
                                        caller_of(request), HolderId{session.subject}, wanted,
                                        session.id() + "/" + body.request.substr(0, 64));
    ask.guard = guard_of(request, "");
    const app::Answer answer = api.service.engine().ask(std::move(ask));
    if (answer.error) return std::unexpected(*answer.error);
    const auto held = app::contacts_of(programme).held_until(
        *api.service.database().snapshot(), answer.receipt->member, api.service.now());
    JsonWriter out;
    out.begin_object().member("held_until", held).end_object();
    return json_response(200, std::move(out).text());
}

}  // namespace vuelve::http
