#include "codec/picture.h"

#include <fmt/format.h>
#include <gd.h>
#include <librsvg/rsvg.h>

#include <algorithm>
#include <cctype>
#include <cstdarg>
#include <memory>
#include <optional>

#include "codec/html.h"
#include "codec/picture_size.h"
#include "codec/sentences_teller.h"

#if __has_feature(address_sanitizer)
/// Fontconfig keeps what it has read of fonts until the end, where the leak check does not look for
/// it. Drawing a thousand times more takes no more.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig.so"; }
#endif

namespace vuelve {
namespace {

struct EndsPicture {
    void operator()(gdImagePtr image) const { gdImageDestroy(image); }
    void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};
using Image = std::unique_ptr<gdImage, EndsPicture>;

constexpr int opaque = gdAlphaOpaque, invisible = gdAlphaTransparent;

std::unexpected<Error> no_logo(std::string_view code, std::string detail) {
    Error error{ErrorCode::ValidationFailed, "no logo"};
    error.faults.push_back({"", std::string(code), std::move(detail)});
    return std::unexpected(std::move(error));
}

Image canvas(int width, int height, int colour) {
    Image image(gdImageCreateTrueColor(width, height));
    if (!image) return image;
    gdImageAlphaBlending(image.get(), 0);
    gdImageSaveAlpha(image.get(), 1);
    gdImageFilledRectangle(image.get(), 0, 0, width - 1, height - 1, colour);
    return image;
}

int pixel_of(Colour colour) { return gdTrueColor(colour.red, colour.green, colour.blue); }

Image read_raster(std::string_view bytes, PictureKind kind) {
    // What is wrong with a stranger's file is told to the stranger, not to the log.
    gdSetErrorMethod([](int, const char*, va_list) {});
    // gd takes no const, and only reads.
    void* data = const_cast<char*>(bytes.data());
    const int size = static_cast<int>(bytes.size());
    Image image(kind == PictureKind::Png    ? gdImageCreateFromPngPtr(size, data)
                : kind == PictureKind::Jpeg ? gdImageCreateFromJpegPtr(size, data)
                                            : gdImageCreateFromWebpPtr(size, data));
    if (image && !gdImageTrueColor(image.get())) gdImagePaletteToTrueColor(image.get());
    return image;
}

/// What cairo keeps multiplied by its alpha, as gd keeps it.
int pixel_of(std::uint32_t premultiplied) {
    const std::uint32_t alpha = premultiplied >> 24;
    if (alpha == 0) return gdTrueColorAlpha(0, 0, 0, invisible);
    const auto channel = [&](unsigned shift) {
        return static_cast<int>(
            std::min(255U, ((premultiplied >> shift & 255U) * 255 + alpha / 2) / alpha));
    };
    const int see_through = invisible - static_cast<int>(alpha) / 2;
    return gdTrueColorAlpha(channel(16), channel(8), channel(0), see_through);
}

/// Draws the document as large as fits. Without an address of its own it reads no other file.
Image draw_svg(std::string_view svg, int width, int height) {
    const std::unique_ptr<RsvgHandle, EndsPicture> handle(rsvg_handle_new_from_data(
        reinterpret_cast<const guint8*>(svg.data()), svg.size(), nullptr));
    if (!handle) return nullptr;
    const std::unique_ptr<cairo_surface_t, EndsPicture> surface(
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height));
    {
        const std::unique_ptr<cairo_t, EndsPicture> cairo(cairo_create(surface.get()));
        const RsvgRectangle all{.x = 0,
                                .y = 0,
                                .width = static_cast<gdouble>(width),
                                .height = static_cast<gdouble>(height)};
        if (!rsvg_handle_render_document(handle.get(), cairo.get(), &all, nullptr)) return nullptr;
    }
    cairo_surface_flush(surface.get());
    const unsigned char* data = cairo_image_surface_get_data(surface.get());
    const int stride = cairo_image_surface_get_stride(surface.get());
    Image image = canvas(width, height, gdTrueColorAlpha(0, 0, 0, invisible));
    if (!data || !image) return nullptr;
    for (int y = 0; y < height; ++y) {
        const auto* row = reinterpret_cast<const std::uint32_t*>(data + std::ptrdiff_t{y} * stride);
        for (int x = 0; x < width; ++x) gdImageSetPixel(image.get(), x, y, pixel_of(row[x]));
    }
    return image;
}

struct Box {
    int left = 0, top = 0, width = 0, height = 0;
};

/// What is left without a transparent border; nothing when there is nothing to see.
std::optional<Box> seen_part(const gdImage& image) {
    int left = image.sx, top = image.sy, right = -1, bottom = -1;
    for (int y = 0; y < image.sy; ++y)
        for (int x = 0; x < image.sx; ++x) {
            if (gdTrueColorGetAlpha(image.tpixels[y][x]) == invisible) continue;
            left = std::min(left, x), right = std::max(right, x);
            top = std::min(top, y), bottom = y;
        }
    if (right < 0) return std::nullopt;
    return Box{left, top, right - left + 1, bottom - top + 1};
}

/// The largest size of these proportions within the bounds; never larger than it is.
Box fitted(Box box, int width_max, int height_max) {
    const std::int64_t w = box.width, h = box.height;
    if (w <= width_max && h <= height_max) return box;
    if (w * height_max >= h * width_max) {
        box.width = width_max;
        box.height = static_cast<int>(std::max<std::int64_t>(1, h * width_max / w));
    } else {
        box.height = height_max;
        box.width = static_cast<int>(std::max<std::int64_t>(1, w * height_max / h));
    }
    return box;
}

std::string png_of(const Image& image) {
    int size = 0;
    void* data = gdImagePngPtrEx(image.get(), &size, 9);
    std::string png(static_cast<const char*>(data), static_cast<std::size_t>(size));
    gdFree(data);
    return png;
}

/// Adds up pixels, each by how much of it is seen.
class Mean {
 public:
    void add(int pixel) {
        const std::int64_t weight = invisible - gdTrueColorGetAlpha(pixel);
        red_ += weight * gdTrueColorGetRed(pixel);
        green_ += weight * gdTrueColorGetGreen(pixel);
        blue_ += weight * gdTrueColorGetBlue(pixel);
        weight_ += weight;
    }
    Colour colour() const {
        const auto part = [&](std::int64_t sum) {
            return static_cast<std::uint8_t>(weight_ == 0 ? 0 : sum / weight_);
        };
        return {part(red_), part(green_), part(blue_)};
    }

 private:
    std::int64_t red_ = 0, green_ = 0, blue_ = 0, weight_ = 0;
};

Picture logo_of(const Image& image) {
    Picture picture{.png = png_of(image), .width = image->sx, .height = image->sy};
    Mean all, border;
    for (int y = 0; y < image->sy; ++y)
        for (int x = 0; x < image->sx; ++x) {
            const int pixel = image->tpixels[y][x];
            all.add(pixel);
            if (x == 0 || y == 0 || x == image->sx - 1 || y == image->sy - 1) border.add(pixel);
            if (gdTrueColorGetAlpha(pixel) != opaque) picture.is_solid = false;
        }
    picture.ink = all.colour();
    picture.border = border.colour();
    return picture;
}

/// Of 100 parts of the side. A circle of 80 is what every launcher leaves of a maskable icon.
int room_of(IconShape shape, int side) {
    return side * (shape == IconShape::Square ? 76 : 56) / 100;
}

/// The first letter or digit of a name, whole and large.
std::string icon_letter(std::string_view name) {
    for (std::size_t at = 0; at < name.size(); ++at) {
        const auto byte = static_cast<std::uint8_t>(name[at]);
        if (byte < 0x80 && !std::isalnum(byte)) continue;
        std::size_t size = 1;
        while (at + size < name.size() && (static_cast<std::uint8_t>(name[at + size]) >> 6) == 2)
            ++size;
        constexpr std::uint8_t signs_of_latin = 0xC2;  // "¡", "¿", "«" ...
        if (byte != signs_of_latin) return capitalised(std::string(name.substr(at, size)));
        at += size - 1;
    }
    return {};
}

}  // namespace

Result<Picture> redraw_logo(std::string_view bytes, PictureKind kind) {
    Image read;
    if (kind == PictureKind::Svg) {
        // Nothing that draws needs entities, and what grows without end is made of them.
        if (bytes.contains("<!ENTITY")) return no_logo("wrong-format", "no entities");
        read = draw_svg(bytes, logo_width_max, logo_height_max);
    } else {
        const auto size = size_in_header(bytes, kind);
        if (!size) return no_logo("wrong-format", "no picture of this kind");
        if (size->width > picture_side_max || size->height > picture_side_max)
            return no_logo("out-of-range",
                           fmt::format("at most {} pixels wide and high", picture_side_max));
        read = read_raster(bytes, kind);
    }
    if (!read) return no_logo("wrong-format", "no picture of this kind");
    const auto seen = seen_part(*read);
    if (!seen) return no_logo("out-of-range", "there is nothing to see in it");
    const Box size = fitted(*seen, logo_width_max, logo_height_max);
    const Image kept = canvas(size.width, size.height, gdTrueColorAlpha(0, 0, 0, invisible));
    gdImageCopyResampled(kept.get(), read.get(), 0, 0, seen->left, seen->top, size.width,
                         size.height, seen->width, seen->height);
    return logo_of(kept);
}

Result<std::string> icon_of_logo(std::string_view png, Colour ground, int side, IconShape shape) {
    const Image logo = read_raster(png, PictureKind::Png);
    const Image icon = canvas(side, side, pixel_of(ground));
    if (!logo || !icon) return refuse(ErrorCode::InternalError, "a logo that is no PNG");
    const int room = room_of(shape, side);
    Box size = fitted({0, 0, logo->sx, logo->sy}, room, room);
    // A small mark is drawn larger: an icon is nothing but its logo.
    if (size.width < room && size.height < room)
        size = fitted({0, 0, logo->sx * side, logo->sy * side}, room, room);
    gdImageAlphaBlending(icon.get(), 1);
    gdImageCopyResampled(icon.get(), logo.get(), (side - size.width) / 2, (side - size.height) / 2,
                         0, 0, size.width, size.height, logo->sx, logo->sy);
    return png_of(icon);
}

Result<std::string> icon_of_letter(
    std::string_view name, Colour ground, Colour ink, int side, IconShape shape) {
    const int height = room_of(shape, 100);
    const std::string svg = fmt::format(
        R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">)"
        R"(<rect width="100" height="100" fill="{}"/><text x="50" y="{}" text-anchor="middle" )"
        R"(font-family="Archivo, 'DejaVu Sans', sans-serif" font-weight="700" font-size="{}" )"
        R"(fill="{}">{}</text></svg>)",
        format_colour(ground), 50 + height * 36 / 100, height, format_colour(ink),
        html_text(icon_letter(name)));
    const Image icon = draw_svg(svg, side, side);
    if (!icon) return refuse(ErrorCode::InternalError, "no icon could be drawn");
    return png_of(icon);
}

}  // namespace vuelve
