#include "analytics/clearing.h"

#include <gtest/gtest.h>

namespace vuelve::analytics {
namespace {

const Brand air{.code = "AIR",
                .issue_price = Ratio(125, 100),
                .redeem_price = Ratio(1),
                .fee_percent = Ratio(2)};
const Brand fuel{.code = "FUEL",
                 .issue_price = Ratio(13, 10),
                 .redeem_price = Ratio(95, 100),
                 .fee_percent = Ratio(2)};
const std::vector<Brand> brands{fuel, air};

TEST(Clearing, a_brand_pays_for_its_points_and_is_paid_for_its_prizes) {
    const auto row = clear_brand(
        fuel, {.earned = Units{3413}, .reversed = Units{3333}, .redeemed = Units{2000}}, 0);
    EXPECT_EQ(*row, (ClearingRow{.brand = "FUEL",
                                 .issued_net = Units{80},
                                 .redeemed_net = Units{2000},
                                 .issue_due = Minor{104},
                                 .redeem_claim = Minor{1900},
                                 .fee = Minor{2},
                                 .net_payable = Minor{-1794}}));
}

TEST(Clearing, captures_count_and_refunds_take_back) {
    const auto row =
        clear_brand(air, {.redeemed = Units{10}, .captured = Units{5}, .refunded = Units{40}}, 0);
    EXPECT_EQ(row->redeemed_net, Units{-25});
    EXPECT_EQ(row->redeem_claim, Minor{-25});
    EXPECT_EQ(row->net_payable, Minor{25});
}

TEST(Clearing, a_brand_that_took_back_more_than_it_gave_pays_no_fee) {
    const auto row = clear_brand(air, {.earned = Units{10}, .reversed = Units{1010}}, 0);
    EXPECT_EQ(row->issue_due, Minor{-1250});
    EXPECT_EQ(row->fee, Minor{0});
    EXPECT_EQ(row->net_payable, Minor{-1250});
}

TEST(Clearing, prices_are_for_whole_points) {
    EXPECT_EQ(clear_brand(air, {.earned = Units{250}}, 2)->issue_due, Minor{3});  // 2.5 x 1.25
    EXPECT_EQ(clear_brand(air, {}, 0)->net_payable, Minor{0});
}

TEST(Clearing, expired_points_are_the_operators_unless_agreed_otherwise) {
    const BrandUnits units{.earned = Units{1000}, .expired = Units{100}};
    EXPECT_EQ(clear_brand(air, units, 0)->net_payable, Minor{1275});
    const auto shared = clear_brand(air, units, 0, BreakageOwner::Issuer);
    EXPECT_EQ(shared->breakage_credit, Minor{125});
    EXPECT_EQ(shared->net_payable, Minor{1150});
    EXPECT_EQ(
        operator_margin(std::vector{*shared, *clear_brand(fuel, {.redeemed = Units{100}}, 0)}),
        Minor{1150 - 95});
    EXPECT_EQ(operator_margin({}), Minor{0});
}

TEST(Bilateral, sums_pairs_and_leaves_out_what_cancels) {
    const std::vector<BrandFlow> flows{{"FUEL", "AIR", Units{30}},
                                       {"AIR", "FUEL", Units{700}},
                                       {"AIR", "FUEL", Units{301}},
                                       {"FUEL", "FUEL", Units{200}},
                                       {"FUEL", "AIR", Units{-30}}};
    const auto rows = bilateral(brands, flows, 0);
    ASSERT_TRUE(rows);
    EXPECT_EQ(*rows, (std::vector<BilateralRow>{{"AIR", "FUEL", Units{1001}, Minor{951}},
                                                {"FUEL", "FUEL", Units{200}, Minor{0}}}));
    EXPECT_TRUE(bilateral(brands, {}, 0)->empty());
}

TEST(Bilateral, a_refund_mirrors_its_redemption) {
    auto amount = [](std::int64_t points) {
        const std::vector<BrandFlow> flows{{"AIR", "FUEL", Units{points}}};
        return bilateral(brands, flows, 0)->front().amount;
    };
    EXPECT_EQ(amount(10), Minor{10});  // 9.5
    EXPECT_EQ(amount(-10), Minor{-10});
}

TEST(Bilateral, refuses_a_brand_it_does_not_know) {
    const std::vector<BrandFlow> flows{{"AIR", "HOTEL", Units{1}}};
    EXPECT_EQ(bilateral(brands, flows, 0).error().code, ErrorCode::NotFound);
}

}  // namespace
}  // namespace vuelve::analytics
