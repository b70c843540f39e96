#include "http/health.h"

#include "http/problem.h"

namespace vuelve::http {

std::vector<Route> health_routes(ReadyCheck ready,
                                 std::function<std::shared_ptr<const Metrics>()> metrics) {
    const auto uncached = [](Response response) {
        response.headers.add("Cache-Control", "no-store");
        return response;
    };
    // Probes are answered on the I/O thread: a busy pool must not look like a dead process.
    const auto at_once = [](std::string pattern, std::string operation, Handler answer) {
        LaterHandler handler = [answer = std::move(answer)](Request request, Reply reply) {
            reply(answer(request));
        };
        return Route{.method = Method::Get,
                     .pattern = std::move(pattern),
                     .scope = std::string(open_scope),
                     .operation = std::move(operation),
                     .handler = std::move(handler)};
    };
    std::vector<Route> routes;
    routes.push_back(at_once("/healthz", "getHealth", [uncached](const Request&) {
        return uncached(json_response(200, R"({"status":"ok"})"));
    }));
    routes.push_back(at_once("/readyz", "getReadiness",
                             [uncached, ready = std::move(ready)](const Request& request) {
                                 const auto state = ready();
                                 if (!state) return problem_response(state.error(), request);
                                 return uncached(json_response(200, R"({"status":"ready"})"));
                             }));
    routes.push_back(
        at_once("/metrics", "getMetrics", [uncached, metrics = std::move(metrics)](const Request&) {
            return uncached(
                text_response(200, metrics()->text(), "text/plain; version=0.0.4; charset=utf-8"));
        }));
    return routes;
}

}  // namespace vuelve::http
