#pragma once

#include "http/api.h"

/// What members do for themselves: the pages and commands of `/v1/members/{id}`, with the member
/// from the session and never from what was sent. Source: security.md 3 (case 23).
namespace vuelve::http {

/// The same page or command about who has signed in. Errors: Forbidden for keys and staff.
Handler own(Handler handler);
LaterHandler own(LaterHandler handler);
/// Errors: Forbidden.
Result<HolderId> own_member(const Request& request);

Result<Response> show_me(Api& api, const Request& request);

Result<app::Ask> ask_own_update(Api& api, const Request& request);
/// A new device proves again who it is before it spends; a transfer always does.
Result<app::Ask> ask_own_redemption(Api& api, const Request& request);
/// 201 with the place where the member finds it again.
Response tell_own_redeemed(Api& api, const Request& request, const app::Answer& answer);
Result<app::Ask> ask_own_transfer(Api& api, const Request& request);
Result<app::Ask> ask_own_conversion(Api& api, const Request& request);
/// One's own, not used yet, as the reward allows. Errors: NotFound for anybody else's.
Result<app::Ask> ask_own_refund(Api& api, const Request& request);
Result<Response> show_own_redemption(Api& api, const Request& request);
/// 200 with what the member sees of themselves.
Response tell_me(Api& api, const Request& request, const app::Answer& answer);

}  // namespace vuelve::http
