#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "http/response.h"
#include "http/router.h"

/// Web pages of other origins: only with a publishable key that lists them (security.md 4, "no CORS
/// unless an origin is listed").
namespace vuelve::http {

/// Whether some live key lists this origin. Must not block for long.
using KnowsOrigin = std::function<bool(std::string_view origin)>;

/// A browser's question whether a page may ask `target`, answered; nothing when it is none, when no
/// key lists the page, or when the route is not for pages.
std::optional<Response> answer_preflight(const Request& head,
                                         const Router& router,
                                         const Target& target,
                                         const KnowsOrigin& knows);

/// The origin that may read the answer, "" = none. Errors: Forbidden for a key of pages on another
/// one.
Result<std::string> readable_by(const Request& head);
void allow_origin(Response& response, std::string_view origin);

}  // namespace vuelve::http
