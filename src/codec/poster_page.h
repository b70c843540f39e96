#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What hangs in the shop and lies on its shelf, as a page to print. Source: ux/README.md 4, 8.
namespace vuelve {

enum class PosterKind : std::uint8_t { A4, Shelf };

struct Poster {
    PosterKind kind{};
    std::string_view language;
    std::string_view shop, programme;
    std::string_view gift;     // "Recibes 200 puntos con tu primera compra.", "" = none
    std::string_view address;  // where the code leads
    std::string_view logo;     // address of its picture, "" = none
    std::string_view wall, wall_light, on;  // "#196d45"
};
/// Needs no script; styles inline, with the shop's colours (poster_style).
std::string poster_page(const Poster& poster);
/// What stands between <style> and </style> of it, for the page's policy.
std::string poster_style(const Poster& poster);

}  // namespace vuelve
