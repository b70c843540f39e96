#pragma once

#include "http/api.h"

/// Points that change hands, currency or last day.
namespace vuelve::http {

Result<app::Ask> ask_transfer(Api& api, const Request& request);
Result<app::Ask> ask_conversion(Api& api, const Request& request);
Result<app::Ask> ask_extension(Api& api, const Request& request);
Result<app::Ask> ask_reinstatement(Api& api, const Request& request);

}  // namespace vuelve::http
