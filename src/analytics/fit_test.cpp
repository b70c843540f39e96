#include "analytics/fit.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "analytics/minimise.h"

namespace vuelve::analytics {
namespace {

using Place = std::span<const double>;

TEST(Minimise, finds_the_end_of_a_bent_valley) {
    const auto found = minimise(
        [](Place at) { return 100 * std::pow(at[1] - at[0] * at[0], 2) + std::pow(1 - at[0], 2); },
        {-1.2, 1}, 1e-8);
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->at[0], 1, 1e-6);
    EXPECT_NEAR(found->at[1], 1, 1e-6);
}

TEST(Minimise, treats_what_is_not_defined_as_a_wall) {
    const auto found =
        minimise([](Place at) { return at[0] - std::log(at[0]) + at[1] * at[1]; }, {0.1, 3}, 1e-8);
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->at[0], 1, 1e-6);
    EXPECT_FALSE(minimise([](Place) { return std::nan(""); }, {0, 0}, 1e-8));
}

/// Customers who behave as the model says.
std::vector<BuyingHistory> simulated(const BgNbd& model, int count) {
    std::mt19937 chance(20250301);
    std::gamma_distribution<double> rate(model.r, 1 / model.alpha);
    std::gamma_distribution<double> leaving(model.a), staying(model.b);
    std::uniform_real_distribution<double> evenly(0, 1);
    std::vector<BuyingHistory> customers;
    for (int i = 0; i < count; ++i) {
        const double a = leaving(chance), b = staying(chance);
        std::exponential_distribution<double> pause(rate(chance));
        BuyingHistory customer{.T = 30 + 30 * evenly(chance)};
        for (double at = pause(chance); at < customer.T; at += pause(chance)) {
            ++customer.x;
            customer.t_x = at;
            if (evenly(chance) < a / (a + b)) break;
        }
        customers.push_back(customer);
    }
    return customers;
}

TEST(Fit, finds_the_parameters_that_made_the_customers) {
    const auto fit = fit_bg_nbd(simulated({.r = 0.8, .alpha = 5, .a = 0.8, .b = 2.5}, 4000));
    ASSERT_TRUE(fit);
    EXPECT_NEAR(fit->model.r, 0.8, 0.1);
    EXPECT_NEAR(fit->model.alpha, 5, 0.8);
    EXPECT_NEAR(fit->model.a / (fit->model.a + fit->model.b), 0.8 / 3.3, 0.03);
}

TEST(Fit, does_not_depend_on_the_unit_of_time) {
    auto customers = simulated({.r = 0.8, .alpha = 5, .a = 0.8, .b = 2.5}, 800);
    const auto weeks = fit_bg_nbd(customers);
    for (BuyingHistory& customer : customers) {
        customer.t_x *= 7;
        customer.T *= 7;
    }
    const auto days = fit_bg_nbd(customers);
    ASSERT_TRUE(weeks && days);
    auto check = [](double one, double other) { EXPECT_NEAR(one / other, 1, 5e-6); };
    check(days->model.r, weeks->model.r);
    check(days->model.alpha, 7 * weeks->model.alpha);
    check(days->model.a, weeks->model.a);
    check(days->model.b, weeks->model.b);
}

TEST(Fit, does_not_depend_on_the_unit_of_money) {
    std::mt19937 chance(20250301);
    std::gamma_distribution<double> scale(4, 1.0 / 15);  // q, 1/gamma
    std::vector<RepeatSpend> customers{{0, 0}, {3, 0}};  // who say nothing
    for (int i = 0; i < 2000; ++i) {
        const int x = 1 + i % 5;
        std::gamma_distribution<double> mean(6.0 * x, 1 / (scale(chance) * x));  // p x
        customers.push_back({x, mean(chance)});
    }
    const auto pesos = fit_gamma_gamma(customers);
    for (RepeatSpend& customer : customers) customer.mean *= 100;
    const auto cents = fit_gamma_gamma(customers);
    ASSERT_TRUE(pesos && cents);
    EXPECT_NEAR(pesos->model.p, 6, 1);
    EXPECT_NEAR(pesos->model.q, 4, 0.6);
    EXPECT_NEAR(cents->model.p / pesos->model.p, 1, 5e-6);
    EXPECT_NEAR(cents->model.q / pesos->model.q, 1, 5e-6);
    EXPECT_NEAR(cents->model.gamma / pesos->model.gamma, 100, 5e-4);
}

TEST(Fit, has_nothing_to_say_of_customers_who_never_came_back) {
    EXPECT_FALSE(fit_bg_nbd({}));
    EXPECT_FALSE(fit_bg_nbd(std::vector<BuyingHistory>(50, {0, 0, 30})));
    EXPECT_FALSE(fit_gamma_gamma({}));
    EXPECT_FALSE(fit_gamma_gamma(std::vector<RepeatSpend>{{0, 0}, {2, 0}}));
}

TEST(Fit, has_no_parameters_for_customers_who_are_all_alike) {
    EXPECT_FALSE(fit_bg_nbd(std::vector<BuyingHistory>(50, {4, 20, 25})));
    EXPECT_FALSE(fit_gamma_gamma(std::vector<RepeatSpend>(50, {4, 120})));
}

}  // namespace
}  // namespace vuelve::analytics
