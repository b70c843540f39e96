#pragma once

#include <string_view>
#include <vector>

#include "http/assets.h"

namespace vuelve::http {

/// GET /openapi.json, and GET /docs: the reference page over it, drawn by the viewer `scalar.js` in
/// `viewer` (folder laid out by tools/docs_assets.sh). The page asks no other host. Without the
/// viewer the page links to the document.
std::vector<Route> docs_routes(std::string_view openapi_json, Assets viewer);

}  // namespace vuelve::http
