#pragma once

#include "app/sessions.h"
#include "http/api.h"

/// What a request proves of who asks: a key or a session as a bearer, or a session in a browser's
/// cookie. Source: security.md 3 (cases 27 to 29), 4.
namespace vuelve::http {

/// Errors: Unauthenticated; Forbidden (address); Csrf for a cookie's write that does not come from
/// our own pages.
Authenticate authenticate_with(app::Service& service);

/// Writes down for the audit log who was refused, as far as their credential tells: a key that does
/// not count by its id, a session although its request was not from our own pages. Does not block.
Refused refusals_into(app::Service& service);

/// The session behind the request. Errors: Unauthenticated for keys.
Result<app::Session> session_of(Api& api, const Request& request);

/// Two kinds of people may be signed in with one browser.
enum class CookieFor : std::uint8_t { Staff, Member };
/// Makes the browser keep the session: HttpOnly, SameSite=Strict, and Secure under the `__Host-`
/// name unless it speaks plain http to a loopback address (contract.md 1 rule 27).
void keep_in_browser(Response& response,
                     const Request& request,
                     CookieFor people,
                     const app::OpenedSession& opened);
void forget_in_browser(Response& response, const Request& request, CookieFor people);

/// The device's secret stays in the browser of the till.
void keep_till_in_browser(Response& response, const Request& request, std::string_view secret);
/// "" = none is kept.
std::string till_secret_of(const Request& request);

/// A page of somebody else made the browser ask (the Origin is not ours). False without an Origin.
bool comes_from_elsewhere(const Request& request);
/// What the session's own pages send as X-CSRF-Token.
std::string csrf_of(const Request& request);

/// Refuses what needs a fresh proof of who it is (secrets, exports, approvals). Keys hold none and
/// pass: their scopes are given by people who had one. Errors: StepUpRequired.
Result<void> check_stepped_up(Api& api, const Request& request);

}  // namespace vuelve::http
