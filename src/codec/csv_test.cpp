#include "codec/csv.h"

#include <gtest/gtest.h>

namespace vuelve {
namespace {

TEST(Csv, quotes_every_field_and_doubles_quotes) {
    EXPECT_EQ(csv_record({"line", "say \"hi\"", "two\nlines", ""}),
              "\"line\",\"say \"\"hi\"\"\",\"two\nlines\",\"\"\r\n");
}

TEST(Csv, takes_the_life_out_of_formulas) {
    for (const char* formula :
         {"=1+1", "=HYPERLINK(\"http://x\")", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1",
          "\r=1", "=", "-", "+", "--1", "-1.2.3", "+1e5", "-.5", "-5."}) {
        const std::string field = csv_field(formula);
        EXPECT_TRUE(field.starts_with("\"'")) << field;
    }
}

TEST(Csv, leaves_numbers_that_programs_add_up) {
    for (const char* number : {"-1250", "+3", "-0.735", "12"})
        EXPECT_EQ(csv_field(number), std::string("\"") + number + "\"");
    EXPECT_EQ(csv_field("José = Pepe"), "\"José = Pepe\"");
}

}  // namespace
}  // namespace vuelve
