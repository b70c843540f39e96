#pragma once

#include "http/api.h"

/// `/v1/session`: people of the shop sign in, prove again who they are, and sign out. Source:
/// security.md 4.
namespace vuelve::http {

/// What hashes passwords does so in the pool of `api`: its queue full is RateLimited, and nobody
/// else waits.
LaterHandler sign_in_route(Api& api);
LaterHandler pin_sign_in_route(Api& api);
LaterHandler step_up_route(Api& api);
LaterHandler change_password_route(Api& api);
LaterHandler confirm_second_factor_route(Api& api);
LaterHandler set_pin_route(Api& api);

Result<Response> show_session(Api& api, const Request& request);
Result<Response> end_session(Api& api, const Request& request);
Result<Response> list_sessions(Api& api, const Request& request);
Result<Response> revoke_session(Api& api, const Request& request);
Result<Response> begin_second_factor(Api& api, const Request& request);
Result<Response> renew_codes(Api& api, const Request& request);

}  // namespace vuelve::http
