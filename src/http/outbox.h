#pragma once

#include "http/api.h"

/// What may be written to members, and what is.
namespace vuelve::http {

/// Of one member, in the order given; of a purpose and channel the last counts.
Result<Response> list_consents(Api& api, const Request& request);

/// Of one member: what waits, what was dropped and why.
Result<Response> list_member_messages(Api& api, const Request& request);
/// Of the programme, `?state=` one state, page by page.
Result<Response> list_messages(Api& api, const Request& request);

}  // namespace vuelve::http
