#pragma once

#include "http/api.h"

/// Returns and voids that wait for their purchase or for a person.
namespace vuelve::http {

/// `?state=` parked, rejected or orphaned; without it all three, those for a person first.
Result<Response> list_parked(Api& api, const Request& request);
Result<app::Ask> ask_parked_decision(Api& api, const Request& request);

}  // namespace vuelve::http
