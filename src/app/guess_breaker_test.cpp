#include "app/guess_breaker.h"

#include <gtest/gtest.h>

namespace vuelve::app {
namespace {

constexpr Instant start{1'772'452'800'000};
constexpr std::int64_t tenant = 1, other = 2;

TEST(GuessBreaker, breaks_by_the_one_that_is_too_many) {
    GuessBreaker breaker;
    for (std::int64_t i = 0; i < GuessBreaker::failures_max; ++i) {
        EXPECT_FALSE(breaker.failed(tenant, start + i));
        EXPECT_FALSE(breaker.is_open(tenant, start + i));
    }
    EXPECT_TRUE(breaker.failed(tenant, start + ms_per_minute));
    EXPECT_TRUE(breaker.is_open(tenant, start + ms_per_minute));
    EXPECT_FALSE(breaker.failed(tenant, start + ms_per_minute)) << "once";
    EXPECT_FALSE(breaker.is_open(other, start + ms_per_minute)) << "each shop has its own";
}

TEST(GuessBreaker, calms_when_what_failed_is_an_hour_old) {
    GuessBreaker breaker;
    for (std::int64_t i = 0; i <= GuessBreaker::failures_max; ++i) breaker.failed(tenant, start);
    EXPECT_TRUE(breaker.is_open(tenant, start + 59 * ms_per_minute));
    EXPECT_FALSE(breaker.is_open(tenant, start + 60 * ms_per_minute));
    EXPECT_FALSE(breaker.failed(tenant, start + 60 * ms_per_minute)) << "it begins anew";
}

TEST(GuessBreaker, counts_any_hour_not_only_whole_ones) {
    GuessBreaker breaker;
    for (std::int64_t i = 0; i < 600; ++i) breaker.failed(tenant, start + 50 * ms_per_minute);
    for (std::int64_t i = 0; i < 400; ++i) breaker.failed(tenant, start + 70 * ms_per_minute);
    EXPECT_TRUE(breaker.failed(tenant, start + 71 * ms_per_minute));
    EXPECT_FALSE(breaker.is_open(tenant, start + 110 * ms_per_minute));
}

TEST(GuessBreaker, forgets_nothing_by_a_clock_that_goes_back) {
    GuessBreaker breaker;
    for (std::int64_t i = 0; i <= GuessBreaker::failures_max; ++i) breaker.failed(tenant, start);
    EXPECT_TRUE(breaker.is_open(tenant, start + -ms_per_day));
}

}  // namespace
}  // namespace vuelve::app
