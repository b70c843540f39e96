#include "analytics/rate.h"

#include <gtest/gtest.h>

#include <limits>

namespace vuelve::analytics {
namespace {

TEST(Rate, rounds_half_away_from_zero_to_four_places) {
    EXPECT_EQ(rate_of(1, 3), "0.3333");
    EXPECT_EQ(rate_of(2, 3), "0.6667");
    EXPECT_EQ(rate_of(1, 20'000), "0.0001");  // exactly half
    EXPECT_EQ(rate_of(-1, 20'000), "-0.0001");
    EXPECT_EQ(rate_of(1, 20'001), "0.0000");
    EXPECT_EQ(rate_of(19'999, 20'000), "1.0000");
    EXPECT_EQ(rate_of(13, 4), "3.2500");
}

TEST(Rate, is_none_where_nothing_is_divided_by) {
    EXPECT_EQ(rate_of(0, 0), std::nullopt);
    EXPECT_EQ(rate_of(5, 0), std::nullopt);
}

TEST(Rate, has_no_negative_zero_and_minds_both_signs) {
    EXPECT_EQ(rate_of(-1, 1'000'000), "0.0000");
    EXPECT_EQ(rate_of(0, -7), "0.0000");
    EXPECT_EQ(rate_of(-1, -2), "0.5000");
    EXPECT_EQ(rate_of(1, -2), "-0.5000");
}

TEST(Rate, does_not_overflow) {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    EXPECT_EQ(rate_of(most, most), "1.0000");
    EXPECT_EQ(rate_of(most, 1), "9223372036854775807.0000");
    EXPECT_EQ(rate_of(least, least), "1.0000");
    EXPECT_EQ(decimal_of(5, 2, 0), "3");
}

}  // namespace
}  // namespace vuelve::analytics
