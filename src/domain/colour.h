#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vuelve {

/// Of sRGB, 0 to 255.
struct Colour {
    std::uint8_t red = 0, green = 0, blue = 0;
    friend bool operator==(const Colour&, const Colour&) = default;
};

/// "#1b6e46", in either case; nothing for anything else.
std::optional<Colour> parse_colour(std::string_view text);
/// "#1b6e46"
std::string format_colour(Colour colour);

}  // namespace vuelve
