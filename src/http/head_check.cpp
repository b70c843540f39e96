#include "http/head_check.h"

#include <algorithm>

#include "http/request.h"

namespace vuelve::http {
namespace {

using enum ErrorCode;

struct Counts {
    int host = 0;
    int content_length = 0;
    int transfer_encoding = 0;
    bool chunked = false;
    bool encoded = false;
};

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_token(std::string_view text) {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::ranges::all_of(text, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               marks.contains(c);
    });
}

bool is_digits(std::string_view text) {
    return !text.empty() && text.size() <= 18 &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// False when the line is no plain "name: value".
bool count_field(std::string_view line, Counts& counts) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return false;
    const std::string_view name = line.substr(0, colon);
    // A folded line begins with a space, and "Content-Length : 5" hides from lenient readers:
    // neither is a token.
    if (!is_token(name)) return false;
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (equals_ignoring_case(name, "host")) {
        ++counts.host;
    } else if (equals_ignoring_case(name, "content-length")) {
        ++counts.content_length;
        return is_digits(value);
    } else if (equals_ignoring_case(name, "transfer-encoding")) {
        ++counts.transfer_encoding;
        counts.chunked = equals_ignoring_case(value, "chunked");
    } else if (equals_ignoring_case(name, "content-encoding")) {
        counts.encoded = counts.encoded || !equals_ignoring_case(value, "identity");
    }
    return true;
}

std::optional<ErrorCode> judge_counts(const Counts& counts, bool http_1_0) {
    if (counts.content_length > 1 || counts.transfer_encoding > 1) return MalformedRequest;
    if (counts.content_length == 1 && counts.transfer_encoding == 1) return MalformedRequest;
    // HTTP/1.0 knows no chunks; what a chain of proxies makes of one is anybody's guess.
    if (counts.transfer_encoding == 1 && (!counts.chunked || http_1_0)) return MalformedRequest;
    if (counts.host > 1 || (counts.host == 0 && !http_1_0)) return MalformedRequest;
    if (counts.encoded) return UnsupportedMediaType;
    return std::nullopt;
}

}  // namespace

HeadState scan_head(std::string_view bytes, std::size_t& scanned, const HeadLimits& limits) {
    if (bytes.starts_with('\r') || bytes.starts_with('\n')) return {.refused = MalformedRequest};
    for (; scanned < bytes.size(); ++scanned) {
        const char c = bytes[scanned];
        const bool after_return = scanned > 0 && bytes[scanned - 1] == '\r';
        if ((c == '\n') != after_return || c == '\0') return {.refused = MalformedRequest};
        if (c == '\n' && bytes.substr(0, scanned + 1).ends_with("\r\n\r\n")) {
            if (scanned + 1 > limits.head_bytes_max) break;
            return {.complete = true, .size = scanned + 1};
        }
        if (scanned >= limits.head_bytes_max) break;
    }
    if (scanned < bytes.size() || bytes.size() > limits.head_bytes_max) {
        const bool in_first_line = !bytes.substr(0, limits.head_bytes_max).contains('\n');
        return {.refused = in_first_line ? UriTooLong : HeadersTooLarge};
    }
    return {};
}

std::optional<ErrorCode> judge_head(std::string_view head, const HeadLimits& limits) {
    const std::size_t first_end = head.find("\r\n");
    const std::string_view first = head.substr(0, first_end);
    const std::size_t space = first.find(' ');
    const std::size_t last_space = first.rfind(' ');
    if (space == std::string_view::npos || space == last_space) return MalformedRequest;
    if (!is_token(first.substr(0, space))) return MalformedRequest;
    if (last_space - space - 1 > limits.target_bytes_max) return UriTooLong;
    const std::string_view version = first.substr(last_space + 1);
    if (version != "HTTP/1.1" && version != "HTTP/1.0") return MalformedRequest;

    Counts counts;
    for (std::size_t at = first_end + 2; at + 2 < head.size();) {
        const std::size_t end = head.find("\r\n", at);
        if (!count_field(head.substr(at, end - at), counts)) return MalformedRequest;
        at = end + 2;
    }
    return judge_counts(counts, version == "HTTP/1.0");
}

}  // namespace vuelve::http
