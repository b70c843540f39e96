#pragma once

#include <optional>
#include <string_view>

#include "codec/picture.h"

namespace vuelve {

struct PictureSize {
    int width = 0, height = 0;
};
/// What the first bytes of a PNG, JPEG or WebP say of its size, before anything as large as that is
/// made. Nothing when they are of no such file.
std::optional<PictureSize> size_in_header(std::string_view bytes, PictureKind kind);

}  // namespace vuelve
