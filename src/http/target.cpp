#include "http/target.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace vuelve::http {
namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// Length of the well-formed UTF-8 sequence at `at` (Unicode table 3-7), 0 when there is none.
std::size_t sequence_length(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) -> unsigned {
        return at + i < text.size() ? static_cast<std::uint8_t>(text[at + i]) : 0U;
    };
    const unsigned first = byte(0);
    const auto tail = [&](std::size_t i) { return byte(i) >= 0x80 && byte(i) <= 0xBF; };
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return tail(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const unsigned low = first == 0xE0 ? 0xA0 : 0x80;
        const unsigned high = first == 0xED ? 0x9F : 0xBF;  // no surrogates
        return byte(1) >= low && byte(1) <= high && tail(2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const unsigned low = first == 0xF0 ? 0x90 : 0x80;
        const unsigned high = first == 0xF4 ? 0x8F : 0xBF;
        return byte(1) >= low && byte(1) <= high && tail(2) && tail(3) ? 4 : 0;
    }
    return 0;
}

bool is_clean_text(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<std::uint8_t>(text[at]);
        const std::size_t length = sequence_length(text, at);
        if (length == 0 || byte < 0x20 || byte == 0x7F) return false;
        at += length;
    }
    return true;
}

std::string_view without_authority(std::string_view target) {
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!equals_ignoring_case(target.substr(0, scheme.size()), scheme)) continue;
        const std::size_t slash = target.find_first_of("/?", scheme.size());
        return slash == std::string_view::npos || target[slash] == '?' ? "/" : target.substr(slash);
    }
    return target;
}

bool parse_query(std::string_view text, Parameters& into) {
    while (!text.empty()) {
        const std::size_t end = text.find('&');
        const std::string_view pair = text.substr(0, end);
        text = end == std::string_view::npos ? "" : text.substr(end + 1);
        if (pair.empty()) continue;
        const std::size_t equals = pair.find('=');
        const auto name = percent_decode(pair.substr(0, equals), true);
        const auto value =
            percent_decode(equals == std::string_view::npos ? "" : pair.substr(equals + 1), true);
        if (!name || !value || !into.emplace(*name, *value).second) return false;
    }
    return true;
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus_is_space) {
            out += ' ';
        } else if (text[i] != '%') {
            out += text[i];
        } else {
            if (i + 2 >= text.size()) return std::nullopt;
            const int high = hex_digit(text[i + 1]);
            const int low = hex_digit(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            out += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    if (!is_clean_text(out)) return std::nullopt;
    return out;
}

std::string percent_encode(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF", kept = "-._~:";
    std::string out;
    for (const char c : text) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') || kept.contains(c);
        if (is_plain) {
            out += c;
            continue;
        }
        const auto byte = static_cast<std::uint8_t>(c);
        out += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return out;
}

Result<Target> parse_target(std::string_view sent) {
    const std::string_view target = without_authority(sent);
    if (target.empty() || target.front() != '/' || target.contains('#'))
        return refuse(ErrorCode::MalformedRequest, "the target is not a path");

    Target parsed;
    const std::size_t question = target.find('?');
    const std::string_view path = target.substr(0, question);
    parsed.path = path;
    for (std::size_t at = 1; at <= path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        auto segment = percent_decode(path.substr(at, end - at), false);
        if (!segment) return refuse(ErrorCode::MalformedRequest, "the path is wrongly escaped");
        parsed.segments.push_back(std::move(*segment));
        at = end + 1;
    }
    if (question != std::string_view::npos &&
        !parse_query(target.substr(question + 1), parsed.query))
        return refuse(ErrorCode::MalformedRequest,
                      "the query is wrongly escaped or repeats a name");
    return parsed;
}

}  // namespace vuelve::http
