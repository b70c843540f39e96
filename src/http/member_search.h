#pragma once

#include "http/api.h"

/// Members by name. Source: ux/README.md 9, docs/adr/0061.
namespace vuelve::http {

/// `{"name": "Ana Torres"}`: at most five, masked. Errors: RateLimited for whoever asks too often.
Result<Response> search_members(Api& api, const Request& request);

}  // namespace vuelve::http
