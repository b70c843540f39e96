#pragma once

#include "http/api.h"

/// Members who share their points.
namespace vuelve::http {

Result<app::Ask> ask_new_household(Api& api, const Request& request);
/// 201 with the household and its Location.
Response tell_new_household(Api& api, const Request& request, const app::Answer& answer);
Result<app::Ask> ask_join(Api& api, const Request& request);
/// On a worker: it reads whose household the member is in. Errors: NotFound for another one.
Result<app::Ask> ask_leave(Api& api, const Request& request);
/// 200 with the household as it is now.
Response tell_household(Api& api, const Request& request, const app::Answer& answer);

Result<Response> show_household(Api& api, const Request& request);

}  // namespace vuelve::http
