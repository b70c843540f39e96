#include "http/etag.h"

#include <fmt/format.h>

#include <cstdint>

namespace vuelve::http {
namespace {

/// FNV-1a: it tells two states of one page apart for the browser that was shown both.
std::string body_tag(std::string_view body) {
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const char c : body) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001B3ULL;
    return fmt::format("\"{:016x}\"", hash);
}

}  // namespace

Response tagged(const Request& request, Response response) {
    const std::string tag = body_tag(response.body);
    const bool is_known = request.headers.find("If-None-Match").value_or("").contains(tag);
    if (is_known) response = Response{.status = 304, .headers = {}, .body = {}};
    response.headers.set("ETag", tag);
    response.headers.set("Cache-Control", "private, no-cache");
    response.headers.set("Vary", "Authorization, Cookie, Accept-Language");
    return response;
}

Response tagged_response(const Request& request, std::string json) {
    return tagged(request, json_response(200, std::move(json)));
}

}  // namespace vuelve::http
