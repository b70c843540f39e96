#include "analytics/breakage.h"

#include <gtest/gtest.h>

namespace vuelve::analytics {
namespace {

/// Three cohorts; the youngest has not reached twelve months.
const std::vector<CohortCell> triangle{{202301, 6, Units{1000}, Units{0}},
                                       {202301, 12, Units{1000}, Units{100}},
                                       {202302, 6, Units{500}, Units{20}},
                                       {202302, 12, Units{500}, Units{50}},
                                       {202303, 6, Units{500}, Units{0}}};

TEST(Breakage, weighs_cohorts_of_the_same_age_by_their_points) {
    const auto ages = breakage_by_age(triangle);
    ASSERT_EQ(ages.size(), 2U);
    EXPECT_EQ(ages[0].age, 6);
    EXPECT_EQ(ages[0].cohorts, 3);
    EXPECT_EQ(ages[0].rate(), "0.0100");
    EXPECT_EQ(ages[1].cohorts, 2);
    EXPECT_EQ(ages[1].rate(), "0.1000");
    EXPECT_TRUE(breakage_by_age({}).empty());
}

TEST(Breakage, what_cannot_be_predicted_counts_as_none) {
    EXPECT_EQ(estimate_breakage(triangle, 12, 2).rate, Ratio(1, 10));
    EXPECT_TRUE(estimate_breakage(triangle, 12, 2).is_predictable);
    for (const auto& unknown : {estimate_breakage(triangle, 12, 3),
                                estimate_breakage(triangle, 24, 1), estimate_breakage({}, 12, 0)}) {
        EXPECT_EQ(unknown.rate, Ratio(0));
        EXPECT_FALSE(unknown.is_predictable);
    }
}

TEST(Breakage, an_estimate_is_a_share_rounded_down_to_six_places) {
    auto estimate = [](Units issued, Units expired) {
        return estimate_breakage(std::vector<CohortCell>{{202301, 12, issued, expired}}, 12, 1)
            .rate;
    };
    EXPECT_EQ(estimate(Units{3}, Units{2}), Ratio(666'666, 1'000'000));
    EXPECT_EQ(estimate(Units{3}, Units{4}), Ratio(1));
    EXPECT_EQ(estimate(Units{3}, Units{-1}), Ratio(0));  // more reinstated than expired
    EXPECT_EQ(estimate(Units{0}, Units{4}), Ratio(0));
}

TEST(Breakage, rates_of_nothing_are_not_defined) {
    EXPECT_EQ(breakage_rate(Units{0}, Units{0}), std::nullopt);
    EXPECT_EQ(ultimate_redemption(Units{0}, Units{0}), std::nullopt);
    EXPECT_EQ(breakage_rate(Units{5}, Units{40}), "0.1250");
    EXPECT_EQ(ultimate_redemption(Units{75}, Units{25}), "0.7500");
}

TEST(BreakageTriangle, carries_every_cohort_to_the_month_asked_for) {
    const std::vector<CohortChange> changes{
        {.cohort = 202'512, .month = 202'512, .issued = Units{100}},
        {.cohort = 202'512, .month = 202'602, .issued = Units{-10}, .expired = Units{30}},
        {.cohort = 202'601, .month = 202'601, .issued = Units{50}},
        {.cohort = 202'601, .month = 202'603, .expired = Units{50}}};
    const auto triangle = triangle_of(changes, 202'602);
    ASSERT_EQ(triangle.size(), 5U);
    EXPECT_EQ(triangle[2].age, 2);
    EXPECT_EQ(triangle[2].issued, Units{90});
    EXPECT_EQ(triangle[2].expired, Units{30});
    EXPECT_EQ(triangle[4].cohort, 202'601);
    EXPECT_EQ(triangle[4].expired, Units{0});  // March has not come
}

}  // namespace
}  // namespace vuelve::analytics
