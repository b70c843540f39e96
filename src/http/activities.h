#pragma once

#include "http/api.h"

/// What members can do next. Source: contract.md 6 `/activities`.
namespace vuelve::http {

/// `?store=CENTRO`: judged for that store, else the first.
Result<Response> show_activities(Api& api, const Request& request);

}  // namespace vuelve::http
