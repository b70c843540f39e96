#include "codec/escpos.h"

#include <gtest/gtest.h>

namespace vuelve {
namespace {

TEST(Escpos, breaks_lines_at_spaces_and_counts_letters) {
    const std::vector<std::string> lines{"Ganaste 180 puntos y 1 estrella en Abarrotes Ñandú",
                                         "corto", std::string(40, 'x') + " fin"};
    const auto wrapped = wrap_ticket(lines, 32);
    ASSERT_EQ(wrapped.size(), 5u);
    EXPECT_EQ(wrapped[0], "Ganaste 180 puntos y 1 estrella");
    EXPECT_EQ(wrapped[1], "en Abarrotes Ñandú");
    EXPECT_EQ(wrapped[2], "corto");
    EXPECT_EQ(wrapped[3], std::string(32, 'x'));
    EXPECT_EQ(wrapped[4], std::string(8, 'x') + " fin");
    const std::vector<std::string> accents{std::string("ññññ ññññ")};
    EXPECT_EQ(wrap_ticket(accents, 9).size(), 1u);
    EXPECT_EQ(wrap_ticket(accents, 8).size(), 2u);
}

TEST(Escpos, prints_a_page_a_code_and_cuts) {
    const std::vector<std::string> lines{"Añil 5 € — ok 漢"};
    const std::string bytes = escpos_ticket(lines, "https://x.ec/r/abc");
    EXPECT_TRUE(
        bytes.starts_with("\x1B@\x1Bt\x10"
                          "A\xF1il 5 \x80 \x97 ok ?\n"));
    const std::string store = std::string("\x1D(k\x15") + '\0' + "1P0https://x.ec/r/abc";
    EXPECT_NE(bytes.find(store), std::string::npos);
    EXPECT_TRUE(bytes.ends_with(std::string("\x1DVB") + '\0'));
}

TEST(Escpos, text_that_is_cut_in_the_middle_of_a_letter_does_no_harm) {
    const std::vector<std::string> lines{"a\xC3", "\xE2\x82"};
    EXPECT_NE(escpos_ticket(lines, "").find("a?\n?\n"), std::string::npos);
}

}  // namespace
}  // namespace vuelve
