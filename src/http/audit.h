#pragma once

#include "http/api.h"

/// Who did what, newest first. Reading it is itself recorded. Source: security.md 6.
namespace vuelve::http {

Result<Response> list_audit(Api& api, const Request& request);

}  // namespace vuelve::http
