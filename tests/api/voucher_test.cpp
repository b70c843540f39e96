#include "shop_fixture.h"

namespace vuelve::api {
namespace {

class Vouchers : public ShopTest {
 protected:
    /// The code of a coupon of ten per cent, granted by a purchase.
    std::string granted() {
        const Told bought = post("/v1/purchases", ticket("g" + std::to_string(++tickets_), 5000));
        EXPECT_EQ(bought.status, 201) << bought.text;
        return bought.string("vouchers/0/code");
    }
    std::string shown(const std::string& code, const std::string& more = "") const {
        return R"({"code": ")" + code + R"(", "member": ")" + member_ + "\"" + more + "}";
    }
    Told validate(const std::string& body) { return post("/v1/vouchers/validate", body); }

 private:
    int tickets_ = 0;
};

TEST_F(Vouchers, say_what_they_are_good_for) {
    std::string code = granted();
    const Told told = validate(shown(
        code,
        R"(, "lines": [{"quantity": 2, "unit_price": 450}, {"quantity": 1, "unit_price": 100}])"));
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_EQ(told.string("state"), "issued");
    EXPECT_EQ(told.string("coupon"), "DIEZ");
    EXPECT_TRUE(at(told.body, "refusal").is_null());
    EXPECT_EQ(told.number("discounts/0/amount"), 100);
    EXPECT_EQ(told.number("discounts/0/lines/0"), 90);
    EXPECT_EQ(told.number("total"), 900);
    EXPECT_EQ(told.text.find(code), std::string::npos);
    // As people type it.
    for (char& c : code) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    EXPECT_EQ(validate(R"({"code": ")" + code.substr(0, 4) + " " + code.substr(4) + "\"}").status,
              200);

    const Told open = validate(R"({"code": "MIL", "lines": [{"quantity": 1, "unit_price": 900}]})");
    EXPECT_EQ(open.string("refusal"), "MIN_PURCHASE") << open.text;
    EXPECT_TRUE(at(open.body, "voucher").is_null());
    expect_unknown_field("/v1/vouchers/validate", R"({"code": "MIL", "store": "CENTRO"})");
}

TEST_F(Vouchers, that_nobody_has_slow_down_who_guesses) {
    const std::string code = granted();
    const std::string foreign = R"({"code": ")" + code + R"(", "member": ")" + friend_ + "\"}";
    expect_refusal(validate(foreign), 404, "NOT_FOUND");
    for (int guess = 0; guess < 4; ++guess)
        expect_refusal(validate(R"({"code": "GUESS)" + std::to_string(guess) + "\"}"), 404,
                       "NOT_FOUND");
    const Told slowed = validate(shown(code));
    expect_refusal(slowed, 429, "RATE_LIMITED");
    EXPECT_GT(std::stoi(slowed.header("Retry-After")), 1);
    // Another client is not the one that guessed.
    const std::string other = key_of("other", {"coupons.validate"});
    EXPECT_EQ(send("POST", "/v1/vouchers/validate", shown(code), other).status, 200);
}

TEST_F(Vouchers, are_used_once) {
    const std::string code = granted();
    expect_refusal(
        act("/v1/vouchers/use", R"({"code": ")" + code + R"(", "member": ")" + friend_ + "\"}"),
        422, "WRONG_MEMBER");
    const Told used = act("/v1/vouchers/use", shown(code), "u1");
    ASSERT_EQ(used.status, 200) << used.text;
    EXPECT_EQ(used.string("voucher/state"), "used");
    expect_replay(used, "/v1/vouchers/use", shown(code), "u1");
    expect_refusal(act("/v1/vouchers/use", shown(code)), 409, "VOUCHER_USED");
    EXPECT_EQ(validate(shown(code)).string("refusal"), "VOUCHER_USED");
    expect_refusal(act("/v1/vouchers/use", shown("NOBODYS")), 404, "NOT_FOUND");
    expect_refusal(post("/v1/vouchers/use", shown(code)), 400, "IDEMPOTENCY_KEY_REQUIRED");
    expect_unknown_field("/v1/vouchers/use", shown(code, R"(, "ttl_seconds": 5)"));
}

TEST_F(Vouchers, of_a_closed_member_say_so) {
    const std::string code = granted();
    ASSERT_EQ(act("/v1/members/" + member_ + "/suspend", "").status, 200);
    EXPECT_EQ(validate(shown(code)).string("refusal"), "MEMBER_NOT_ACTIVE");
    ASSERT_EQ(act("/v1/members/" + member_ + "/reactivate", "").status, 200);
    EXPECT_TRUE(at(validate(shown(code)).body, "refusal").is_null());
}

TEST_F(Vouchers, are_held_for_a_cart) {
    const std::string code = granted();
    const Told locked = act("/v1/vouchers/lock", shown(code, R"(, "ttl_seconds": 60)"));
    ASSERT_EQ(locked.status, 200) << locked.text;
    EXPECT_EQ(locked.string("voucher/state"), "locked");
    EXPECT_EQ(locked.string("due_at"), "2026-03-10T23:01:00Z");
    expect_refusal(act("/v1/vouchers/lock", shown(code)), 409, "INVALID_STATE");
    const Told free = act("/v1/vouchers/unlock", shown(code));
    EXPECT_EQ(free.string("voucher/state"), "issued") << free.text;
    expect_refusal(act("/v1/vouchers/unlock", shown(code)), 409, "INVALID_STATE");

    ASSERT_EQ(act("/v1/vouchers/lock", shown(code, R"(, "ttl_seconds": 60)")).status, 200);
    pass_to("2026-03-10T18:02:00-05:00");
    EXPECT_EQ(validate(shown(code)).string("state"), "issued");
}

TEST_F(Vouchers, show_their_codes_to_who_may_spend_them) {
    const std::string code = granted();
    const std::string page = "/v1/members/" + member_ + "/vouchers";
    EXPECT_EQ(get(page).string("items/0/code"), code);
    const std::string reader = key_of("reader", {"members.read"});
    const Told masked = send("GET", page, "", reader);
    EXPECT_EQ(masked.string("items/0/coupon"), "DIEZ") << masked.text;
    EXPECT_EQ(masked.text.find(code), std::string::npos);
}

TEST_F(Vouchers, take_their_discount_off_a_ticket) {
    const Told told = post("/v1/coupons/price", R"({"coupons": ["DIEZ"], "lines": [
        {"quantity": 1, "unit_price": 12000}, {"quantity": 1, "unit_price": 7990}]})");
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_EQ(told.string("discounts/0/coupon"), "DIEZ");
    EXPECT_EQ(told.number("discounts/0/amount"), 1999);
    EXPECT_EQ(told.number("total"), 17991);
    const auto priced = [&](const std::string& coupons) {
        return post("/v1/coupons/price", R"({"lines": [{"quantity": 1, "unit_price": 100}],
                                             "coupons": )" +
                                             coupons + "}");
    };
    expect_refusal(priced(R"(["MIL"])"), 422, "MIN_PURCHASE");
    expect_refusal(priced(R"(["DIEZ", "MIL"])"), 422, "NOT_STACKABLE");
    expect_refusal(priced(R"(["AYER"])"), 409, "VOUCHER_EXPIRED");
    expect_refusal(priced(R"(["NADA"])"), 422, "VALIDATION_FAILED");
    expect_unknown_field("/v1/coupons/price", R"({"lines": [], "coupons": [], "member": "m"})");
}

}  // namespace
}  // namespace vuelve::api
