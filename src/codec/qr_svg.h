#pragma once

#include <string>
#include <string_view>

namespace vuelve {

/// A QR code as the path data of an SVG whose unit is one module, with the four empty modules
/// around it that scanners want. Black on white or nothing else: cameras of cheap phones read no
/// colours.
struct QrPath {
    int modules = 0;  // of a side, with the empty ones
    std::string path;
};
/// Error correction M: a printed one may lose 15 % of itself. `text` is at most 1,000 bytes.
QrPath qr_path(std::string_view text);
/// The whole picture, for pages that carry it inline.
std::string qr_svg(std::string_view text, std::string_view title);

}  // namespace vuelve
