#include "analytics/worth.h"

#include <gtest/gtest.h>

#include <random>

namespace vuelve::analytics {
namespace {

Day day(int number) { return Day{20000 + number}; }

TEST(Worth, knows_of_a_customer_what_the_models_ask) {
    const std::map<HolderId, BuyingDays> customers{
        {HolderId{1}, {{day(0), Minor{900}}, {day(7), Minor{200}}, {day(21), Minor{400}}}},
        {HolderId{2}, {{day(14), Minor{500}}}}};
    const Worth worth = worth_of(customers, day(70), {});
    ASSERT_EQ(worth.customers.size(), 2);
    const CustomerWorth& first = worth.customers[0];
    EXPECT_EQ(first.history.x, 2);
    EXPECT_EQ(first.history.t_x, 3);
    EXPECT_EQ(first.history.T, 10);
    EXPECT_EQ(first.mean, 300);  // the first day is no repetition
    EXPECT_EQ(worth.customers[1].history.x, 0);
    EXPECT_EQ(worth.customers[1].history.T, 8);
    EXPECT_FALSE(worth.mean_clv());  // two customers fit no model
}

TEST(Worth, values_those_higher_who_bought_more_and_later) {
    std::mt19937 chance(7);
    // As the models have it: gamma rates and a chance to leave, gamma tickets around gamma levels.
    std::gamma_distribution<double> rate(0.8, 0.2), level(6, 1 / 3000.0);
    std::uniform_real_distribution<double> evenly(0, 1);
    std::map<HolderId, BuyingDays> customers;
    for (std::int64_t member = 1; member <= 1000; ++member) {
        const double often = rate(chance);
        std::gamma_distribution<double> ticket(6, 1 / level(chance));
        auto& days = customers[HolderId{member}];
        for (double at = 0; at < 365; at += 7 * std::exponential_distribution(often)(chance)) {
            days[day(static_cast<int>(at))] += Minor{static_cast<std::int64_t>(ticket(chance)) + 1};
            if (evenly(chance) < 0.1) break;
        }
    }
    const Horizon horizon{.margin = 0.3, .step = 4, .periods = 12, .discount = 0.01};
    const Worth worth = worth_of(customers, day(365), horizon);
    ASSERT_TRUE(worth.purchases && worth.tickets);
    ASSERT_TRUE(worth.mean_clv());
    EXPECT_GT(*worth.mean_clv(), 0);
    const auto of = [&](auto better) {
        double sum = 0, count = 0;
        for (const CustomerWorth& customer : worth.customers)
            if (better(customer)) sum += *customer.clv, ++count;
        return sum / count;
    };
    EXPECT_GT(
        of([](const auto& customer) { return customer.alive > 0.9 && customer.history.x > 5; }),
        of([](const auto& customer) { return customer.alive < 0.3; }));
}

}  // namespace
}  // namespace vuelve::analytics
