#include "http/rate_limit.h"

#include <gtest/gtest.h>

namespace vuelve::http {
namespace {

using namespace std::chrono_literals;

TEST(RateLimiter, lets_a_burst_through_and_then_the_rate) {
    RateLimiter limiter({.per_second = 10, .burst = 20});
    RateLimiter::Instant now{};
    for (int i = 0; i < 20; ++i) {
        const Allowance allowance = limiter.take("key", now);
        EXPECT_TRUE(allowance.allowed) << i;
        EXPECT_EQ(allowance.remaining, 19 - i);
    }
    const Allowance refused = limiter.take("key", now);
    EXPECT_FALSE(refused.allowed);
    EXPECT_EQ(refused.remaining, 0);
    EXPECT_EQ(refused.retry_seconds, 1);
    EXPECT_EQ(refused.reset_seconds, 2);

    EXPECT_FALSE(limiter.take("key", now + 99ms).allowed);
    EXPECT_TRUE(limiter.take("key", now + 100ms).allowed);
    EXPECT_FALSE(limiter.take("key", now + 100ms).allowed);
    EXPECT_TRUE(limiter.take("other", now).allowed) << "keys do not share a bucket";
}

TEST(RateLimiter, gives_over_a_day_no_more_than_the_rate_and_one_burst) {
    RateLimiter limiter({.per_second = 5, .burst = 7});
    RateLimiter::Instant now{};
    int allowed = 0;
    constexpr int steps = 20'000;
    for (int i = 0; i < steps; ++i, now += 37ms)
        allowed += limiter.take("key", now).allowed ? 1 : 0;
    const int by_rate = steps * 37 * 5 / 1000;
    EXPECT_LE(allowed, by_rate + 7);
    EXPECT_GE(allowed, by_rate - 1);
}

TEST(RateLimiter, fills_up_again_and_never_above_the_burst) {
    RateLimiter limiter({.per_second = 10, .burst = 3});
    RateLimiter::Instant now{};
    for (int i = 0; i < 3; ++i) limiter.take("key", now);
    now += 1h;
    int allowed = 0;
    for (int i = 0; i < 10; ++i) allowed += limiter.take("key", now).allowed ? 1 : 0;
    EXPECT_EQ(allowed, 3);
}

TEST(RateLimiter, survives_a_clock_that_steps_back) {
    RateLimiter limiter({.per_second = 10, .burst = 2});
    const RateLimiter::Instant now = RateLimiter::Instant{} + 1h;
    limiter.take("key", now);
    limiter.take("key", now);
    EXPECT_FALSE(limiter.take("key", now - 1min).allowed);
    EXPECT_TRUE(limiter.take("key", now + 200ms).allowed);
}

TEST(RateLimiter, forgets_full_buckets_before_it_grows) {
    RateLimiter limiter({.per_second = 10, .burst = 2}, 100);
    RateLimiter::Instant now{};
    limiter.take("busy", now + 10s);
    for (int i = 0; i < 1000; ++i) {
        limiter.take("visitor " + std::to_string(i), now);
        now += 100ms;
        EXPECT_LE(limiter.keys(), 100U);
    }
}

TEST(RateLimiter, tells_its_state_in_headers) {
    Response response;
    response.headers.add("Retry-After", "1");
    add_rate_headers(response, {.per_second = 200, .burst = 400},
                     {.allowed = false, .remaining = 0, .reset_seconds = 2, .retry_seconds = 7});
    EXPECT_EQ(response.headers.find("RateLimit-Policy"), "\"credential\";q=400;w=2");
    EXPECT_EQ(response.headers.find("RateLimit"), "\"credential\";r=0;t=2");
    EXPECT_EQ(response.headers.find("Retry-After"), "7");
}

}  // namespace
}  // namespace vuelve::http
