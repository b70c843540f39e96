#pragma once

#include "http/api.h"

namespace vuelve::http {

/// The badges of a member, to show and to take elsewhere.
Result<Response> list_badges(Api& api, const Request& request);

}  // namespace vuelve::http
