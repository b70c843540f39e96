#pragma once

#include "http/api.h"

/// Members of a coalition as one of its brands sees them. Source: domain.md 9.1.
namespace vuelve::http {

Result<Response> list_brand_members(Api& api, const Request& request);
Result<Response> show_brand_member(Api& api, const Request& request);

}  // namespace vuelve::http
