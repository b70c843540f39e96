#pragma once

#include "http/api.h"

/// How a member wants to be called and written to. Source: domain.md 12, docs/adr/0060.
namespace vuelve::http {

Result<Response> show_preferences(Api& api, const Request& request);
/// What is absent stays. 200 with all of them.
Result<Response> put_preferences(Api& api, const Request& request);

}  // namespace vuelve::http
