#include "http/cross_origin.h"

#include <algorithm>
#include <array>

namespace vuelve::http {
namespace {

constexpr std::array<std::string_view, 2> scopes_for_pages{"catalog.read", "coupons.validate"};

}  // namespace

void allow_origin(Response& response, std::string_view origin) {
    if (origin.empty()) return;
    response.headers.set("Access-Control-Allow-Origin", std::string(origin));
    response.headers.set("Access-Control-Expose-Headers",
                         "Link, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id");
    response.headers.set("Cross-Origin-Resource-Policy", "cross-origin");
    response.headers.add("Vary", "Origin");
}

std::optional<Response> answer_preflight(const Request& head,
                                         const Router& router,
                                         const Target& target,
                                         const KnowsOrigin& knows) {
    const auto origin = head.headers.find("Origin");
    const auto asked = head.headers.find("Access-Control-Request-Method");
    if (head.method != Method::Options || !origin || !asked || !knows) return std::nullopt;
    const auto found = router.find(parse_method(*asked), target);
    if (!found.route ||
        std::ranges::find(scopes_for_pages, found.route->scope) == scopes_for_pages.end())
        return std::nullopt;
    if (!knows(*origin)) return std::nullopt;
    Response response{.status = 204};
    allow_origin(response, *origin);
    response.headers.add("Access-Control-Allow-Methods", std::string(*asked));
    response.headers.add("Access-Control-Allow-Headers",
                         "Authorization, Content-Type, Accept-Language, Idempotency-Key");
    response.headers.add("Access-Control-Max-Age", "600");
    return response;
}

Result<std::string> readable_by(const Request& head) {
    const auto origin = head.headers.find("Origin");
    if (!origin || head.caller.origins.empty()) return std::string();
    if (std::ranges::find(head.caller.origins, *origin) == head.caller.origins.end())
        return refuse(ErrorCode::Forbidden);
    return std::string(*origin);
}

}  // namespace vuelve::http
