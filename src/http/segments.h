#pragma once

#include "http/api.h"

/// Segments: who is in which, who came and went, and what one would hold that is not published.
namespace vuelve::http {

Result<Response> list_segments(Api& api, const Request& request);
Result<Response> list_segment_paths(Api& api, const Request& request);
Result<Response> list_segment_members(Api& api, const Request& request);
Result<Response> list_segment_moves(Api& api, const Request& request);
Result<Response> draft_segment(Api& api, const Request& request);

}  // namespace vuelve::http
