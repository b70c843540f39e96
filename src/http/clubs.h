#pragma once

#include "http/api.h"

/// Clubs: how far their members have come together, for everybody to see, and joining one.
namespace vuelve::http {

/// In the order of the programme. Nobody is named.
Result<Response> list_clubs(Api& api, const Request& request);
/// Errors: NotFound.
Result<Response> show_club(Api& api, const Request& request);

/// Told by tell_done.
Result<app::Ask> ask_join_club(Api& api, const Request& request);

}  // namespace vuelve::http
