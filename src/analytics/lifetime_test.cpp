#include "analytics/lifetime.h"

#include <gtest/gtest.h>

#include <cmath>

#include "analytics/hypergeometric.h"

namespace vuelve::analytics {
namespace {

void check_close(double actual, double expected) {
    EXPECT_NEAR(actual, expected, 1e-6 * std::abs(expected));
}

/// Fader, Hardie and Lee's fit of CDNOW.
constexpr BgNbd cdnow{.r = 0.243, .alpha = 4.414, .a = 0.793, .b = 2.426};

TEST(Hypergeometric, agrees_with_closed_forms) {
    EXPECT_EQ(hypergeometric_2f1(0.3, 0.7, 1.1, 0), 1);
    for (double z : {1e-9, 0.1, 0.5, 0.9, 0.999, 0.99999}) {
        check_close(hypergeometric_2f1(1, 1, 2, z), -std::log1p(-z) / z);
        check_close(hypergeometric_2f1(2.5, 3, 3, z), std::pow(1 - z, -2.5));
    }
    check_close(hypergeometric_2f1(-2, 3, 4, 0.5), 1 - 2 * 3 / 4.0 * 0.5 + 3 * 4 / 20.0 * 0.25);
}

TEST(Hypergeometric, agrees_with_values_computed_to_40_digits) {
    check_close(hypergeometric_2f1(0.5, 1.5, 2.25, 0.99), 2.5543681003558042);
    check_close(hypergeometric_2f1(-0.207, 1.976, 28.2, 0.5), 0.99259501369727738);
    check_close(hypergeometric_2f1(0.3, 0.4, 1.5, 0.99999), 1.1811222977088256);
    check_close(hypergeometric_2f1(0.3, 0.4, -0.3, 0.7), -0.21060589151059169);
}

TEST(Lifetime, expects_what_40_digits_expect) {
    auto check = [](const BgNbd& model, const BuyingHistory& customer, double t, double expected) {
        check_close(expected_purchases(model, customer, t), expected);
    };
    check(cdnow, {2, 30.43, 38.86}, 39, 1.2260281747671445);  // 1.226 in the paper
    check(cdnow, {0, 0, 38.86}, 39, 0.19509805201126264);
    check(cdnow, {26, 30.43, 38.86}, 39, 1.9218827032722017);
    check(cdnow, {1200, 38.8, 38.86}, 39, 822.21047356337447);  // the formula itself overflows here
    check(cdnow, {3, 1, 1}, 5000, 57.495446975326156);
    check(cdnow, {3, 20, 30}, 1e-6, 6.0974424071656989e-8);
    check({0.25, 4.5, 0.3, 0.4}, {0, 0, 30}, 26, 0.16131069762029656);  // a + b + x < 1
}

TEST(Lifetime, is_smooth_where_the_formula_divides_by_zero) {
    check_close(expected_purchases({0.25, 4.5, 1, 2.5}, {3, 20, 30}, 26), 1.1916837835);
    check_close(expected_purchases({0.25, 4.5, 0.4, 0.6}, {0, 0, 30}, 26), 0.16245931469);
}

TEST(Lifetime, nobody_buys_in_no_time) {
    EXPECT_EQ(expected_purchases(cdnow, {2, 30.43, 38.86}, 0), 0);
}

TEST(Lifetime, silence_after_many_purchases_means_gone) {
    EXPECT_EQ(p_alive(cdnow, {0, 0, 500}), 1);
    EXPECT_EQ(p_alive(cdnow, {5000, 1, 1e6}), 0);  // the power overflows to infinity
    EXPECT_GT(p_alive(cdnow, {5, 30, 30}), p_alive(cdnow, {5, 20, 30}));
}

TEST(Lifetime, the_mean_ticket_moves_towards_the_members_own) {
    constexpr GammaGamma tickets{.p = 6, .q = 4, .gamma = 15};
    check_close(*expected_ticket(tickets, 0, 0), 30);  // the population's
    EXPECT_LT(*expected_ticket(tickets, 1, 50), *expected_ticket(tickets, 10, 50));
    EXPECT_EQ(expected_ticket({.p = 6, .q = 1, .gamma = 15}, 0, 0), std::nullopt);
    EXPECT_EQ(expected_ticket({.p = 6, .q = 0.5, .gamma = 15}, 0, 0), std::nullopt);
}

TEST(Lifetime, value_without_periods_is_nothing_and_without_discount_the_whole) {
    constexpr GammaGamma tickets{.p = 6, .q = 4, .gamma = 15};
    const BuyingHistory customer{3, 20, 30};
    auto value = [&](const Horizon& horizon) {
        return clv(cdnow, tickets, customer, 50, horizon).value();
    };
    EXPECT_EQ(value({.margin = 0.3, .step = 4, .periods = 0}), 0);
    const double whole =
        0.3 * *expected_ticket(tickets, 3, 50) * expected_purchases(cdnow, customer, 12);
    check_close(value({.margin = 0.3, .step = 4, .periods = 3}), whole);
    EXPECT_LT(value({.margin = 0.3, .step = 4, .periods = 3, .discount = 0.01}), whole);
    EXPECT_EQ(clv(cdnow, {.p = 6, .q = 0.5, .gamma = 15}, {0, 0, 30}, 0, {}), std::nullopt);
}

}  // namespace
}  // namespace vuelve::analytics
