#pragma once

#include "http/api.h"

/// The household of who has signed in: seen, made, shared by a code, left.
namespace vuelve::http {

Result<Response> show_own_household(Api& api, const Request& request);
Result<app::Ask> ask_own_household(Api& api, const Request& request);
Result<Response> invite_to_own_household(Api& api, const Request& request);
/// `{"code"}`. The member's points go into it.
Result<app::Ask> ask_join_own_household(Api& api, const Request& request);
/// The points stay there.
Result<app::Ask> ask_leave_own_household(Api& api, const Request& request);

/// 201 and 200 with the household as it is now.
Response tell_own_household_made(Api& api, const Request& request, const app::Answer& answer);
Response tell_own_household(Api& api, const Request& request, const app::Answer& answer);

}  // namespace vuelve::http
