#pragma once

#include "http/api.h"

/// A purchase shown again, found by its id or by what is printed on its papers: all that a till
/// needs to take goods back. Source: features.md c1, domain.md 4.
namespace vuelve::http {

Result<Response> show_purchase(Api& api, const Request& request);
Result<Response> look_up_purchases(Api& api, const Request& request);

}  // namespace vuelve::http
