#pragma once

#include "http/api.h"

/// What a member has and had: balances and lots, page by page; what would be announced.
namespace vuelve::http {

Handler get_balances(Api& api);
/// Its level, and what is missing for the next one.
Handler get_tier(Api& api);
Handler list_lots(Api& api);

/// `?date=` (today) and `?offsets=7,1` (those of the programme).
Result<Response> list_notices(Api& api, const Request& request);

/// Errors: UnknownMember when the path's id cannot be one.
Result<HolderId> member_in_path(const Request& request);

}  // namespace vuelve::http
