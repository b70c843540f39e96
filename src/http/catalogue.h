#pragma once

#include "http/api.h"

/// What the programme in force offers, for who builds a page or a till: stores, public coupons,
/// campaigns.
namespace vuelve::http {

Result<Response> list_stores(Api& api, const Request& request);
/// Those that anybody may present by their code.
Result<Response> list_coupons(Api& api, const Request& request);
/// With the state that dates and rules give them (domain.md 14; contract.md 1 rule 17).
Result<Response> list_campaigns(Api& api, const Request& request);

}  // namespace vuelve::http
