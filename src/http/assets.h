#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/router.h"

/// Files for browsers: read once at start, served from memory, compressed beforehand. What is not
/// in the table does not exist, so no path leads out of the folder.
namespace vuelve::http {

struct Asset {
    std::string type;  // Content-Type
    std::string body;
    std::string brotli;  // "" = there is none
    std::string gzip;
    std::string etag;        // without quotes and suffix
    bool immutable = false;  // the name carries a hash: may be kept for ever
    std::string policy{};  // Content-Security-Policy; "" = page_policy for pages, else the default
    std::string worker_scope{};  // paths that it may serve as a service worker; "" = it is none
};

using Assets =
    std::map<std::string, Asset, std::less<>>;  // by path below the folder, "app/main.js"

/// An asset made of a text of ours.
Asset make_asset(std::string_view path, std::string body);

/// All files below `folder`; X.br and X.gz become variants of X. A name below "immutable/" is one
/// that carries a hash.
///
/// Errors (InternalError): no such folder, a file that cannot be read.
Result<Assets> load_assets(const std::filesystem::path& folder);

/// 200 with the best variant that Accept-Encoding takes (br, gzip, plain), or 304 when
/// If-None-Match names it.
Response asset_response(const Asset& asset, const Request& request);

/// Routes of a folder below `prefix` ("/till"): the files, index.html at the prefix itself, and
/// index.html for any path without a file ending, because the app routes by itself. `operation`
/// names them in metrics.
std::vector<Route> app_routes(std::string prefix, std::string operation, Assets assets);

}  // namespace vuelve::http
