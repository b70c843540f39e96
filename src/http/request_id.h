#pragma once

#include <string>
#include <string_view>

namespace vuelve::http {

/// "req_" and 13 symbols of Crockford base32: 64 random bits. Tells one request from another in
/// answers and log; it is no secret and guards nothing.
std::string fresh_request_id();

/// Present time as an HTTP date, "Tue, 10 Mar 2026 23:05:00 GMT".
std::string_view http_date();

}  // namespace vuelve::http
