#pragma once

#include "http/api.h"

namespace vuelve::http {

/// What was done at the counters: `?since=2026-03-10T13:00:00Z`, two days back at most. Cashiers
/// see their own; whoever is bound to stores sees those.
Result<Response> show_shift(Api& api, const Request& request);

}  // namespace vuelve::http
