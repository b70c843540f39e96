#include "load/histogram.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "load/shop.h"

namespace vuelve::bench {
namespace {

TEST(Histogram, is_within_one_percent_of_what_sorting_says) {
    Histogram histogram;
    std::vector<std::int64_t> values;
    for (std::uint64_t i = 0; i < 20'000; ++i) {
        // From nanoseconds to seconds, every order of magnitude alike.
        values.push_back(static_cast<std::int64_t>((scattered(i) >> 34) >> (i % 30)));
        histogram.add(values.back());
    }
    std::ranges::sort(values);
    for (const double percent : {1.0, 25.0, 50.0, 90.0, 99.0, 99.9}) {
        const auto exact = static_cast<double>(
            values[static_cast<std::size_t>(static_cast<double>(values.size()) * percent / 100) -
                   1]);
        const auto told = static_cast<double>(histogram.percentile(percent));
        EXPECT_GE(told, exact) << percent;
        EXPECT_LE(told, exact * 1.008 + 1) << percent;
    }
    EXPECT_EQ(histogram.max(), values.back());
    EXPECT_EQ(histogram.percentile(100), values.back());
    EXPECT_EQ(histogram.count(), 20'000);
}

TEST(Histogram, small_values_are_exact_and_none_is_zero) {
    Histogram histogram;
    EXPECT_EQ(histogram.percentile(50), 0);
    for (std::int64_t value = 1; value <= 100; ++value) histogram.add(value);
    EXPECT_EQ(histogram.percentile(50), 50);
    EXPECT_EQ(histogram.percentile(99), 99);
    EXPECT_DOUBLE_EQ(histogram.mean(), 50.5);
}

TEST(Histogram, two_added_up_are_as_one_that_saw_both) {
    Histogram slow, quick, both;
    for (std::int64_t i = 1; i <= 1'000; ++i) {
        quick.add(i * 100);
        both.add(i * 100);
        slow.add(i * 90'000);
        both.add(i * 90'000);
    }
    quick.add(slow);
    for (const double percent : {10.0, 50.0, 99.0})
        EXPECT_EQ(quick.percentile(percent), both.percentile(percent));
    EXPECT_EQ(quick.max(), 90'000'000);
}

TEST(Shop, a_purchase_repeated_is_the_same_and_another_is_not) {
    std::string first, again, other;
    append_purchase(first, {.run = 7, .number = 3, .member = 9});
    append_purchase(again, {.run = 7, .number = 3, .member = 9});
    append_purchase(other, {.run = 7, .number = 4, .member = 9});
    EXPECT_EQ(first, again);
    EXPECT_NE(first, other);
    EXPECT_NE(first.find("\"id\":\"B-7-3\""), std::string::npos);
    EXPECT_GT(first.size(), 400u);
    EXPECT_LT(first.size(), 700u);
}

}  // namespace
}  // namespace vuelve::bench
