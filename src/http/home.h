#pragma once

#include "http/api.h"

/// The first page of the card, and what is asked and told there. Source: ux/README.md 8.
namespace vuelve::http {

/// Everything in one answer, with an ETag.
Result<Response> show_home(Api& api, const Request& request);

/// Visits that can be rated, and whether it is time to ask for a recommendation.
Result<Response> list_own_surveys(Api& api, const Request& request);

/// What was written to the member, with its sentence, newest first.
Result<Response> list_inbox(Api& api, const Request& request);
/// `{"until": "2026-03-10T23:00:00Z"}`: read up to there.
Result<Response> read_own_inbox(Api& api, const Request& request);

}  // namespace vuelve::http
