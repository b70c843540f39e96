#pragma once

#include "http/api.h"

/// Points given or taken by hand.
namespace vuelve::http {

Result<app::Ask> ask_adjustment(Api& api, const Request& request);

}  // namespace vuelve::http
