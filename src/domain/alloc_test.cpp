#include "domain/alloc.h"

#include <gtest/gtest.h>

#include <rapidcheck.h>

#include <numeric>

namespace vuelve {
namespace {

using Shares = std::vector<std::int64_t>;

TEST(Alloc, left_over_units_go_to_the_largest_remainders_and_ties_to_the_lower_index) {
    EXPECT_EQ(alloc(10, Shares{1, 1, 1}), (Shares{4, 3, 3}));
    EXPECT_EQ(alloc(7, Shares{50, 30, 20}), (Shares{4, 2, 1}));
    EXPECT_EQ(alloc(1, Shares{1, 2}), (Shares{0, 1}));
    EXPECT_EQ(alloc(0, Shares{3, 4}), (Shares{0, 0}));
}

TEST(Alloc, weights_of_nothing_give_all_to_the_first) {
    EXPECT_EQ(alloc(5, Shares{0, 0}), (Shares{5, 0}));
}

TEST(Alloc, exact_weights_are_split_as_their_whole_multiples) {
    const std::vector<Ratio> halves{Ratio(1, 2), Ratio(3, 2), Ratio(1)};
    EXPECT_EQ(alloc(100, halves), alloc(100, Shares{1, 3, 2}));
}

TEST(Alloc, shares_add_up_and_each_is_within_one_unit_of_its_part) {
    EXPECT_TRUE(rc::check([] {
        // Their products need less than 64 bits, all of them, and more.
        const auto dear = *rc::gen::element<std::int64_t>(1'000'000, 4'000'000'000, amount_max);
        const auto total = *rc::gen::inRange<std::int64_t>(0, 2'000'000'000);
        const auto weights =
            *rc::gen::nonEmpty(rc::gen::container<Shares>(rc::gen::inRange<std::int64_t>(0, dear)));
        const Shares shares = alloc(total, weights);
        RC_ASSERT(std::reduce(shares.begin(), shares.end()) == total);
        const auto all = std::reduce(weights.begin(), weights.end());
        if (all == 0) return;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            RC_ASSERT(shares[i] >= multiply_divide_down(total, weights[i], all));
            RC_ASSERT(shares[i] <= multiply_divide_down(total, weights[i], all) + 1);
            if (weights[i] == 0) RC_ASSERT(shares[i] == 0);
        }
    }));
}

}  // namespace
}  // namespace vuelve
