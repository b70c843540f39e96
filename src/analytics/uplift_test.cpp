#include "analytics/uplift.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace vuelve::analytics {
namespace {

using Values = std::vector<double>;

std::optional<Uplift> compare(const Values& treated,
                              const Values& control,
                              std::optional<double> cost = {}) {
    return uplift_of(sample_of(treated), sample_of(control), cost);
}

TEST(Uplift, has_no_value_where_a_group_is_empty) {
    EXPECT_FALSE(compare({}, {1, 2}));
    EXPECT_FALSE(compare({1, 2}, {}));
}

TEST(Uplift, one_member_has_a_difference_but_no_interval) {
    const auto uplift = compare({5}, {1, 2, 3}, 1);
    ASSERT_TRUE(uplift);
    EXPECT_EQ(uplift->diff, 3);
    EXPECT_EQ(uplift->incremental, 2);
    EXPECT_FALSE(uplift->se || uplift->ci_low || uplift->ci_high);
}

TEST(Uplift, an_effect_without_spread_is_certain) {
    const auto uplift = compare({3, 3}, {1, 1});
    EXPECT_EQ(uplift->se, 0);
    EXPECT_EQ(uplift->ci_low, 2);
    EXPECT_EQ(uplift->ci_high, 2);
    EXPECT_FALSE(uplift->incremental);  // no cost was given
}

TEST(Uplift, variance_is_of_a_sample) {
    const Sample sample = sample_of(Values{2, 4, 4, 4, 5, 5, 7, 9});
    EXPECT_EQ(sample.n, 8);
    EXPECT_EQ(sample.mean, 5);
    EXPECT_DOUBLE_EQ(sample.variance, 32.0 / 7);
    EXPECT_EQ(sample_of({}).n, 0);
}

TEST(Cuped, takes_away_what_was_known_before_by_one_slope_for_all) {
    const Values before_t{1, 2, 3}, before_c{4, 5, 6};
    const Values treated{12, 14, 16}, control{8, 10, 12};  // 2 x before, and 10 more when treated
    const auto adjusted = cuped({treated, before_t}, {control, before_c});
    ASSERT_TRUE(adjusted);
    EXPECT_NEAR(adjusted->theta, -4.0 / 7, 1e-12);  // of both groups together
    EXPECT_NEAR(adjusted->uplift.diff, 4 + 3 * adjusted->theta, 1e-12);
}

TEST(Cuped, has_no_value_where_everybody_was_alike_before) {
    const Values alike(3, 0.1), outcome{1, 2, 3};
    EXPECT_FALSE(cuped({outcome, alike}, {outcome, alike}));
    EXPECT_FALSE(cuped({{}, {}}, {outcome, alike}));
}

TEST(SampleRatio, is_zero_for_groups_as_planned_and_grows_with_the_gap) {
    const std::vector<double> halves{0.5, 0.5}, tenth{10, 90};
    EXPECT_EQ(sample_ratio_chi2(std::vector<std::int64_t>{50, 50}, halves), 0);
    EXPECT_EQ(sample_ratio_chi2(std::vector<std::int64_t>{60, 40}, halves), 4);
    EXPECT_EQ(sample_ratio_chi2(std::vector<std::int64_t>{10, 90}, tenth), 0);
    EXPECT_FALSE(sample_ratio_chi2(std::vector<std::int64_t>{0, 0}, halves));
    EXPECT_FALSE(sample_ratio_chi2({}, {}));
}

}  // namespace
}  // namespace vuelve::analytics
