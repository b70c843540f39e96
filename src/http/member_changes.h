#pragma once

#include "http/api.h"

/// What people with the right to do so change about a member: merge, close, level, identities. Told
/// by tell_member.
namespace vuelve::http {

Result<app::Ask> ask_member_update(Api& api, const Request& request);
Result<app::Ask> ask_merge(Api& api, const Request& request);
Result<app::Ask> ask_close(Api& api, const Request& request);
/// Told by tell_done.
Result<app::Ask> ask_opt_in(Api& api, const Request& request);
/// Told by tell_done.
Result<app::Ask> ask_consent(Api& api, const Request& request);
Result<app::Ask> ask_level(Api& api, const Request& request);

Result<app::Ask> ask_identity_added(Api& api, const Request& request);
Result<app::Ask> ask_identity_removed(Api& api, const Request& request);
Result<app::Ask> ask_identity_blocked(Api& api, const Request& request);
Result<app::Ask> ask_identity_replaced(Api& api, const Request& request);

}  // namespace vuelve::http
