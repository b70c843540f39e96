#include "notify/target_url.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>

namespace vuelve::notify {
namespace {

struct UrlGone {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, UrlGone>;

/// A part of the URL; nothing when it has none.
std::optional<std::string> part_of(const Url& url, CURLUPart part, unsigned flags = 0) {
    char* text = nullptr;
    if (curl_url_get(url.get(), part, &text, flags) != CURLUE_OK) return std::nullopt;
    std::string copy(text);
    curl_free(text);
    return copy;
}

bool is_printable(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; });
}

bool ends_in_number(std::string_view name) {
    const std::string_view last = name.substr(name.rfind('.') + 1);
    const bool is_decimal = std::ranges::all_of(last, [](char c) { return c >= '0' && c <= '9'; });
    return is_decimal || last.starts_with("0x");
}

/// Letters, digits and hyphens between dots, at least two labels, of no zone that is private by
/// definition.
bool is_public_name(std::string_view name) {
    const bool is_plain = std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
    if (!is_plain || name.size() > 253 || name.starts_with('.') || name.ends_with('.') ||
        name.contains("..") || !name.contains('.') || ends_in_number(name))
        return false;
    constexpr std::string_view private_zones[] = {".localhost", ".local",      ".internal", ".lan",
                                                  ".home.arpa", ".intranet",   ".onion",    ".test",
                                                  ".invalid",   ".localdomain"};
    return std::ranges::none_of(private_zones,
                                [&](std::string_view zone) { return name.ends_with(zone); });
}

std::string lower(std::string_view text) {
    std::string copy(text);
    std::ranges::transform(copy, copy.begin(), [](char c) {
        return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    });
    return copy;
}

/// What stands between "https://" or "http://" and the path. Nothing without one of these two: the
/// parser would forgive one slash or three.
std::optional<std::string_view> authority_of(std::string_view text) {
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (lower(text.substr(0, scheme.size())) != scheme) continue;
        const std::string_view rest = text.substr(scheme.size());
        const auto authority = rest.substr(0, rest.find_first_of("/?#"));
        return authority.empty() ? std::nullopt : std::optional(authority);
    }
    return std::nullopt;
}

std::unexpected<Error> unsafe(const char* why) { return refuse(ErrorCode::UnsafeUrl, why); }

Result<void> check_host(const std::string& host,
                        std::uint16_t port,
                        bool is_https,
                        const PrivateTargets& listed) {
    const bool is_bracketed = host.starts_with('[') && host.ends_with(']');
    const auto address = parse_address(is_bracketed ? host.substr(1, host.size() - 2) : host, port);
    if (address && std::ranges::find(listed, *address) != listed.end()) return {};
    if (!is_https) return unsafe("the URL begins with https://");
    if (!is_webhook_port(port)) return unsafe("the port is 443 or 8443");
    if (address ? !is_public(*address) : !is_public_name(host))
        return unsafe("the host is a public name or address");
    return {};
}

}  // namespace

Result<std::string> read_target_url(std::string_view text, const PrivateTargets& listed) {
    if (text.empty() || text.size() > target_url_max || !is_printable(text))
        return unsafe("a URL has 1 to 2048 visible ASCII characters");
    if (text.contains('\\')) return unsafe("a URL has no backslash");
    const auto after_scheme = authority_of(text);
    if (!after_scheme) return unsafe("the URL begins with https://");
    const Url url(curl_url());
    if (curl_url_set(url.get(), CURLUPART_URL, std::string(text).c_str(), CURLU_DISALLOW_USER) !=
        CURLUE_OK)
        return unsafe("this is no URL without user and password");
    // An "@" that is no user to this parser may be one to another.
    if (after_scheme->contains('@')) return unsafe("a URL has no user and no password");
    if (text.contains('#')) return unsafe("a URL has no fragment");
    if (part_of(url, CURLUPART_ZONEID)) return unsafe("an address has no zone");
    const std::string host = lower(part_of(url, CURLUPART_HOST).value_or(""));
    // Another spelling (0x7f.1, 2130706433, %31) means one thing here and another elsewhere.
    const std::string written = lower(*after_scheme);
    if (written != host && !written.starts_with(host + ":"))
        return unsafe("the host is written in its usual form");
    std::uint16_t port = 0;
    const std::string digits = part_of(url, CURLUPART_PORT, CURLU_DEFAULT_PORT).value_or("");
    std::from_chars(digits.data(), digits.data() + digits.size(), port);
    const bool is_https = part_of(url, CURLUPART_SCHEME) == "https";
    TRY(check_host(host, port, is_https, listed));
    curl_url_set(url.get(), CURLUPART_HOST, host.c_str(), 0);
    return part_of(url, CURLUPART_URL).value_or("");
}

}  // namespace vuelve::notify
