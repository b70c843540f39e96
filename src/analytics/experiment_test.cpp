#include "analytics/experiment.h"

#include <gtest/gtest.h>

#include "analytics/rate.h"

namespace vuelve::analytics {
namespace {

TEST(Experiment, compares_every_arm_with_the_control) {
    Experiment test;
    for (const char* value : {"90", "70", "110", "90"}) ASSERT_TRUE(test.add("none", value, {}));
    for (const char* value : {"120", "80", "100", "140"}) ASSERT_TRUE(test.add("mail", value, {}));
    ASSERT_TRUE(test.add("alone", "3.5", {}));
    const auto effects = test.effects("none");
    ASSERT_EQ(effects.size(), 3);
    EXPECT_EQ(effects[0].arm, "none");
    EXPECT_EQ(effects[0].sample.n, 4);
    EXPECT_FALSE(effects[0].uplift);
    EXPECT_EQ(effects[1].arm, "alone");
    EXPECT_FALSE(effects[1].uplift->se);  // one member has no variance
    EXPECT_EQ(decimal_text(effects[2].uplift->diff, 6), "20.000000");
    EXPECT_EQ(decimal_text(effects[2].uplift->ci_low, 6), "-9.938945");
    EXPECT_FALSE(effects[2].adjusted);
}

TEST(Experiment, adjusts_by_what_was_known_before) {
    Experiment test;
    const char* control[][2] = {{"90", "95"}, {"70", "70"}, {"110", "115"}, {"90", "85"}};
    const char* treated[][2] = {{"120", "100"}, {"80", "60"}, {"100", "90"}, {"140", "120"}};
    for (const auto& row : control) ASSERT_TRUE(test.add("none", row[0], row[1]));
    for (const auto& row : treated) ASSERT_TRUE(test.add("mail", row[0], row[1]));
    const auto effects = test.effects("none");
    EXPECT_EQ(decimal_text(effects[1].adjusted->theta, 6), "0.967126");
    EXPECT_EQ(decimal_text(effects[1].adjusted->uplift.diff, 6), "18.791092");
}

TEST(Experiment, takes_no_row_that_is_not_a_number) {
    Experiment test;
    EXPECT_FALSE(test.add("none", "", {}));
    EXPECT_FALSE(test.add("none", "12,5", {}));
    EXPECT_FALSE(test.add("none", "nan", {}));
    EXPECT_FALSE(test.add("", "1", {}));
    EXPECT_FALSE(test.add("none", "1", "x"));
    EXPECT_FALSE(test.has("none"));
}

}  // namespace
}  // namespace vuelve::analytics
