#include "codec/qr_svg.h"

#include <gtest/gtest.h>
#include <qrencode.h>

#include <cstdio>
#include <vector>

#include "codec/poster_page.h"

namespace vuelve {
namespace {

TEST(Qr, path_covers_the_modules_of_the_code_and_no_other) {
    const std::string text = "https://club.laurel.ec/card/?programme=LAUREL&from=poster";
    const QrPath drawn = qr_path(text);
    QRcode* code =
        QRcode_encodeData(static_cast<int>(text.size()),
                          reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M);
    ASSERT_EQ(drawn.modules, code->width + 8);
    std::vector<bool> dark(static_cast<std::size_t>(drawn.modules * drawn.modules));
    const char* at = drawn.path.c_str();
    int x = 0, y = 0, width = 0, back = 0, read = 0;
    while (std::sscanf(at, "M%d %dh%dv1H%dz%n", &x, &y, &width, &back, &read) == 4) {
        EXPECT_EQ(back, x);
        for (int i = 0; i < width; ++i)
            dark[static_cast<std::size_t>(y * drawn.modules + x + i)] = true;
        at += read;
    }
    EXPECT_EQ(*at, '\0') << "nothing but rows of modules";
    for (int row = 0; row < drawn.modules; ++row)
        for (int column = 0; column < drawn.modules; ++column) {
            const int r = row - 4, c = column - 4;
            const bool inside = r >= 0 && c >= 0 && r < code->width && c < code->width;
            const bool expected = inside && (code->data[r * code->width + c] & 1) != 0;
            ASSERT_EQ(dark[static_cast<std::size_t>(row * drawn.modules + column)], expected)
                << row << ' ' << column;
        }
    QRcode_free(code);
}

TEST(Poster, carries_the_code_and_no_script_of_a_name) {
    const std::string address = "https://club.laurel.ec/card/?programme=LAUREL&from=poster";
    for (const PosterKind kind : {PosterKind::A4, PosterKind::Shelf}) {
        const Poster poster{.kind = kind,
                            .language = "es",
                            .shop = "<script>alert(1)</script>",
                            .programme = "Club \"Laurel\"",
                            .gift = "Recibes 200 puntos con tu primera compra.",
                            .address = address,
                            .logo = "/card/icons/logo.png?programme=LAUREL&v=1",
                            .wall = "#196d45",
                            .wall_light = "#2a7a51",
                            .on = "#ffffff"};
        const std::string page = poster_page(poster);
        EXPECT_FALSE(page.contains("<script"));
        EXPECT_TRUE(page.contains("&lt;script&gt;"));
        EXPECT_TRUE(page.contains(qr_path(address).path));
        EXPECT_TRUE(page.contains("<style>" + poster_style(poster) + "</style>"));
        EXPECT_TRUE(page.contains("--wall:#196d45"));
        EXPECT_TRUE(page.contains("Recibes 200 puntos"));
        EXPECT_TRUE(page.contains("/card/icons/logo.png?programme=LAUREL&amp;v=1"));
        EXPECT_EQ(page.contains("size:210mm"), kind == PosterKind::A4);
    }
}

TEST(Poster, speaks_three_languages) {
    const auto title = [](std::string_view language) {
        const std::string page = poster_page({.language = language,
                                              .shop = "L",
                                              .programme = "L",
                                              .address = "http://x",
                                              .wall = "#000000",
                                              .wall_light = "#000000",
                                              .on = "#ffffff"});
        const std::size_t from = page.find("<h1>") + 4;
        return page.substr(from, page.find("</h1>") - from);
    };
    EXPECT_EQ(title("es"), "Tu tarjeta en un minuto");
    EXPECT_EQ(title("en"), "Your card in a minute");
    EXPECT_EQ(title("pt"), "Seu cartão em um minuto");
}

}  // namespace
}  // namespace vuelve
