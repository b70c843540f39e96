#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/colour.h"

/// Pictures that people upload, drawn anew: what is kept was made here, of pixels alone, whatever
/// else stood in the file. Source: docs/adr/0049.
namespace vuelve {

enum class PictureKind : std::uint8_t { Png, Jpeg, Webp, Svg };

/// Bounds of what is taken and of what is kept.
inline constexpr std::size_t picture_bytes_max = 512 * 1024;
inline constexpr int picture_side_max = 4096, logo_width_max = 1024, logo_height_max = 512;

struct Picture {
    std::string png;
    int width = 0, height = 0;
    Colour ink;            // the mean of what is seen
    Colour border;         // the mean of its outermost pixels
    bool is_solid = true;  // nothing shines through: a photo, or a mark on its own ground
};

/// Errors (ValidationFailed, with a fault that says what is wrong): bytes that are no picture of
/// the kind, sides above picture_side_max, nothing to see.
Result<Picture> redraw_logo(std::string_view bytes, PictureKind kind);

/// How much of an icon its logo may take. Launchers cut a maskable one to their own shape.
enum class IconShape : std::uint8_t { Square, Maskable };

/// A square PNG with the logo in the middle of `ground`. Errors: InternalError for a PNG that is
/// not one of redraw_logo().
Result<std::string> icon_of_logo(std::string_view png, Colour ground, int side, IconShape shape);
/// The same with the first letter of a name.
Result<std::string> icon_of_letter(
    std::string_view name, Colour ground, Colour ink, int side, IconShape shape);

}  // namespace vuelve
