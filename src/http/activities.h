#pragma once

#include "http/api.h"

/// What members can do next. Source: contract.md 6 `/activities`.
namespace vuelve::http {

/// `?store=CENTRO`: judged for that store, else the first.
Result<Response> show_activities(Api& api, const Request& request);
/// `?date=2026-03-10&offsets=30,7,1`: what would be announced about units that end; today and the
/// programme's own offsets where they are left out. Source: domain.md 5.8.
Result<Response> list_notices(Api& api, const Request& request);

}  // namespace vuelve::http
