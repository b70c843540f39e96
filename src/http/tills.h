#pragma once

#include "http/api.h"

/// `/v1/tills`: devices that people sign in at with a PIN. Source: security.md 4.
namespace vuelve::http {

Result<Response> list_tills(Api& api, const Request& request);
/// The secret stands in the answer, and in a cookie of the browser that asked: it is now the till.
Result<Response> create_till(Api& api, const Request& request);
Result<Response> revoke_till(Api& api, const Request& request);

/// A code for a device that is not here.
Result<Response> offer_till(Api& api, const Request& request);
/// Without a credential: who has such a code is a till from now on.
LaterHandler bind_till_route(Api& api);

}  // namespace vuelve::http
