#include "shop_fixture.h"

namespace vuelve::api {
namespace {

class Redemptions : public ShopTest {
 protected:
    Told redeem(const std::string& reward, const std::string& more = "") {
        return act("/v1/redemptions", about(R"("reward": ")" + reward + "\"" + more));
    }
};

TEST_F(Redemptions, take_points_and_give_a_voucher) {
    const std::string body = about(R"("reward": "CAFE", "store": "CENTRO")");
    const Told told = act("/v1/redemptions", body, "x1");
    ASSERT_EQ(told.status, 201) << told.text;
    EXPECT_EQ(told.header("Location"), "/v1/redemptions/" + told.string("redemption"));
    EXPECT_EQ(told.string("redemption").substr(0, 4), "rdm_");
    EXPECT_EQ(told.string("state"), "confirmed");
    EXPECT_EQ(told.string("reward"), "CAFE");
    EXPECT_EQ(told.number("points"), 100);
    EXPECT_EQ(told.number("money"), 0);
    EXPECT_EQ(told.string("voucher/code").size(), 14u);
    EXPECT_EQ(told.string("voucher/valid_to"), "2026-04-09");
    EXPECT_EQ(told.number("balances/PTS/available"), 900);
    expect_replay(told, "/v1/redemptions", body, "x1");

    const Told shown = get("/v1/redemptions/" + told.string("redemption"));
    EXPECT_EQ(shown.string("voucher/id"), told.string("voucher/id"));
    EXPECT_EQ(shown.string("member"), member_);
}

TEST_F(Redemptions, wait_in_a_queue_until_they_are_handed_over) {
    const std::string mug = redeem("TAZA").string("redemption");
    ASSERT_EQ(redeem("CAFE").status, 201);
    const Told first = get("/v1/redemptions?state=confirmed&limit=1");
    ASSERT_EQ(first.size("items"), 1u) << first.text;
    EXPECT_EQ(first.string("items/0/redemption"), mug);
    const Told second =
        get("/v1/redemptions?state=confirmed&limit=1&cursor=" + first.string("next"));
    EXPECT_EQ(second.string("items/0/reward"), "CAFE") << second.text;
    EXPECT_TRUE(at(second.body, "next").is_null());
    // A voucher hands itself over: nobody has to work through it.
    const Told queue = get("/v1/redemptions");
    EXPECT_EQ(queue.size("items"), 1u) << queue.text;
    EXPECT_EQ(queue.string("items/0/redemption"), mug);

    const Told done = act("/v1/redemptions/" + mug + "/fulfil", "{}", "f1");
    ASSERT_EQ(done.status, 200) << done.text;
    EXPECT_EQ(done.string("state"), "fulfilled");
    expect_replay(done, "/v1/redemptions/" + mug + "/fulfil", "{}", "f1");
    expect_refusal(act("/v1/redemptions/" + mug + "/fulfil", "{}"), 409, "INVALID_STATE");
    EXPECT_EQ(get("/v1/redemptions?state=fulfilled").string("items/0/redemption"), mug);
    EXPECT_EQ(get("/v1/redemptions?state=lost").status, 422);
}

TEST_F(Redemptions, are_given_back) {
    const std::string mug = redeem("TAZA").string("redemption");
    EXPECT_EQ(get("/v1/rewards/TAZA").number("left"), 1);
    const Told refunded = act("/v1/redemptions/" + mug + "/refund", "{}");
    ASSERT_EQ(refunded.status, 200) << refunded.text;
    EXPECT_EQ(refunded.string("state"), "refunded");
    EXPECT_EQ(available(), 1000);
    EXPECT_EQ(get("/v1/rewards/TAZA").number("left"), 2);
    expect_refusal(act("/v1/redemptions/" + mug + "/refund", "{}"), 409, "INVALID_STATE");

    const std::string other = redeem("TAZA").string("redemption");
    ASSERT_EQ(act("/v1/redemptions/" + other + "/fulfil", "{}").status, 200);
    expect_refusal(act("/v1/redemptions/" + other + "/refund", "{}"), 409, "INVALID_STATE");
    EXPECT_EQ(act("/v1/redemptions/" + other + "/refund", R"({"force": true})").status, 200);
}

TEST_F(Redemptions, of_a_gift_belong_to_who_gets_it) {
    const Told told = redeem("CAFE", R"(, "recipient": ")" + friend_ + "\"");
    ASSERT_EQ(told.status, 201) << told.text;
    EXPECT_EQ(told.string("recipient"), friend_);
    EXPECT_EQ(told.string("voucher/code").size(), 14u);
    EXPECT_EQ(get("/v1/members/" + friend_ + "/vouchers").size("items"), 1u);
    EXPECT_EQ(get("/v1/members/" + member_ + "/vouchers").size("items"), 0u);
}

TEST_F(Redemptions, are_refused_for_what_they_are) {
    expect_refusal(redeem("NADA"), 404, "UNKNOWN_REWARD");
    expect_refusal(redeem("SOLO_ORO"), 409, "NOT_ELIGIBLE");
    expect_refusal(redeem("LUJO"), 409, "INSUFFICIENT_POINTS");
    expect_refusal(redeem("TAZA", R"(, "store": "NORTE")"), 409, "OUT_OF_STOCK");
    ASSERT_EQ(redeem("CAFE").status, 201);
    ASSERT_EQ(redeem("CAFE").status, 201);
    expect_refusal(redeem("CAFE"), 409, "LIMIT_REACHED");
    expect_refusal(act("/v1/redemptions/rdm_00D1KQ7T3WZ5M8E2B/refund", "{}"), 404, "NOT_FOUND");
    expect_unknown_field("/v1/redemptions", about(R"("reward": "CAFE", "points": 1)"));
    const std::string till = key_of("till", {"points.burn"});
    EXPECT_EQ(send("POST", "/v1/redemptions/rdm_00D1KQ7T3WZ5M8E2B/refund", "{}", till).status, 403);
}

TEST_F(Redemptions, come_from_a_catalogue_with_stock) {
    const Told list = get("/v1/rewards?limit=2", {"Accept-Language: en"});
    ASSERT_EQ(list.size("items"), 2u) << list.text;
    EXPECT_EQ(list.string("items/0/reward"), "TAZA");
    EXPECT_EQ(list.string("items/0/name"), "Mug");
    EXPECT_EQ(list.string("items/0/image"), "/taza.png");
    EXPECT_EQ(list.number("items/0/left_in_store/NORTE"), 0);
    EXPECT_EQ(list.string("items/1/limit/period"), "month");
    const Told rest = get("/v1/rewards?limit=200&cursor=" + list.string("next"));
    EXPECT_EQ(rest.size("items"), 3u);
    EXPECT_EQ(get("/v1/rewards/NADA").string("code"), "UNKNOWN_REWARD");

    const Told set = act("/v1/rewards/TAZA/stock", R"({"left": 7, "store": "NORTE"})", "s1");
    ASSERT_EQ(set.status, 200) << set.text;
    expect_replay(set, "/v1/rewards/TAZA/stock", R"({"left": 7, "store": "NORTE"})", "s1");
    EXPECT_EQ(get("/v1/rewards/TAZA").number("left_in_store/NORTE"), 7);
    EXPECT_EQ(act("/v1/rewards/TAZA/stock", R"({"left": 0})").status, 200);
    expect_refusal(redeem("TAZA"), 409, "OUT_OF_STOCK");
    expect_refusal(act("/v1/rewards/NADA/stock", R"({"left": 0})"), 404, "UNKNOWN_REWARD");
    expect_unknown_field("/v1/rewards/TAZA/stock", R"({"left": 0, "total": 1})");
}

TEST_F(Redemptions, hand_out_the_codes_of_a_supplier) {
    const Told added = act("/v1/rewards/CINE/codes", R"({"codes": ["CINE-1"]})", "p1");
    ASSERT_EQ(added.status, 200) << added.text;
    expect_replay(added, "/v1/rewards/CINE/codes", R"({"codes": ["CINE-1"]})", "p1");
    EXPECT_EQ(get("/v1/rewards/CINE").number("left"), 1);
    const Told told = redeem("CINE");
    ASSERT_EQ(told.status, 201) << told.text;
    EXPECT_EQ(told.string("voucher/code"), "CINE-1");
    expect_refusal(redeem("CINE"), 409, "OUT_OF_STOCK");
    EXPECT_EQ(act("/v1/rewards/CINE/codes", R"({"codes": ["A", "A"]})").string("errors/0/code"),
              "duplicate");
    expect_refusal(act("/v1/coupons/NADA/codes", R"({"codes": ["B"]})"), 404, "NOT_FOUND");
    EXPECT_EQ(act("/v1/coupons/DIEZ/codes", R"({"codes": ["PAN-1"]})").status, 200);
}

}  // namespace
}  // namespace vuelve::api
