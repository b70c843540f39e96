#pragma once

#include "http/api.h"

/// The feed: everything that happened, page by page or as it happens. Source: design.md 4,
/// contract.md 3.
namespace vuelve::http {

/// `GET /v1/events`.
Result<Response> list_events(Api& api, const Request& request);
/// `GET /v1/events/stream`: server-sent events.
Result<Response> stream_events(Api& api, const Request& request);

}  // namespace vuelve::http
