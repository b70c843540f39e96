#pragma once

#include "http/api.h"

/// Leaderboards. Source: domain.md 8.3.
namespace vuelve::http {

/// What can be compared, as the programme says.
Result<Response> list_leaderboards(Api& api, const Request& request);
/// `?member=mbr_...` who asks, `&at=` an instant of the period, `&limit=`.
Result<Response> show_leaderboard(Api& api, const Request& request);
/// Each with the place of who has signed in.
Result<Response> list_own_leaderboards(Api& api, const Request& request);
/// The same as `show_leaderboard`, whoever `?member=` would say.
Result<Response> show_own_leaderboard(Api& api, const Request& request);

}  // namespace vuelve::http
