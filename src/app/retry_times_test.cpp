#include "app/retry_times.h"

#include <gtest/gtest.h>

#include <array>
#include <set>

namespace vuelve::app {
namespace {

constexpr Instant now{1'000'000};

std::int64_t wait_of(int tries, std::int64_t sequence, std::optional<std::int64_t> asked = {}) {
    const auto next = next_try(tries, now, 7, sequence, asked);
    return next ? next->value - now.value : -1;
}

TEST(RetryTimes, are_those_of_the_contract_and_up_to_a_tenth_more) {
    constexpr std::array<std::int64_t, 9> seconds{5,      300,    1800,   7200,  18'000,
                                                  36'000, 50'400, 72'000, 86'400};
    for (std::size_t i = 0; i < seconds.size(); ++i)
        for (std::int64_t sequence = 1; sequence < 200; ++sequence) {
            const std::int64_t wait = wait_of(static_cast<int>(i) + 1, sequence);
            EXPECT_GE(wait, seconds[i] * 1000);
            EXPECT_LE(wait, seconds[i] * 1100);
            EXPECT_EQ(wait, wait_of(static_cast<int>(i) + 1, sequence));
        }
    EXPECT_EQ(wait_of(delivery_tries_max, 1), -1);
}

TEST(RetryTimes, of_neighbours_differ) {
    std::set<std::int64_t> waits;
    for (std::int64_t sequence = 1; sequence <= 100; ++sequence) waits.insert(wait_of(2, sequence));
    EXPECT_GT(waits.size(), 80u);
}

TEST(RetryTimes, a_receiver_may_ask_for_more_time_but_not_for_days) {
    EXPECT_EQ(wait_of(1, 1, 60), 60'000);
    EXPECT_EQ(wait_of(1, 1, 1), wait_of(1, 1));
    EXPECT_EQ(wait_of(1, 1, 1'000'000), 24 * ms_per_hour);
    EXPECT_EQ(wait_of(1, 1, -5), wait_of(1, 1));
    EXPECT_EQ(wait_of(delivery_tries_max, 1, 60), -1);
}

}  // namespace
}  // namespace vuelve::app
