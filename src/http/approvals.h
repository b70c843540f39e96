#pragma once

#include "http/api.h"

/// What waits for a second person, and the settings that say what does.
namespace vuelve::http {

Result<Response> list_approvals(Api& api, const Request& request);
/// On a worker: the command runs while it waits.
Result<Response> decide_approval(Api& api, const Request& request);

Result<Response> show_settings(Api& api, const Request& request);
Result<Response> change_settings(Api& api, const Request& request);

}  // namespace vuelve::http
