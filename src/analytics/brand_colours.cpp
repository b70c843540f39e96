#include "analytics/brand_colours.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <span>

namespace vuelve::analytics {
namespace {

using Channels = std::array<double, 3>;

struct Oklch {
    double lightness = 0, chroma = 0, hue = 0;
};

struct Ground {
    Colour paper, surface, ink;
};
constexpr Ground light_ground{{0xF5, 0xF1, 0xEA}, {0xFF, 0xFD, 0xFA}, {0x19, 0x1D, 0x2B}};
constexpr Ground dark_ground{{0x12, 0x14, 0x1C}, {0x1C, 0x1F, 0x2A}, {0xF3, 0xEF, 0xE7}};
constexpr Colour wall_ink{0x14, 0x16, 0x1F}, white{0xFF, 0xFF, 0xFF}, black{0, 0, 0};

constexpr double text_ratio = 4.5, shape_ratio = 3, wall_ratio = 5.2;
constexpr double lightness_step = 0.005, chroma_step = 0.004, wall_chroma_max = 0.24;

const Ground& ground_of(Theme theme) { return theme == Theme::Light ? light_ground : dark_ground; }

double linear(std::uint8_t channel) {
    const double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

/// JavaScript's rounding, halves upwards: the reference is brand.js.
std::uint8_t rounded(double value) { return static_cast<std::uint8_t>(std::floor(value + 0.5)); }

std::uint8_t gamma(double c) {
    const double shown = c <= 0.0031308 ? 12.92 * c : 1.055 * std::pow(c, 1 / 2.4) - 0.055;
    return rounded(255 * std::clamp(shown, 0.0, 1.0));
}

Channels linear(Colour c) { return {linear(c.red), linear(c.green), linear(c.blue)}; }

double luminance(Colour colour) {
    const auto [r, g, b] = linear(colour);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

Oklch to_oklch(Colour colour) {
    const auto [r, g, b] = linear(colour);
    const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    const double a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
    const double d = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
    return {0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, std::hypot(a, d),
            std::atan2(d, a)};
}

double cubed(double value) { return value * value * value; }

Channels raw(const Oklch& c) {
    const double a = c.chroma * std::cos(c.hue), b = c.chroma * std::sin(c.hue);
    const double l = cubed(c.lightness + 0.3963377774 * a + 0.2158037573 * b);
    const double m = cubed(c.lightness - 0.1055613458 * a - 0.0638541728 * b);
    const double s = cubed(c.lightness - 0.0894841775 * a - 1.291485548 * b);
    return {4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s};
}

bool is_shown(const Channels& channels) {
    return std::ranges::all_of(channels, [](double v) { return v >= -0.001 && v <= 1.001; });
}

/// Keeps hue and lightness, gives up chroma until sRGB can show it.
Colour to_colour(Oklch c) {
    while (c.chroma > 0 && !is_shown(raw(c))) c.chroma = std::max(0.0, c.chroma - chroma_step);
    const auto [r, g, b] = raw(c);
    return {gamma(r), gamma(g), gamma(b)};
}

bool is_far(Colour colour, std::span<const Colour> backs, double ratio) {
    return std::ranges::all_of(backs,
                               [&](const Colour& back) { return contrast(colour, back) >= ratio; });
}

/// Moves lightness one way until every background is far enough.
Colour walk(Oklch c, std::initializer_list<Colour> backs, double ratio, int direction) {
    for (; c.lightness >= 0 && c.lightness <= 1; c.lightness += direction * lightness_step) {
        const Colour colour = to_colour(c);
        if (is_far(colour, backs, ratio)) return colour;
    }
    return direction < 0 ? black : white;
}

std::uint8_t mixed(std::uint8_t from, std::uint8_t to, double share) {
    return rounded(from * (1 - share) + to * share);
}

/// As pale as its ratio on both planes allows.
Colour quiet_text(Colour on, const std::array<Colour, 2>& planes) {
    const Colour wall = planes[0];
    for (double share = 0.30; share >= 0; share -= 0.02) {
        const Colour quiet{mixed(on.red, wall.red, share), mixed(on.green, wall.green, share),
                           mixed(on.blue, wall.blue, share)};
        if (is_far(quiet, planes, text_ratio)) return quiet;
    }
    return on;
}

/// The brand itself, moved only as far as its two planes need to carry text.
std::array<Colour, 2> planes_of(const Oklch& brand, Colour on) {
    const bool has_white_text = on == white;
    const int direction = has_white_text ? -1 : 1;
    const double lift = has_white_text ? 0.045 : -0.04;  // the plane of light, or of shade
    Oklch wall = brand;
    wall.chroma = std::min(wall.chroma, wall_chroma_max);
    for (;; wall.lightness += direction * lightness_step) {
        Oklch lifted = wall;
        lifted.lightness = std::clamp(wall.lightness + lift, 0.0, 1.0);
        const std::array planes{to_colour(wall), to_colour(lifted)};
        if (is_far(on, planes, wall_ratio) || wall.lightness <= 0 || wall.lightness >= 1)
            return planes;
    }
}

}  // namespace

double contrast(Colour a, Colour b) {
    const double one = luminance(a), other = luminance(b);
    return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

std::string contrast_text(Colour a, Colour b) {
    const int hundredths = static_cast<int>(contrast(a, b) * 100);
    const std::string rest = std::to_string(hundredths % 100);
    return std::to_string(hundredths / 100) + '.' + (rest.size() < 2 ? "0" : "") + rest;
}

Palette derive_palette(Colour brand, Theme theme) {
    const Ground& ground = ground_of(theme);
    const Oklch c = to_oklch(brand);
    const int away = theme == Theme::Light ? -1 : 1;
    const Colour on = contrast(brand, white) >= contrast(brand, wall_ink) ? white : wall_ink;
    const auto planes = planes_of(c, on);

    Palette palette{.wall = planes[0], .wall_light = planes[1], .on = on};
    palette.quiet = quiet_text(on, planes);
    palette.text = walk(c, {ground.paper, ground.surface}, text_ratio, away);
    palette.shape = walk(c, {ground.paper, ground.surface}, shape_ratio, away);
    palette.soft =
        to_colour({theme == Theme::Light ? 0.945 : 0.27, std::min(c.chroma, 0.03), c.hue});
    palette.text_on_soft = walk(to_oklch(palette.text), {palette.soft}, text_ratio, away);
    const std::array page{ground.surface, ground.paper};
    palette.edge = is_far(palette.wall, page, shape_ratio) ? palette.wall : palette.shape;
    return palette;
}

Shift shift_of(Colour brand, const Palette& palette) {
    // Steps of one in a channel are nobody's colour.
    const auto far = [](std::uint8_t a, std::uint8_t b) { return std::abs(a - b) > 3; };
    const Colour wall = palette.wall;
    if (!far(brand.red, wall.red) && !far(brand.green, wall.green) && !far(brand.blue, wall.blue))
        return Shift::None;
    return luminance(wall) < luminance(brand) ? Shift::Darker : Shift::Lighter;
}

double worst_margin(const Palette& p, Theme theme) {
    const Ground& g = ground_of(theme);
    const auto text = [](Colour a, Colour b) { return contrast(a, b) / text_ratio; };
    const auto shape = [](Colour a, Colour b) { return contrast(a, b) / shape_ratio; };
    return std::min({text(p.on, p.wall), text(p.on, p.wall_light), text(p.quiet, p.wall),
                     text(p.quiet, p.wall_light), text(p.text, g.paper), text(p.text, g.surface),
                     text(p.text_on_soft, p.soft), text(g.ink, p.soft), shape(p.shape, g.paper),
                     shape(p.shape, g.surface), shape(p.edge, g.surface), shape(p.edge, g.paper)});
}

Colour paper_of(Theme theme) { return ground_of(theme).paper; }

}  // namespace vuelve::analytics
