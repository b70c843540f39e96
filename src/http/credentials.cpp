#include "http/credentials.h"

#include <fmt/format.h>

#include <algorithm>

#include "codec/network.h"
#include "codec/public_id.h"
#include "http/entry.h"

namespace vuelve::http {
namespace {

constexpr std::string_view scheme = "Bearer ";

/// Plain http is for a browser on the machine itself.
bool is_on_loopback(const Request& request) {
    const std::string_view host = request.headers.find("Host").value_or("");
    return host.starts_with("127.") || host.starts_with("localhost") || host.starts_with("[::1]");
}

std::string cookie_name(const Request& request, CookieFor people) {
    const std::string name = people == CookieFor::Staff ? "vuelve" : "vuelve_card";
    return is_on_loopback(request) ? name : "__Host-" + name;
}

std::string_view cookie(const Request& request, std::string_view name) {
    for (const auto& [field, value] : request.headers) {
        if (!equals_ignoring_case(field, "Cookie")) continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find(';'), rest.size());
            std::string_view pair = rest.substr(0, end);
            while (pair.starts_with(' ')) pair.remove_prefix(1);
            if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
                return pair.substr(name.size() + 1);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return {};
}

/// `/v1/members` is the till's and the console's.
bool is_for_card(const Request& request) {
    return request.path == "/v1/me" || request.path.starts_with("/v1/me/");
}

struct Presented {
    std::string_view token;
    bool by_cookie = false;
};

Presented presented(const Request& request) {
    const std::string_view sent = request.headers.find("Authorization").value_or("");
    if (!sent.empty()) {
        if (sent.size() <= scheme.size() ||
            !equals_ignoring_case(sent.substr(0, scheme.size()), scheme))
            return {};
        return {.token = sent.substr(scheme.size())};
    }
    const CookieFor people = is_for_card(request) ? CookieFor::Member : CookieFor::Staff;
    return {.token = cookie(request, cookie_name(request, people)), .by_cookie = true};
}

bool is_read(Method method) { return method == Method::Get || method == Method::Head; }

/// A browser sends its cookies whoever made it ask; our own pages also send where they come from
/// and what only they can know.
bool comes_from_our_pages(const Request& request, std::string_view token) {
    return request.headers.find("Origin") && !comes_from_elsewhere(request) &&
           request.headers.find("X-CSRF-Token").value_or("") == app::csrf_token(token);
}

Caller caller_from(const app::Session& session) {
    const bool is_member = session.kind == app::SessionKind::Member;
    Caller caller{.credential = session.id(),
                  .owner = is_member ? "member:" + format_public(PublicKind::Member,
                                                                 HolderId{session.subject})
                                     : "staff:" + std::to_string(session.subject),
                  .scopes = session.scopes,
                  .stores = session.stores,
                  .tenant = session.programme.tenant_id,
                  .programme = session.programme.programme_id,
                  .kind = is_member                                ? CallerKind::Member
                          : session.kind == app::SessionKind::Till ? CallerKind::Till
                                                                   : CallerKind::Staff,
                  .subject = session.subject,
                  .role = session.role,
                  .till = session.kind == app::SessionKind::Till ? session.device : "",
                  .own_members = session.own_members};
    if (session.stepped_up_at) caller.stepped_up_ms = session.stepped_up_at->value;
    return caller;
}

Result<Caller> caller_of_key(app::Service& service, const Request& request, std::string_view text) {
    const auto key = service.keys().authenticate(text);
    if (!key) return refuse(ErrorCode::Unauthenticated);
    const auto has_peer = [&](const std::string& net) { return is_in_network(request.peer, net); };
    if (!key->networks.empty() && std::ranges::none_of(key->networks, has_peer))
        return refuse(ErrorCode::Forbidden);
    return Caller{.credential = key->key_id,
                  .owner = key->owner,
                  .scopes = key->scopes,
                  .stores = key->stores,
                  .origins = key->origins,
                  .tenant = key->programme.tenant_id,
                  .programme = key->programme.programme_id,
                  .own_orders = key->own_orders};
}

void set_cookie(Response& response,
                const Request& request,
                const std::string& name,
                std::string_view value) {
    response.headers.add("Set-Cookie",
                         fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict{}", name, value,
                                     is_on_loopback(request) ? "" : "; Secure"));
}

std::string till_cookie(const Request& request) {
    return is_on_loopback(request) ? "vuelve_till" : "__Host-vuelve_till";
}

}  // namespace

Authenticate authenticate_with(app::Service& service) {
    return [&service](const Request& request) -> Result<Caller> {
        const Presented sent = presented(request);
        if (!sent.by_cookie && sent.token.starts_with("vlv_"))
            return caller_of_key(service, request, sent.token);
        const auto session = service.sessions().authenticate(sent.token);
        if (!session) return refuse(ErrorCode::Unauthenticated);
        if (sent.by_cookie && !is_read(request.method) &&
            !comes_from_our_pages(request, sent.token))
            return refuse(ErrorCode::Csrf);
        return caller_from(*session);
    };
}

Refused refusals_into(app::Service& service) {
    return [&service](const Request& request, const std::string& operation, std::string_view code) {
        app::Refusal refusal{.operation = operation, .code = std::string(code)};
        if (request.caller.tenant != 0) {
            refusal.by = caller_of(request);
        } else {
            const Presented sent = presented(request);
            if (const auto session = service.sessions().authenticate(sent.token)) {
                Request known{.peer = request.peer};
                known.caller = caller_from(*session);
                refusal.by = caller_of(known);
            } else if (const auto key = app::claimed_key_id(sent.token)) {
                refusal.by.peer = request.peer;
                refusal.key_id = *key;
            } else {
                return;  // nobody we know
            }
        }
        service.audit_queue().refused(std::move(refusal));
    };
}

Result<app::Session> session_of(Api& api, const Request& request) {
    auto session = api.service.sessions().authenticate(presented(request).token);
    if (!session) return refuse(ErrorCode::Unauthenticated);
    return *std::move(session);
}

void keep_in_browser(Response& response,
                     const Request& request,
                     CookieFor people,
                     const app::OpenedSession& opened) {
    const std::int64_t seconds =
        (opened.session.ends_at.value - opened.session.created_at.value) / ms_per_second;
    set_cookie(response, request, cookie_name(request, people),
               fmt::format("{}; Max-Age={}", opened.token, seconds));
}

void forget_in_browser(Response& response, const Request& request, CookieFor people) {
    set_cookie(response, request, cookie_name(request, people), "; Max-Age=0");
}

void keep_till_in_browser(Response& response, const Request& request, std::string_view secret) {
    constexpr int year_seconds = 365 * 24 * 3600;
    set_cookie(response, request, till_cookie(request),
               fmt::format("{}; Max-Age={}", secret, year_seconds));
}

std::string till_secret_of(const Request& request) {
    return std::string(cookie(request, till_cookie(request)));
}

bool comes_from_elsewhere(const Request& request) {
    const auto origin = request.headers.find("Origin");
    if (!origin) return false;
    const std::string_view host = request.headers.find("Host").value_or("");
    const std::size_t slashes = origin->find("://");
    return slashes == std::string_view::npos || host.empty() ||
           !equals_ignoring_case(origin->substr(slashes + 3), host);
}

std::string csrf_of(const Request& request) { return app::csrf_token(presented(request).token); }

Result<void> check_stepped_up(Api& api, const Request& request) {
    return is_stepped_up(request.caller, api.service.now()) ? Result<void>()
                                                            : refuse(ErrorCode::StepUpRequired);
}

}  // namespace vuelve::http
