#pragma once

#include <cstdint>
#include <string_view>

#include "http/response.h"

namespace vuelve::http {

/// How browsers reach us; Strict-Transport-Security is promised only over TLS.
enum class Transport : std::uint8_t { Plain, Tls };

/// Policy of pages that load scripts, styles, images and fonts from here and nothing from
/// elsewhere.
inline constexpr std::string_view page_policy =
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action "
    "'self'; "
    "frame-ancestors 'none'";

/// Adds what every answer carries: nosniff, no-referrer, a content policy that allows nothing
/// (pages set their own), same-origin resource policy, the request id, and no-store on the API.
/// Fields already there stay. Source: security.md 4, last lines.
void add_security_headers(Response& response, const Request& request, Transport transport);

}  // namespace vuelve::http
