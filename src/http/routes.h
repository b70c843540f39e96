#pragma once

#include <vector>

#include "http/api.h"

namespace vuelve::http {

/// Every route of the product, on two pages. api/openapi.yaml says the same; a test holds the two
/// against each other.
std::vector<Route> product_routes(Api& api);

/// Of them: who signs in, what members do for themselves, what looks like fraud, whose data it is.
std::vector<Route> trust_routes(Api& api);

/// POST /_test/clock and /_test/tenant: only for a server whose clock is moved by hand (contract.md
/// 1 rule 28). `api.clock` is set.
std::vector<Route> test_routes(Api& api);

}  // namespace vuelve::http
