#pragma once

#include "http/api.h"

/// What a member had and did, each movement with its sentence.
namespace vuelve::http {

/// `?kind=purchase,return`, `?month=2026-03` or `?from=2026-01&to=2026-03`, `?explain=text`.
Handler list_history(Api& api);
/// One of one's own, with what counted and what did not, and the link to its receipt.
Result<Response> show_own_movement(Api& api, const Request& request);

}  // namespace vuelve::http
