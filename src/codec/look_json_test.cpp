#include "codec/look_json.h"

#include <gtest/gtest.h>

namespace vuelve {
namespace {

Result<Look> read(const std::string& text) {
    const auto json = parse_json(text);
    return decode_look(*json);
}

std::string fault(const std::string& text) {
    const auto look = read(text);
    if (look) return "none";
    const Fault& first = look.error().faults.at(0);
    return first.pointer + ' ' + first.code;
}

TEST(LookJson, is_read_as_it_was_written) {
    const Look look{.shop_name = "Abarrotes Laurel",
                    .colour = {0x1B, 0x6E, 0x46},
                    .layout = {"level", "rewards"},
                    .welcome = {{"es", "Hola"}, {"pt", "Olá"}},
                    .pictures = "grocery"};
    const auto again = read(look_json(look));
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, look);
    EXPECT_EQ(*read("{}"), Look{});
    EXPECT_EQ(*read(look_json(Look{})), Look{}) << "an empty welcome too";
    EXPECT_TRUE(read(R"({"layout": []})")->layout.empty()) << "nothing but the balance";
    EXPECT_EQ(read(R"({"welcome": "Hola"})")->welcome, (Text{{"es", "Hola"}}));
}

TEST(LookJson, with_faults_names_them) {
    EXPECT_EQ(fault(R"({"colour": "green"})"), "/colour wrong-format");
    EXPECT_EQ(fault(R"({"colour": 7})"), "/colour wrong-type");
    EXPECT_EQ(fault(R"({"layout": ["level", "level"]})"), "/layout duplicate");
    EXPECT_EQ(fault(R"({"layout": ["advert"]})").substr(0, 9), "/layout/0");
    EXPECT_EQ(fault(R"({"pictures": "casino"})").substr(0, 9), "/pictures");
    EXPECT_EQ(fault(R"({"logo": "x"})"), "/logo unknown-field");
    EXPECT_EQ(fault(R"({"shop_name": ")" + std::string(61, 'a') + "\"}"), "/shop_name too-long");
    EXPECT_EQ(fault(R"({"welcome": ")" + std::string(161, 'a') + "\"}"), "/welcome too-long");
}

TEST(LookJson, of_a_colour_that_is_tried) {
    EXPECT_EQ(*decode_tried_colour(*parse_json(R"({"colour": "#ff00aa"})")),
              (Colour{0xFF, 0, 0xAA}));
    EXPECT_FALSE(decode_tried_colour(*parse_json("{}")));
}

}  // namespace
}  // namespace vuelve
