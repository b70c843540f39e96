#pragma once

#include "http/api.h"

/// Points held for one payment.
namespace vuelve::http {

Result<app::Ask> ask_reservation(Api& api, const Request& request);
/// 201 with its Location.
Response tell_reserved(Api& api, const Request& request, const app::Answer& answer);
Result<app::Ask> ask_capture(Api& api, const Request& request);
Result<app::Ask> ask_cancellation(Api& api, const Request& request);

Result<Response> show_reservation(Api& api, const Request& request);

}  // namespace vuelve::http
