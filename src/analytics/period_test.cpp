#include "analytics/period.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace vuelve::analytics {
namespace {

TEST(Period, nothing_counted_gives_no_rate_at_all) {
    for (const auto& [name, rate] : rows_of(rates_of({}))) EXPECT_EQ(rate, std::nullopt) << name;
}

TEST(Period, each_rate_has_its_own_whole) {
    const PeriodSums sums{.sales_identified = Minor{60'000},
                          .sales_total = Minor{100'000},
                          .sales_digital = Minor{15'000},
                          .tickets_identified = 12,
                          .tickets_total = 30,
                          .issued_net = Units{500},
                          .redeemed_net = Units{200},
                          .expired = Units{50},
                          .issued_value = Minor{600},
                          .enrolled = 20,
                          .active = 8,
                          .buyers = 5,
                          .buyers_2plus = 3,
                          .redeemers = 2,
                          .engaged = 6,
                          .digital_active = 1};
    std::map<std::string_view, std::string> rates;
    for (const auto& [name, rate] : rows_of(rates_of(sums))) rates[name] = rate.value();
    const std::map<std::string_view, std::string> expected{{"participation", "0.6000"},
                                                           {"participation_tickets", "0.4000"},
                                                           {"active_rate", "0.4000"},
                                                           {"earn_rate", "0.0100"},
                                                           {"redemption_rate_points", "0.4000"},
                                                           {"redemption_rate_members", "0.3333"},
                                                           {"burn_ratio", "0.5000"},
                                                           {"repurchase_rate", "0.6000"},
                                                           {"frequency", "2.4000"},
                                                           {"average_ticket", "5000.0000"},
                                                           {"average_spend", "12000.0000"},
                                                           {"digital_adoption", "0.1250"},
                                                           {"digital_share", "0.2500"}};
    EXPECT_EQ(rates, expected);
}

TEST(Period, a_month_of_more_reversals_than_points_has_negative_ratios) {
    const PeriodRates rates =
        rates_of({.issued_net = Units{-100}, .redeemed_net = Units{40}, .expired = Units{10}});
    EXPECT_EQ(rates.redemption_rate_points, "-0.4000");
    EXPECT_EQ(rates.burn_ratio, "-0.5000");
}

TEST(Period, a_year_to_a_day_holds_that_day_and_364_before) {
    const DaySpan year = days_to(day_of(2025, 12, 31));
    EXPECT_EQ(year.first, day_of(2025, 1, 1));
    EXPECT_TRUE(year.contains(day_of(2025, 1, 1)));
    EXPECT_TRUE(year.contains(day_of(2025, 12, 31)));
    EXPECT_FALSE(year.contains(day_of(2024, 12, 31)));
    EXPECT_FALSE(year.contains(day_of(2026, 1, 1)));
    EXPECT_EQ(days_to(day_of(2024, 12, 31)).first, day_of(2024, 1, 2));  // a leap year
}

}  // namespace
}  // namespace vuelve::analytics
