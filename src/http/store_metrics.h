#pragma once

#include "http/api.h"
#include "http/metrics.h"

namespace vuelve::http {

/// What /metrics tells of the database and of what was recorded in it, for the alert rules of
/// deploy/prometheus. Counts begin with the process.
std::vector<Sampled> sample_store(app::Service& service, const StoreHealth& health);

}  // namespace vuelve::http
