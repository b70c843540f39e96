#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "http/metrics.h"
#include "http/router.h"

namespace vuelve::http {

/// Whether requests would be served now: an Error (Starting, StorageFull, ...) says why not. Must
/// not block.
using ReadyCheck = std::function<Result<void>()>;

/// GET /healthz (the process answers), /readyz (it would serve: asks `ready`), /metrics. Open to
/// everybody, for probes have no credential; `metrics` is looked up when asked, since it is made
/// after the routes.
std::vector<Route> health_routes(ReadyCheck ready,
                                 std::function<std::shared_ptr<const Metrics>()> metrics);

}  // namespace vuelve::http
