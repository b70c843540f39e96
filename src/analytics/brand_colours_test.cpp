#include "analytics/brand_colours.h"

#include <gtest/gtest.h>

#include <sstream>

namespace vuelve::analytics {
namespace {

std::string told(const Palette& p) {
    std::string text;
    for (const Colour c :
         {p.wall, p.wall_light, p.on, p.quiet, p.text, p.shape, p.soft, p.text_on_soft, p.edge})
        text += (text.empty() ? "" : " ") + format_colour(c);
    return text;
}

/// What ux/mock/brand.js gives for these colours: wall wallLight on quiet text shape soft
/// textOnSoft edge.
constexpr const char* of_brand_js =
    R"(#1b6e46 light #196d45 #2a7a51 #ffffff #e8f0ec #1b6e46 #1b6e46 #ddf3e5 #1b6e46 #196d45
#1b6e46 dark #196d45 #2a7a51 #ffffff #e8f0ec #48956b #287850 #1a2b21 #509d72 #287850
#c00a61 light #bc005e #cd216b #ffffff #faebf2 #c00a61 #c00a61 #fde6eb #c00a61 #bc005e
#c00a61 dark #bc005e #cd216b #ffffff #faebf2 #ed4685 #c91c68 #332025 #f44d8b #c91c68
#ffd400 light #ffd400 #f0c700 #14161f #5b4f16 #826b04 #a58808 #f3edd7 #7f6800 #a58808
#ffd400 dark #ffd400 #f0c700 #14161f #5b4f16 #ffd400 #ffd400 #2b2615 #ffd400 #ffd400
#000000 light #000000 #000000 #ffffff #b3b3b3 #000000 #000000 #ededed #000000 #000000
#000000 dark #000000 #000000 #ffffff #b3b3b3 #868686 #6a6a6a #262626 #8c8c8c #6a6a6a
#ffffff light #ffffff #f2f2f2 #14161f #5b5c62 #6d6d6d #8a8a8a #ededed #6a6a6a #8a8a8a
#ffffff dark #ffffff #f2f2f2 #14161f #5b5c62 #ffffff #ffffff #262626 #ffffff #ffffff
#7f7f7f light #979797 #8b8b8b #14161f #21232b #6d6d6d #7f7f7f #ededed #6a6a6a #7f7f7f
#7f7f7f dark #979797 #8b8b8b #14161f #21232b #868686 #7f7f7f #262626 #8c8c8c #979797
#ff0000 light #ff6756 #ff4536 #14161f #302026 #df0000 #ff0000 #fee7e3 #d70503 #ff0000
#ff0000 dark #ff6756 #ff4536 #14161f #302026 #ff3427 #ff0000 #34211e #fe4c3c #ff6756
#00ff00 light #5ff857 #4feb48 #14161f #2b5a30 #068005 #0aa108 #e2f2e0 #027e02 #0aa108
#00ff00 dark #5ff857 #4feb48 #14161f #2b5a30 #00ff00 #00ff00 #1e2a1d #00ff00 #5ff857
#0000ff light #073bd8 #144ce7 #ffffff #cdd8f7 #0000ff #0000ff #e4edff #0000ff #073bd8
#0000ff dark #073bd8 #144ce7 #ffffff #cdd8f7 #4b81fd #1c58ff #1f2635 #5287fe #1c58ff
#8a1c1c dark #8a1c1c #992c29 #ffffff #e1c4c4 #d5635a #b4453f #34211f #dc6960 #b4453f
#f0b23e light #f0b23e #e3a52d #14161f #4d3f27 #926600 #b78100 #f8ebd7 #8c6203 #b78100
#f0b23e dark #f0b23e #e3a52d #14161f #4d3f27 #f0b23e #f0b23e #2e2515 #f0b23e #f0b23e)";

TEST(BrandColours, are_those_of_the_reference) {
    std::istringstream lines(of_brand_js);
    std::string brand, theme, expected;
    int checked = 0;
    while (lines >> brand >> theme && std::getline(lines >> std::ws, expected)) {
        const Theme in = theme == "light" ? Theme::Light : Theme::Dark;
        EXPECT_EQ(told(derive_palette(*parse_colour(brand), in)), expected)
            << brand << ' ' << theme;
        ++checked;
    }
    EXPECT_EQ(checked, 21);
}

TEST(BrandColours, can_be_read_whatever_the_brand) {
    int tried = 0;
    for (int red = 0; red < 256; red += 17)
        for (int green = 0; green < 256; green += 17)
            for (int blue = 0; blue < 256; blue += 17) {
                const Colour brand{static_cast<std::uint8_t>(red), static_cast<std::uint8_t>(green),
                                   static_cast<std::uint8_t>(blue)};
                for (const Theme theme : {Theme::Light, Theme::Dark}) {
                    EXPECT_GE(worst_margin(derive_palette(brand, theme), theme), 1)
                        << format_colour(brand);
                    ++tried;
                }
            }
    EXPECT_EQ(tried, 2 * 16 * 16 * 16);
}

TEST(BrandColours, are_read_and_written) {
    EXPECT_EQ(parse_colour("#1B6e46"), (Colour{0x1B, 0x6E, 0x46}));
    EXPECT_EQ(format_colour({0x1B, 0x0E, 0x46}), "#1b0e46");
    for (const char* wrong : {"", "1b6e46", "#1b6e4", "#1b6e466", "#1b6eg6", "red", "#1b6 46"})
        EXPECT_FALSE(parse_colour(wrong)) << wrong;
}

TEST(BrandColours, tell_what_became_of_the_brand) {
    const auto shift = [](Colour brand) {
        return shift_of(brand, derive_palette(brand, Theme::Light));
    };
    EXPECT_EQ(shift({0x1B, 0x6E, 0x46}), Shift::None) << "a step nobody sees";
    EXPECT_EQ(shift({0xD6, 0x33, 0x6C}), Shift::Darker);
    EXPECT_EQ(shift({0xFF, 0, 0}), Shift::Lighter) << "ink is read on it, not white";
    EXPECT_EQ(contrast_text({0, 0, 0}, {255, 255, 255}), "21.00");
    EXPECT_EQ(contrast_text({0x77, 0x77, 0x77}, {255, 255, 255}), "4.47") << "never 4.5 for 4.48";
}

}  // namespace
}  // namespace vuelve::analytics
