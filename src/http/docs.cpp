#include "http/docs.h"

#include <memory>

#include "http/problem.h"

namespace vuelve::http {
namespace {

constexpr std::string_view page = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Vuelve API</title>
</head>
<body>
<div id="reference"><p><a href="/openapi.json">openapi.json</a></p></div>
<script src="/docs/scalar.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
)";

constexpr std::string_view start_script = R"(if (window.Scalar) {
  document.getElementById('reference').textContent = '';
  Scalar.createApiReference('#reference', {
    url: '/openapi.json',
    telemetry: false,
    withDefaultFonts: false,
    hideClientButton: true,
    showDeveloperTools: 'never',
    mcp: { disabled: true },
    agent: { disabled: true },
  });
}
)";

// The viewer writes its styles into the page as it starts; scripts stay ours alone.
constexpr std::string_view docs_policy =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' "
    "data:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

}  // namespace

std::vector<Route> docs_routes(std::string_view openapi_json, Assets viewer) {
    viewer.insert_or_assign("start.js", make_asset("start.js", std::string(start_script)));
    viewer.insert_or_assign("index.html", make_asset("index.html", std::string(page)));
    std::vector<Route> routes = app_routes("/docs", "getDocs", std::move(viewer));
    for (Route& route : routes) {
        LaterHandler plain = std::get<LaterHandler>(route.handler);
        route.handler = LaterHandler([plain](Request request, Reply reply) {
            plain(std::move(request), [reply](Response response) {
                if (response.headers.find("Content-Security-Policy"))
                    response.headers.set("Content-Security-Policy", std::string(docs_policy));
                reply(std::move(response));
            });
        });
    }
    // Shared with the route that serves it: as long as the table.
    const auto document =
        std::make_shared<const Asset>(make_asset("openapi.json", std::string(openapi_json)));
    routes.push_back({.method = Method::Get,
                      .pattern = "/openapi.json",
                      .scope = std::string(open_scope),
                      .operation = "getOpenapi",
                      .handler = LaterHandler([document](Request request, Reply reply) {
                          reply(asset_response(*document, request));
                      })});
    return routes;
}

}  // namespace vuelve::http
