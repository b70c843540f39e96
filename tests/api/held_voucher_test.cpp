#include "card_fixture.h"

namespace vuelve::api {
namespace {

/// What a member holds, as their card shows it.
class HeldVouchers : public CardTest {
 protected:
    HeldVouchers() { token_ = sign_in(); }

    Told vouchers(const Lines& lines = {}) {
        return send("GET", "/v1/me/vouchers", "", token_, lines);
    }
    Told redeem(const std::string& reward) {
        step_up(token_);
        return as(token_, "/v1/me/redemptions", R"({"reward": ")" + reward + "\"}");
    }
    Told use(const std::string& code, const std::string& more = "") {
        return act("/v1/vouchers/use",
                   R"({"code": ")" + code + R"(", "member": ")" + eva_ + "\"" + more + "}");
    }
    static bool cancellable(const Told& told, const std::string& item) {
        const auto* found = at(told.body, item + "cancellable").get_if<bool>();
        EXPECT_NE(found, nullptr) << told.text;
        return found && *found;
    }

    std::string token_;
};

TEST_F(HeldVouchers, of_a_redemption_are_cancelled_until_they_are_used) {
    const Told taken = redeem("CINE");
    ASSERT_EQ(taken.status, 201) << taken.text;
    const Told held = vouchers();
    ASSERT_EQ(held.size("items"), 1U) << held.text;
    EXPECT_EQ(held.string("items/0/name"), "CINE");
    EXPECT_EQ(held.string("items/0/redemption"), taken.string("redemption"));
    EXPECT_TRUE(cancellable(held, "items/0/"));
    EXPECT_TRUE(at(held.body, "items/0/used_at").is_null());
    const Told home = send("GET", "/v1/me/home", "", token_);
    EXPECT_EQ(home.string("vouchers/next/redemption"), taken.string("redemption")) << home.text;

    wait(ms_per_hour);
    const std::string code = held.string("items/0/code");
    expect_refusal(use(code, R"(, "store": "NADA")"), 422, "VALIDATION_FAILED");
    ASSERT_EQ(use(code, R"(, "store": "NORTE")").status, 200);
    const Told used = vouchers();
    EXPECT_EQ(used.string("items/0/state"), "used");
    EXPECT_EQ(used.string("items/0/used_at"), "2026-03-11T00:00:00Z") << used.text;
    EXPECT_EQ(used.string("items/0/store"), "NORTE");
    EXPECT_FALSE(cancellable(used, "items/0/"));
    // What touches it later changes nothing of that.
    wait(ms_per_hour);
    ASSERT_EQ(act("/v1/members/" + member_ + "/merge", R"({"duplicate": ")" + eva_ + "\"}").status,
              200);
    const Told merged = get("/v1/members/" + member_ + "/vouchers");
    EXPECT_EQ(merged.string("items/0/used_at"), "2026-03-11T00:00:00Z") << merged.text;
    EXPECT_EQ(merged.string("items/0/store"), "NORTE");
}

TEST_F(HeldVouchers, that_a_purchase_used_say_when_and_where_and_come_back_with_it) {
    ASSERT_EQ(post("/v1/purchases", R"({"id": "c1", "member": ")" + eva_ +
                                        R"(", "lines": [{"quantity": 1, "unit_price": 5000}]})")
                  .status,
              201);
    const Told held = vouchers();
    ASSERT_EQ(held.size("items"), 1U) << held.text;
    EXPECT_EQ(held.string("items/0/name"), "DIEZ");
    EXPECT_TRUE(at(held.body, "items/0/redemption").is_null());
    EXPECT_FALSE(cancellable(held, "items/0/"));
    const std::string code = held.string("items/0/code");
    const Told bought = post("/v1/purchases", R"({"id": "c2", "store": "NORTE", "member": ")" +
                                                  eva_ + R"(", "coupons": [")" + code +
                                                  R"("], "lines": [{"quantity": 1,
                                                     "unit_price": 1000, "discount": 100}]})");
    ASSERT_EQ(bought.status, 201) << bought.text;
    EXPECT_EQ(vouchers().string("items/0/store"), "NORTE");
    EXPECT_EQ(vouchers().string("items/0/store_name"), "NORTE");
    ASSERT_EQ(act("/v1/purchases/c2/void", "{}").status, 200);
    const Told back = vouchers();
    EXPECT_EQ(back.string("items/0/state"), "issued") << back.text;
    EXPECT_TRUE(at(back.body, "items/0/used_at").is_null());
    EXPECT_TRUE(at(back.body, "items/0/store").is_null());
}

TEST_F(HeldVouchers, are_called_by_their_prize_in_the_language_asked) {
    ASSERT_EQ(redeem("CAFE").status, 201);
    EXPECT_EQ(vouchers({"Accept-Language: en"}).string("items/0/coupon"), "DIEZ");
    EXPECT_EQ(get("/v1/members/" + eva_ + "/vouchers").string("items/0/name"),
              vouchers().string("items/0/name"));
}

TEST_F(HeldVouchers, history_says_what_was_left_after_each_movement) {
    ASSERT_EQ(redeem("CINE").status, 201);
    ASSERT_EQ(post("/v1/purchases", R"({"id": "b1", "store": "NORTE", "member": ")" + eva_ +
                                        R"(", "lines": [{"quantity": 1, "unit_price": 3000}]})")
                  .status,
              201);
    const Told whole = as(token_, "/v1/me/history");
    ASSERT_EQ(whole.size("items"), 3U) << whole.text;
    EXPECT_EQ(whole.number("items/0/balances/PTS"), 980);
    EXPECT_EQ(whole.number("items/1/balances/PTS"), 950);
    EXPECT_EQ(whole.number("items/2/balances/PTS"), 1000);
    EXPECT_EQ(whole.string("items/0/store_name"), "NORTE");
    EXPECT_TRUE(at(whole.body, "items/2/store_name").is_null());
    // The same from the middle, by kind, and alone.
    const Told first = as(token_, "/v1/me/history?limit=1");
    EXPECT_EQ(as(token_, "/v1/me/history?limit=1&cursor=" + first.string("next"))
                  .number("items/0/balances/PTS"),
              950);
    EXPECT_EQ(as(token_, "/v1/me/history?kind=adjustment").number("items/0/balances/PTS"), 1000);
    EXPECT_EQ(as(token_, "/v1/me/history/" + whole.string("items/1/txn")).number("balances/PTS"),
              950);
}

}  // namespace
}  // namespace vuelve::api
