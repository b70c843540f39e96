#pragma once

#include "http/assets.h"

/// The apps that lie beside the program: card, till, console. Each is a folder of files that a
/// browser keeps and starts without a line.
namespace vuelve::http {

/// Does the app read pictures of the camera? Its decoder is WebAssembly.
enum class Decodes : std::uint8_t { Nothing, Barcodes };

/// Routes of an app at `prefix` ("/card") and below: a printed link opens it without a second
/// round trip, and its service worker reaches both. Its policy lets it load from here alone, and
/// run of what is written in a page only what was there when it was loaded. Without files: pages
/// that say that the app is not here.
std::vector<Route> installed_app_routes(std::string prefix,
                                        std::string operation,
                                        Assets files,
                                        Decodes decodes);

}  // namespace vuelve::http
