#include "codec/voucher_json.h"

#include <gtest/gtest.h>

namespace vuelve {
namespace {

TEST(VoucherJson, keeps_what_a_row_has_no_column_for) {
    Voucher voucher{.code = "ABCD",
                    .purchase = "P-1",
                    .used_in = "P-2",
                    .cost_currency = CurrencyId{3},
                    .cost_brand = BrandId{4},
                    .cost = {{LotId{50}, Units{10}, Units{2}}},
                    .redemption = RedemptionId{480'000'000'000'000'000}};
    const std::string text = encode_voucher_detail(voucher);
    EXPECT_EQ(text.find("ABCD"), std::string::npos);
    auto kept = decode_voucher_detail(text);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->purchase, "P-1");
    EXPECT_EQ(kept->used_in, "P-2");
    EXPECT_EQ(kept->redemption, voucher.redemption);
    EXPECT_EQ(kept->cost_currency, voucher.cost_currency);
    EXPECT_EQ(kept->cost_brand, voucher.cost_brand);
    ASSERT_EQ(kept->cost.size(), 1U);
    EXPECT_EQ(kept->cost.front().lot, LotId{50});
    EXPECT_EQ(kept->cost.front().units, Units{10});
    EXPECT_EQ(kept->cost.front().refunded, Units{2});
}

TEST(VoucherJson, of_a_plain_one_is_empty) {
    EXPECT_EQ(encode_voucher_detail(Voucher{}), "{}");
    EXPECT_EQ(decode_voucher_detail("{}")->redemption, RedemptionId{});
    EXPECT_EQ(decode_voucher_detail(R"({"cost":[[1,2]]})").error().code, ErrorCode::InternalError);
}

}  // namespace
}  // namespace vuelve
