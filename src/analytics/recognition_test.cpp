#include "analytics/recognition.h"

#include <gtest/gtest.h>

namespace vuelve::analytics {
namespace {

/// Revenue of each month.
std::vector<std::int64_t> revenues(const std::vector<PoolMonth>& months) {
    std::vector<std::int64_t> amounts;
    const auto rows = recognition(months);
    EXPECT_TRUE(rows);
    for (const RecognisedMonth& row : *rows) amounts.push_back(row.revenue.n);
    return amounts;
}
using Amounts = std::vector<std::int64_t>;

PoolMonth sold(std::int64_t deferred, std::int64_t issued, Units outstanding) {
    return {.deferred = Minor{deferred}, .issued = Units{issued}, .outstanding = outstanding};
}
PoolMonth used(std::int64_t redeemed, Ratio breakage_rate, Units outstanding) {
    return {
        .redeemed = Units{redeemed}, .breakage_rate = breakage_rate, .outstanding = outstanding};
}

TEST(Recognition, nothing_is_recognised_at_issue) {
    EXPECT_EQ(revenues({}), Amounts{});
    EXPECT_EQ(revenues({sold(9000, 100, Units{100})}), Amounts{0});
}

TEST(Recognition, takes_revenue_back_when_more_points_will_be_used_after_all) {
    const auto rows = recognition(std::vector<PoolMonth>{sold(9000, 100, Units{100}),
                                                         used(30, Ratio(1, 2), Units{70}),
                                                         used(0, Ratio(1, 4), Units{70})});
    ASSERT_TRUE(rows);
    EXPECT_EQ((*rows)[1].recognised_to_date, Minor{5400});  // 9000 x 30 / 50
    EXPECT_EQ((*rows)[2].revenue, Minor{-1800});            // 9000 x 30 / 75 = 3600
    EXPECT_EQ((*rows)[2].liability, Minor{5400});
}

TEST(Recognition, never_recognises_more_than_was_deferred) {
    EXPECT_EQ(revenues({sold(9000, 100, Units{100}), used(80, Ratio(1, 2), Units{20})}),
              (Amounts{0, 9000}));
}

TEST(Recognition, all_that_is_left_goes_with_the_last_point) {
    EXPECT_EQ(revenues({sold(9000, 100, Units{100}), used(0, Ratio(0), Units{0})}),
              (Amounts{0, 9000}));
    EXPECT_EQ(revenues({sold(0, 0, Units{0})}), Amounts{0});
}

TEST(Recognition, divides_by_no_expectation) {
    EXPECT_EQ(revenues({sold(9000, 100, Units{100}), used(0, Ratio(1), Units{100}),
                        used(1, Ratio(1), Units{99})}),
              (Amounts{0, 0, 9000}));
}

TEST(Recognition, stays_exact_at_the_largest_amounts) {
    EXPECT_EQ(revenues({sold(amount_max, amount_max, Units{amount_max}),
                        used(amount_max / 2, Ratio(0), Units{amount_max / 2})}),
              (Amounts{0, amount_max / 2}));
}

}  // namespace
}  // namespace vuelve::analytics
