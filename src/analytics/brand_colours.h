#pragma once

#include <cstdint>
#include <string>

#include "domain/colour.h"

/// One colour of a shop, and the palette that is read on it: text, planes and shapes far enough
/// from each other for everybody (WCAG 2.2 AA). Source: ux/README.md 3; mock/brand.js, to the
/// letter; docs/adr/0048.
namespace vuelve::analytics {

enum class Theme : std::uint8_t { Light, Dark };

/// Names as in the tokens of the apps (ux/README.md 2).
struct Palette {
    Colour wall, wall_light;  // the two planes of a wall
    Colour on, quiet;         // text on them, and second text
    Colour text, shape;       // the brand as words and as bars or stamps, on the page
    Colour soft, text_on_soft;
    Colour edge;  // of a filled button on the page
    friend bool operator==(const Palette&, const Palette&) = default;
};
Palette derive_palette(Colour brand, Theme theme);

/// How far two colours are from each other: 1 to 21, as WCAG counts it.
double contrast(Colour a, Colour b);
/// The same for people: "5.23", rounded down, so that no figure promises too much.
std::string contrast_text(Colour a, Colour b);

/// What had to become of the colour so that text can be read on it.
enum class Shift : std::uint8_t { None, Darker, Lighter };
Shift shift_of(Colour brand, const Palette& palette);

/// The smallest margin over what is required of any pair; 1 or more: AA holds.
double worst_margin(const Palette& palette, Theme theme);

/// The page on which `text`, `shape` and `edge` are seen.
Colour paper_of(Theme theme);

}  // namespace vuelve::analytics
