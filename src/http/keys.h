#pragma once

#include "http/api.h"

/// API keys of a programme: made, rotated, revoked by whoever may, and never with more rights than
/// they have. Source: security.md 4.
namespace vuelve::http {

Result<Response> list_keys(Api& api, const Request& request);
Result<Response> create_key(Api& api, const Request& request);
Result<Response> show_key(Api& api, const Request& request);
Result<Response> rotate_key(Api& api, const Request& request);
Result<Response> revoke_key(Api& api, const Request& request);

}  // namespace vuelve::http
