#include "http/security_headers.h"

namespace vuelve::http {
namespace {

void add_unless_there(Response& response, std::string_view name, std::string_view value) {
    if (!response.headers.find(name)) response.headers.add(std::string(name), std::string(value));
}

}  // namespace

void add_security_headers(Response& response, const Request& request, Transport transport) {
    add_unless_there(response, "X-Request-Id", request.id);
    add_unless_there(response, "X-Content-Type-Options", "nosniff");
    add_unless_there(response, "Referrer-Policy", "no-referrer");
    add_unless_there(response, "Content-Security-Policy",
                     "default-src 'none'; frame-ancestors 'none'");
    add_unless_there(response, "Cross-Origin-Resource-Policy", "same-origin");
    if (transport == Transport::Tls)
        add_unless_there(response, "Strict-Transport-Security",
                         "max-age=31536000; includeSubDomains");
    // Refusals are about one moment and one caller wherever they come from.
    if (request.path.starts_with("/v1") || response.status >= 400)
        add_unless_there(response, "Cache-Control", "no-store");
}

}  // namespace vuelve::http
