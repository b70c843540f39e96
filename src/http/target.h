#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/request.h"

namespace vuelve::http {

/// A request target taken apart.
struct Target {
    std::string path;                   // as sent
    std::vector<std::string> segments;  // decoded one by one, so that %2F stays inside its segment
    Parameters query;
};

/// Splits and decodes "/v1/members/mbr_1?limit=5"; an absolute "http://host/..." loses its
/// authority (RFC 9112 3.2.2).
///
/// Errors: MalformedRequest for anything but a path, a broken %-escape, a control character, bad
/// UTF-8, or a query name sent twice (which of two values counts is what smugglers play with).
Result<Target> parse_target(std::string_view target);

/// Value of %-escapes; nullopt when one is broken, or the result has control characters or bad
/// UTF-8.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);

/// A text as it may stand in a query, also of a header: all but letters, digits and "-._~:"
/// escaped.
std::string percent_encode(std::string_view text);

}  // namespace vuelve::http
