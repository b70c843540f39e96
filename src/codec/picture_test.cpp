#include "codec/picture.h"

#include <gd.h>
#include <gtest/gtest.h>

#include <fstream>
#include <memory>

#include "codec/picture_size.h"

namespace vuelve {
namespace {

constexpr Colour green{0x1B, 0x6E, 0x46}, white{255, 255, 255};

struct Destroys {
    void operator()(gdImagePtr image) const { gdImageDestroy(image); }
};
using Drawn = std::unique_ptr<gdImage, Destroys>;

/// A red bar of 60 x 20 in the middle of 100 x 40, on white or on nothing.
Drawn bar(bool on_white) {
    Drawn image(gdImageCreateTrueColor(100, 40));
    gdImageAlphaBlending(image.get(), 0);
    gdImageSaveAlpha(image.get(), 1);
    gdImageFilledRectangle(
        image.get(), 0, 0, 99, 39,
        on_white ? gdTrueColor(255, 255, 255) : gdTrueColorAlpha(0, 0, 0, gdAlphaTransparent));
    gdImageFilledRectangle(image.get(), 20, 10, 79, 29, gdTrueColor(200, 0, 0));
    return image;
}

template <class Write>
std::string file_of(gdImagePtr image, Write write) {
    int size = 0;
    void* data = write(image, &size);
    std::string bytes(static_cast<char*>(data), static_cast<std::size_t>(size));
    gdFree(data);
    return bytes;
}
std::string png(const Drawn& image) {
    return file_of(image.get(), [](gdImagePtr i, int* size) { return gdImagePngPtr(i, size); });
}

Drawn opened(const std::string& bytes) {
    return Drawn(
        gdImageCreateFromPngPtr(static_cast<int>(bytes.size()), const_cast<char*>(bytes.data())));
}
int pixel(const std::string& bytes, int x, int y) {
    const Drawn image = opened(bytes);
    return gdImageGetTrueColorPixel(image.get(), x, y);
}
int pixel_of(Colour colour) { return gdTrueColor(colour.red, colour.green, colour.blue); }

std::string fault_of(const Result<Picture>& picture) {
    if (picture) return "none";
    return picture.error().faults.at(0).code;
}

TEST(Picture, of_a_logo_is_drawn_anew_without_its_empty_border) {
    const auto logo = redraw_logo(png(bar(false)), PictureKind::Png);
    ASSERT_TRUE(logo) << logo.error().message;
    EXPECT_EQ(logo->width, 60);
    EXPECT_EQ(logo->height, 20);
    EXPECT_EQ(logo->ink, (Colour{200, 0, 0}));
    EXPECT_TRUE(logo->is_solid);
    EXPECT_EQ(pixel(logo->png, 5, 5), gdTrueColor(200, 0, 0));
}

TEST(Picture, is_read_from_what_cameras_and_printers_know) {
    const Drawn image = bar(true);
    const std::string jpeg =
        file_of(image.get(), [](gdImagePtr i, int* size) { return gdImageJpegPtr(i, size, 95); });
    const std::string webp =
        file_of(image.get(), [](gdImagePtr i, int* size) { return gdImageWebpPtrEx(i, size, 95); });
    const std::string lossless = file_of(image.get(), [](gdImagePtr i, int* size) {
        return gdImageWebpPtrEx(i, size, gdWebpLossless);
    });
    for (const auto& [bytes, kind] : {std::pair{jpeg, PictureKind::Jpeg},
                                      {webp, PictureKind::Webp},
                                      {lossless, PictureKind::Webp}}) {
        const auto size = size_in_header(bytes, kind);
        ASSERT_TRUE(size);
        EXPECT_EQ(size->width, 100);
        EXPECT_EQ(size->height, 40);
        const auto logo = redraw_logo(bytes, kind);
        ASSERT_TRUE(logo);
        EXPECT_EQ(logo->width, 100);
        EXPECT_NEAR(logo->border.green, 255, 6) << "its ground is its own";
        EXPECT_TRUE(logo->is_solid);
    }
}

TEST(Picture, of_another_kind_or_none_is_refused) {
    const std::string bytes = png(bar(false));
    EXPECT_EQ(fault_of(redraw_logo(bytes, PictureKind::Jpeg)), "wrong-format");
    EXPECT_EQ(fault_of(redraw_logo(bytes, PictureKind::Svg)), "wrong-format");
    EXPECT_EQ(fault_of(redraw_logo("", PictureKind::Webp)), "wrong-format");
    EXPECT_EQ(fault_of(redraw_logo(bytes.substr(0, 60), PictureKind::Png)), "wrong-format");
    const Drawn empty(gdImageCreateTrueColor(4, 4));
    gdImageAlphaBlending(empty.get(), 0);
    gdImageSaveAlpha(empty.get(), 1);
    gdImageFilledRectangle(empty.get(), 0, 0, 3, 3, gdTrueColorAlpha(0, 0, 0, gdAlphaTransparent));
    EXPECT_EQ(fault_of(redraw_logo(png(empty), PictureKind::Png)), "out-of-range");
}

TEST(Picture, says_in_its_head_how_much_memory_it_would_take) {
    std::string bomb = png(bar(false));
    bomb.replace(16, 8, std::string("\0\0\x40\0\0\0\x40\0", 8));  // 16384 x 16384
    EXPECT_EQ(fault_of(redraw_logo(bomb, PictureKind::Png)), "out-of-range");
}

TEST(Picture, larger_than_kept_is_made_smaller) {
    const Drawn wide(gdImageCreateTrueColor(4000, 1000));
    gdImageFilledRectangle(wide.get(), 0, 0, 3999, 999, gdTrueColor(9, 9, 9));
    const auto logo = redraw_logo(png(wide), PictureKind::Png);
    ASSERT_TRUE(logo);
    EXPECT_EQ(logo->width, logo_width_max);
    EXPECT_EQ(logo->height, 256);
}

TEST(Picture, of_svg_is_drawn_and_nothing_else_is_read_or_run) {
    std::ofstream("build/picture_test_secret.svg")
        << R"(<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">)"
           R"(<rect width="9" height="9" fill="#ff0000"/></svg>)";
    const auto logo = redraw_logo(
        R"(<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
             viewBox="0 0 40 20"><script>alert(1)</script>
        <image width="40" height="20" xlink:href="build/picture_test_secret.svg"/>
        <image width="40" height="20" href="file:///proc/self/environ"/>
        <rect width="20" height="20" fill="#1b6e46"/></svg>)",
        PictureKind::Svg);
    ASSERT_TRUE(logo);
    EXPECT_EQ(logo->ink, green) << "the rectangle is all there is to see";
    EXPECT_EQ(logo->height, 512);
    EXPECT_EQ(logo->width, 512);
    EXPECT_FALSE(redraw_logo(R"(<!DOCTYPE svg [<!ENTITY secret SYSTEM "file:///etc/hostname">]>
        <svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/>
        <text>&secret;</text></svg>)",
                             PictureKind::Svg));
}

TEST(Picture, with_entities_that_grow_for_ever_ends) {
    std::string laughs = "<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY a \"haha\">";
    for (char c = 'b'; c <= 'k'; ++c) {
        laughs += std::string("<!ENTITY ") + c + " \"";
        for (int i = 0; i < 10; ++i) laughs += std::string("&") + static_cast<char>(c - 1) + ';';
        laughs += "\">";
    }
    laughs +=
        "]><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><text>&k;"
        "</text></svg>";
    EXPECT_FALSE(redraw_logo(laughs, PictureKind::Svg));
}

TEST(Icon, has_its_logo_in_the_middle_and_room_around) {
    const auto logo = redraw_logo(png(bar(false)), PictureKind::Png);
    ASSERT_TRUE(logo);
    for (const IconShape shape : {IconShape::Square, IconShape::Maskable}) {
        const auto icon = icon_of_logo(logo->png, green, 192, shape);
        ASSERT_TRUE(icon);
        EXPECT_EQ(opened(*icon)->sx, 192);
        EXPECT_EQ(opened(*icon)->sy, 192);
        EXPECT_EQ(pixel(*icon, 96, 96), gdTrueColor(200, 0, 0));
        EXPECT_EQ(pixel(*icon, 1, 1), pixel_of(green));
        // 76 of 100 parts of the side, or 56, are the logo's.
        const bool is_square = shape == IconShape::Square;
        EXPECT_EQ(pixel(*icon, 30, 96) == pixel_of(green), !is_square);
        EXPECT_EQ(pixel(*icon, 18, 96), pixel_of(green));
    }
    EXPECT_FALSE(icon_of_logo("no png", green, 192, IconShape::Square));
}

TEST(Icon, is_a_letter_where_there_is_no_logo) {
    const auto icon = icon_of_letter("  ¡ñandú", green, white, 192, IconShape::Square);
    ASSERT_TRUE(icon);
    EXPECT_EQ(opened(*icon)->sx, 192);
    EXPECT_EQ(pixel(*icon, 3, 3), pixel_of(green));
    const auto other = icon_of_letter("abarrotes", green, white, 192, IconShape::Square);
    EXPECT_NE(*icon, *other);
    EXPECT_EQ(*other, *icon_of_letter("Abarrotes", green, white, 192, IconShape::Square));
    EXPECT_NE(*other, *icon_of_letter("", green, white, 192, IconShape::Square));
    EXPECT_NE(*other, *icon_of_letter("A", green, white, 192, IconShape::Maskable));
    EXPECT_TRUE(icon_of_letter("<script>", green, white, 512, IconShape::Maskable));
}

}  // namespace
}  // namespace vuelve
