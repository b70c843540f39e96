#pragma once

#include "app/staff.h"
#include "http/api.h"

/// `/v1/staff`: people of the shop, what they may and where. Source: security.md 4.
namespace vuelve::http {

/// How far the one behind the request reaches.
app::StaffAuthority authority_of(const Request& request);

Result<Response> list_staff(Api& api, const Request& request);
Result<Response> show_staff(Api& api, const Request& request);
Result<Response> create_staff(Api& api, const Request& request);
Result<Response> update_staff(Api& api, const Request& request);
Result<Response> disable_staff(Api& api, const Request& request);
Result<Response> enable_staff(Api& api, const Request& request);
Result<Response> reset_staff_password(Api& api, const Request& request);
Result<Response> reset_staff_second_factor(Api& api, const Request& request);

}  // namespace vuelve::http
