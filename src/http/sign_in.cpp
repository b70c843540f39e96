#include "http/sign_in.h"

#include <algorithm>

#include "app/sign_in.h"
#include "codec/staff_request.h"
#include "http/credentials.h"

namespace vuelve::http {
namespace {

using Slow = app::SignInResult<Response> (*)(Api& api, const Request& request);

Response refusal(const app::SignInRefused& refused, const Request& request) {
    Response response = problem_response(refused.error, request);
    if (refused.retry_seconds > 0)
        response.headers.set("Retry-After", std::to_string(refused.retry_seconds));
    return response;
}

LaterHandler in_pool(Api& api, Slow work) {
    return [&api, work](Request request, Reply reply) {
        auto asked = std::make_shared<const Request>(std::move(request));
        const bool fits = api.passwords.submit([&api, work, asked, reply] {
            auto response = work(api, *asked);
            reply(response ? std::move(*response) : refusal(response.error(), *asked));
        });
        if (!fits) reply(problem_response(Error{ErrorCode::RateLimited, {}}, *asked));
    };
}

void write_words(JsonWriter& out, std::string_view name, const std::vector<std::string>& items) {
    out.key(name).begin_array();
    for (const std::string& item : items) out.value(item);
    out.end_array();
}

std::string_view kind_word(app::SessionKind kind) {
    return kind == app::SessionKind::Till ? "till" : "staff";
}

void write_times(JsonWriter& out, const app::Session& session) {
    const Instant idle_at = session.seen_at + session.idle_ms;
    out.member("created_at", session.created_at)
        .member("seen_at", session.seen_at)
        .member("idle_at", std::min(idle_at, session.ends_at))
        .member("ends_at", session.ends_at)
        .member("stepped_up_at", session.stepped_up_at);
}

/// `token` is shown where it was just made; "" = never again.
std::string session_json(const app::Session& session,
                         const app::Staff& staff,
                         const std::vector<std::string>& required,
                         const std::string& token,
                         const std::string& csrf) {
    JsonWriter out;
    out.begin_object().member("id", session.id());
    if (!token.empty()) out.member("token", token);
    out.member("csrf", csrf)
        .member("kind", kind_word(session.kind))
        .member("staff", std::to_string(staff.staff_id))
        .member("login", staff.login)
        .member("name", staff.name)
        .member("role", session.role);
    write_words(out, "scopes", session.scopes);
    write_words(out, "stores", session.stores);
    write_words(out, "own_members", session.own_members);
    write_words(out, "required", required);
    out.member("second_factor", staff.totp_confirmed)
        .member("recovery_codes_left", static_cast<int>(staff.recovery.size()));
    write_times(out, session);
    return std::move(out.end_object()).text();
}

std::string opened_json(const app::SignedIn& signed_in) {
    const auto& [token, session] = signed_in.opened;
    return session_json(session, signed_in.staff, signed_in.required, token,
                        app::csrf_token(token));
}

/// A new token in the body and in the browser.
Response tell_opened(int status, const Request& request, const app::SignedIn& signed_in) {
    Response response = json_response(status, opened_json(signed_in));
    response.headers.add("Cache-Control", "no-store");
    keep_in_browser(response, request, CookieFor::Staff, signed_in.opened);
    return response;
}

/// Whoever signs in anew leaves nothing behind that was opened before with this browser.
void end_presented(Api& api, const Request& request) {
    const auto before = session_of(api, request);
    if (!before || before->kind == app::SessionKind::Member) return;
    app::end_session(api.service, caller_of(request), *before);
}

app::SignInResult<Response> sign_in(Api& api, const Request& request) {
    if (comes_from_elsewhere(request)) return std::unexpected(Error{ErrorCode::Csrf, {}});
    const Json json = TRY(body_of(request));
    const SignInBody body = TRY(decode_sign_in(json));
    const auto signed_in = TRY(app::sign_in(api.service, {.programme = body.programme,
                                                          .login = body.login,
                                                          .password = body.password,
                                                          .code = body.code,
                                                          .peer = request.peer}));
    end_presented(api, request);
    return tell_opened(201, request, signed_in);
}

app::SignInResult<Response> sign_in_with_pin(Api& api, const Request& request) {
    if (comes_from_elsewhere(request)) return std::unexpected(Error{ErrorCode::Csrf, {}});
    const Json json = TRY(body_of(request));
    const PinSignInBody body = TRY(decode_pin_sign_in(json));
    const auto signed_in = TRY(app::sign_in_at_till(
        api.service, {.till_secret = body.till.empty() ? till_secret_of(request) : body.till,
                      .login = body.login,
                      .pin = body.pin,
                      .peer = request.peer}));
    end_presented(api, request);
    return tell_opened(201, request, signed_in);
}

app::SignInResult<Response> step_up(Api& api, const Request& request) {
    const app::Session session = TRY(session_of(api, request));
    const Json json = TRY(body_of(request));
    const StepUpBody body = TRY(decode_step_up(json));
    TRY(app::step_up(api.service, caller_of(request), session,
                     {.password = body.password, .code = body.code}));
    return TRY(show_session(api, request));
}

app::SignInResult<Response> change_password(Api& api, const Request& request) {
    const app::Session session = TRY(session_of(api, request));
    const Json json = TRY(body_of(request));
    const NewPasswordBody body = TRY(decode_new_password(json));
    if (session.kind != app::SessionKind::Staff)
        return std::unexpected(Error{ErrorCode::Forbidden, {}});
    return tell_opened(200, request,
                       TRY(app::change_password(api.service, caller_of(request), session,
                                                body.password, body.new_password)));
}

void write_codes(JsonWriter& out, const std::vector<std::string>& codes) {
    write_words(out, "recovery_codes", codes);
}

app::SignInResult<Response> confirm_second_factor(Api& api, const Request& request) {
    const app::Session session = TRY(session_of(api, request));
    const Json json = TRY(body_of(request));
    const std::string code = TRY(decode_code(json));
    const auto confirmed =
        TRY(app::confirm_second_factor(api.service, caller_of(request), session, code));
    JsonWriter out;
    out.begin_object();
    write_codes(out, confirmed.recovery_codes);
    out.key("session").raw(opened_json(confirmed.signed_in)).end_object();
    Response response = json_response(200, std::move(out).text());
    response.headers.add("Cache-Control", "no-store");
    keep_in_browser(response, request, CookieFor::Staff, confirmed.signed_in.opened);
    return response;
}

app::SignInResult<Response> keep_pin(Api& api, const Request& request) {
    const app::Session session = TRY(session_of(api, request));
    const Json json = TRY(body_of(request));
    const std::string pin = TRY(decode_pin(json));
    TRY(app::set_pin(api.service, caller_of(request), session, pin));
    return TRY(show_session(api, request));
}

/// Of the person behind the session, in both kinds.
std::vector<app::Session> own_sessions(Api& api, const app::Session& session) {
    std::vector<app::Session> all;
    for (const app::SessionKind kind : {app::SessionKind::Staff, app::SessionKind::Till})
        for (app::Session& one :
             api.service.sessions().list(session.programme, kind, session.subject))
            all.push_back(std::move(one));
    return all;
}

}  // namespace

LaterHandler sign_in_route(Api& api) { return in_pool(api, sign_in); }
LaterHandler pin_sign_in_route(Api& api) { return in_pool(api, sign_in_with_pin); }
LaterHandler step_up_route(Api& api) { return in_pool(api, step_up); }
LaterHandler change_password_route(Api& api) { return in_pool(api, change_password); }
LaterHandler confirm_second_factor_route(Api& api) { return in_pool(api, confirm_second_factor); }
LaterHandler set_pin_route(Api& api) { return in_pool(api, keep_pin); }

Result<Response> show_session(Api& api, const Request& request) {
    const app::Session session = TRY(session_of(api, request));
    const app::Staff staff = TRY(app::staff_of(api.service, session));
    const auto required = session.kind == app::SessionKind::Till
                              ? std::vector<std::string>{}
                              : app::required_of(api.service, staff);
    Response response =
        json_response(200, session_json(session, staff, required, "", csrf_of(request)));
    response.headers.add("Cache-Control", "no-store");
    return response;
}

Result<Response> end_session(Api& api, const Request& request) {
    const app::Session session = TRY(session_of(api, request));
    app::end_session(api.service, caller_of(request), session);
    Response response{.status = 204, .headers = {}, .body = {}};
    forget_in_browser(response, request, CookieFor::Staff);
    return response;
}

Result<Response> list_sessions(Api& api, const Request& request) {
    const app::Session own = TRY(session_of(api, request));
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const app::Session& session : own_sessions(api, own)) {
        out.begin_object()
            .member("id", session.id())
            .member("kind", kind_word(session.kind))
            .member("current", session.token_hash == own.token_hash);
        write_times(out, session);
        out.end_object();
    }
    out.end_array().key("next").null().end_object();
    return json_response(200, std::move(out).text());
}

Result<Response> revoke_session(Api& api, const Request& request) {
    const app::Session own = TRY(session_of(api, request));
    for (const app::Session& session : own_sessions(api, own)) {
        if (session.id() != request.parameters.at("id")) continue;
        app::end_session(api.service, caller_of(request), session);
        return Response{.status = 204, .headers = {}, .body = {}};
    }
    return refuse(ErrorCode::NotFound);
}

Result<Response> begin_second_factor(Api& api, const Request& request) {
    const app::Session session = TRY(session_of(api, request));
    TRY(no_body(request));
    const auto offer = TRY(app::offer_second_factor(api.service, caller_of(request), session));
    JsonWriter out;
    out.begin_object().member("secret", offer.secret).member("address", offer.address).end_object();
    Response response = json_response(201, std::move(out).text());
    response.headers.add("Cache-Control", "no-store");
    return response;
}

Result<Response> renew_codes(Api& api, const Request& request) {
    const app::Session session = TRY(session_of(api, request));
    TRY(no_body(request));
    const auto codes = TRY(app::renew_recovery_codes(api.service, caller_of(request), session));
    JsonWriter out;
    write_codes(out.begin_object(), codes);
    Response response = json_response(201, std::move(out.end_object()).text());
    response.headers.add("Cache-Control", "no-store");
    return response;
}

}  // namespace vuelve::http
