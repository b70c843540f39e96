#pragma once

#include "http/api.h"

namespace vuelve::http {

/// What a campaign brought against its control group; `?from=` and `?to=` where its rules do not
/// say.   Source: domain.md 11, docs/adr/0023.
Result<Response> show_campaign(Api& api, const Request& request);

}  // namespace vuelve::http
