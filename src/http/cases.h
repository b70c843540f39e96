#pragma once

#include "http/api.h"

/// What looks like fraud, and what was decided about it. Source: security.md 3, docs/adr/0042.
namespace vuelve::http {

/// `?state=open` (without it too), `dismissed` or `confirmed`; newest first.
Result<Response> list_cases(Api& api, const Request& request);
Result<Response> show_case(Api& api, const Request& request);
/// On a worker: what the decision does runs while it waits.
Result<Response> decide_case(Api& api, const Request& request);
/// A member says that a movement is not right. 201, or 200 for one that was doubted that day.
Result<Response> doubt_movement(Api& api, const Request& request);

}  // namespace vuelve::http
