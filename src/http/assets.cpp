#include "http/assets.h"

#include <array>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <memory>
#include <utility>

#include "http/problem.h"
#include "http/security_headers.h"

namespace vuelve::http {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> types{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".wasm", "application/wasm"},
    {".txt", "text/plain; charset=utf-8"},
}};

std::string_view type_of(std::string_view path) {
    for (const auto& [ending, type] : types)
        if (path.ends_with(ending)) return type;
    return "application/octet-stream";
}

/// FNV-1a: an ETag tells versions of our own files apart, nobody attacks it.
std::string fingerprint(std::string_view body) {
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const char c : body) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001B3ULL;
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (int shift = 60; shift >= 0; shift -= 4) text += digits[(hash >> shift) & 15U];
    return text;
}

Result<std::string> read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string body{std::istreambuf_iterator<char>(file), {}};
    if (!file) return refuse(ErrorCode::InternalError, "cannot read " + path.string());
    return body;
}

/// Whether Accept-Encoding names the coding without "q=0".
bool accepts(std::string_view accepted, std::string_view coding) {
    while (!accepted.empty()) {
        const std::size_t comma = accepted.find(',');
        std::string_view item = accepted.substr(0, comma);
        accepted = comma == std::string_view::npos ? "" : accepted.substr(comma + 1);
        item.remove_prefix(std::min(item.find_first_not_of(" \t"), item.size()));
        const std::string_view word = item.substr(0, item.find_first_of("; \t"));
        const std::size_t weight = item.find("q=0");
        const bool refused = weight != std::string_view::npos &&
                             item.find_first_of("123456789", weight + 3) == std::string_view::npos;
        if (word == coding) return !refused;
    }
    return false;
}

bool names(std::string_view if_none_match, std::string_view etag) {
    return if_none_match == "*" || if_none_match.contains(etag);
}

}  // namespace

Asset make_asset(std::string_view path, std::string body) {
    Asset asset;
    asset.type = type_of(path);
    asset.etag = fingerprint(body);
    asset.body = std::move(body);
    asset.immutable = path.contains("immutable/");
    return asset;
}

Result<Assets> load_assets(const fs::path& folder) {
    Assets assets;
    std::error_code error;
    std::map<std::string, std::string> variants;
    for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end;
         it.increment(error)) {
        if (!it->is_regular_file(error)) continue;
        const std::string path = it->path().lexically_relative(folder).generic_string();
        std::string body = TRY(read_file(it->path()));
        if (path.ends_with(".br") || path.ends_with(".gz"))
            variants.emplace(path, std::move(body));
        else
            assets.emplace(path, make_asset(path, std::move(body)));
    }
    if (error)
        return refuse(ErrorCode::InternalError,
                      "cannot read " + folder.string() + ": " + error.message());
    for (auto& [path, body] : variants) {
        const auto plain = assets.find(path.substr(0, path.size() - 3));
        if (plain == assets.end()) continue;
        (path.ends_with(".br") ? plain->second.brotli : plain->second.gzip) = std::move(body);
    }
    return assets;
}

Response asset_response(const Asset& asset, const Request& request) {
    const std::string_view accepted = request.headers.find("Accept-Encoding").value_or("");
    const bool brotli = !asset.brotli.empty() && accepts(accepted, "br");
    const bool gzip = !brotli && !asset.gzip.empty() && accepts(accepted, "gzip");
    // Each variant is a thing of its own to a cache.
    const std::string etag = '"' + asset.etag + (brotli ? "-br\"" : gzip ? "-gz\"" : "\"");

    Response response;
    response.headers.add("ETag", etag);
    response.headers.add("Vary", "Accept-Encoding");
    response.headers.add("Cache-Control",
                         asset.immutable ? "public, max-age=31536000, immutable" : "no-cache");
    // Also of a 304: a browser writes its headers over those of the page it keeps.
    if (!asset.policy.empty())
        response.headers.add("Content-Security-Policy", asset.policy);
    else if (asset.type.starts_with("text/html"))
        response.headers.add("Content-Security-Policy", std::string(page_policy));
    if (!asset.worker_scope.empty())
        response.headers.add("Service-Worker-Allowed", asset.worker_scope);
    if (names(request.headers.find("If-None-Match").value_or(""), etag)) {
        response.status = 304;
        return response;
    }
    response.headers.add("Content-Type", asset.type);
    if (brotli || gzip) response.headers.add("Content-Encoding", brotli ? "br" : "gzip");
    response.body = brotli ? asset.brotli : gzip ? asset.gzip : asset.body;
    return response;
}

std::vector<Route> app_routes(std::string prefix, std::string operation, Assets assets) {
    // Shared by two routes of the same table, neither of which outlives the other.
    const auto files = std::make_shared<const Assets>(std::move(assets));
    LaterHandler serve = [files](Request request, Reply reply) {
        const auto path = request.parameters.find("file");
        auto file = files->find(path == request.parameters.end() ? "index.html" : path->second);
        const bool is_page = file == files->end() && !path->second.contains('.');
        if (is_page) file = files->find("index.html");
        reply(file == files->end() ? problem_response(Error{ErrorCode::NotFound, {}}, request)
                                   : asset_response(file->second, request));
    };
    std::vector<Route> routes;
    for (const std::string_view tail : {"", "/{file...}"})
        routes.push_back({.method = Method::Get,
                          .pattern = prefix + std::string(tail),
                          .scope = std::string(open_scope),
                          .operation = operation + (tail.empty() ? "" : "File"),
                          .handler = serve});
    return routes;
}

}  // namespace vuelve::http
