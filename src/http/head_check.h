#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/error.h"

/// Refusals by the raw bytes of a request's head, before any parser is kind to them. Two programs
/// that read the same bytes differently (a proxy and we) is how requests are smuggled, so whatever
/// could be read in two ways is refused. Source: security.md 7 and case 37, RFC 9112 section 11.2.
namespace vuelve::http {

struct HeadLimits {
    std::size_t head_bytes_max = 16 * 1024;
    std::size_t target_bytes_max = 8 * 1024;
};

struct HeadState {
    bool complete = false;
    std::size_t size = 0;  // with the empty line, when complete
    std::optional<ErrorCode> refused{};
};

/// Looks at what has arrived so far, from the first byte of the request. `scanned` is where the
/// last look ended (0 at first) and is moved on, so that a head in a thousand pieces is still read
/// once.
///
/// Errors: MalformedRequest, HeadersTooLarge, UriTooLong.
HeadState scan_head(std::string_view bytes, std::size_t& scanned, const HeadLimits& limits);

/// Judges a complete head (as scan_head measured it).
///
/// Errors: MalformedRequest for both Content-Length and Transfer-Encoding, either repeated, a
/// transfer coding other than "chunked", a folded line, a space before the colon, no or two Host
/// fields; UriTooLong; UnsupportedMediaType for a Content-Encoding: request bodies are never
/// unpacked.
std::optional<ErrorCode> judge_head(std::string_view head, const HeadLimits& limits);

}  // namespace vuelve::http
