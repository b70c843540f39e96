#pragma once

#include "http/api.h"

/// Members: enrolment, look-up, what they have, their state.
namespace vuelve::http {

Result<app::Ask> ask_enrolment(Api& api, const Request& request);
/// 201 with the member and its Location.
Response tell_enrolled(Api& api, const Request& request, const app::Answer& answer);

Result<app::Ask> ask_suspension(Api& api, const Request& request);
Result<app::Ask> ask_reactivation(Api& api, const Request& request);
/// 200 with the member as it is now.
Response tell_member(Api& api, const Request& request, const app::Answer& answer);

Handler look_up_member(Api& api);
Handler get_member(Api& api);

}  // namespace vuelve::http
