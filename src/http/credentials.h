#pragma once

#include "app/sessions.h"
#include "http/api.h"

/// What a request proves of who asks: a key or a session as a bearer, or a session in a browser's
/// cookie. Source: security.md 3 (cases 27 to 29), 4.
namespace vuelve::http {

/// Errors: Unauthenticated; Forbidden (address); Csrf for a cookie's write that does not come from
/// our own pages.
Authenticate authenticate_with(app::Service& service);

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

/// What pages of this session send as X-CSRF-Token: they lose it when they are loaded anew.
std::string csrf_of(const Request& request);

/// Refuses what needs a fresh proof of who it is (secrets, exports, approvals). Keys hold none and
/// pass: their scopes are given by people who had one. Errors: StepUpRequired.
Result<void> check_stepped_up(Api& api, const Request& request);

}  // namespace vuelve::http
