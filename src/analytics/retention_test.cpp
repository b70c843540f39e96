#include "analytics/retention.h"

#include <gtest/gtest.h>

namespace vuelve::analytics {
namespace {

TEST(Retention, months_run_over_the_turn_of_the_year) {
    EXPECT_EQ(months_between(202411, 202502), 3);
    EXPECT_EQ(months_between(202502, 202411), -3);
    EXPECT_EQ(month_after(202411, 3), 202502);
    EXPECT_EQ(month_after(202412, 0), 202412);
    EXPECT_EQ(month_after(202501, -1), 202412);
}

TEST(Retention, a_member_belongs_to_the_month_of_the_first_purchase) {
    const std::vector<BuyingMonth> purchases{{1, 202501}, {2, 202412}, {2, 202501}, {1, 202501},
                                             {3, 202501}, {1, 202502}, {4, 202503}};
    const auto cohorts = cohorts_of(purchases, 202502);
    ASSERT_EQ(cohorts.size(), 2U);
    EXPECT_EQ(cohorts[0].month, 202412);
    EXPECT_EQ(cohorts[0].active, (std::vector<std::int64_t>{1, 1, 0}));
    EXPECT_EQ(cohorts[1].size, 2);
    EXPECT_EQ(cohorts[1].active, (std::vector<std::int64_t>{2, 1}));
    EXPECT_EQ(retention_of(cohorts[1], 1), (std::vector<Rate>{"1.0000", "0.5000"}));
}

TEST(Retention, an_empty_cohort_has_no_rates) {
    EXPECT_TRUE(cohorts_of({}, 202502).empty());
    EXPECT_EQ(retention_of({.month = 202501}, 2), std::vector<Rate>(3, std::nullopt));
}

constexpr auto bought = ActivityDay::Kind::Purchase;
constexpr auto redeemed = ActivityDay::Kind::Redemption;

TEST(Churn, counts_those_active_in_the_year_before_who_bought_nothing_since) {
    const Day end = day_of(2025, 12, 31);  // the year is 2025, the one before is 2024-01-02 on
    const std::vector<ActivityDay> activity{
        {1, day_of(2024, 6, 1), bought},   {1, day_of(2025, 1, 1), bought},     // stays
        {2, day_of(2024, 12, 31), bought},                                      // lost
        {3, day_of(2024, 1, 2), redeemed}, {3, day_of(2025, 5, 5), redeemed},   // no purchase: lost
        {4, day_of(2024, 1, 1), bought},                                        // too long ago
        {5, day_of(2025, 7, 1), bought},                                        // new
        {6, day_of(2024, 3, 3), redeemed}, {6, day_of(2025, 12, 31), bought}};  // stays
    const Churn churn = churn_of(activity, end);
    EXPECT_EQ(churn.active_before, 4);
    EXPECT_EQ(churn.lost, 2);
    EXPECT_EQ(churn.rate(), "0.5000");
}

TEST(Churn, is_not_defined_where_nobody_was_active) {
    EXPECT_EQ(churn_of({}, day_of(2025, 12, 31)).rate(), std::nullopt);
}

}  // namespace
}  // namespace vuelve::analytics
