#include "shop_fixture.h"

namespace vuelve::api {
namespace {

class Transfers : public ShopTest {
 protected:
    std::string gift(std::int64_t points) const {
        return about(R"("to": ")" + friend_ + R"(", "currency": "PTS", "points": )" +
                     std::to_string(points));
    }
};

TEST_F(Transfers, give_points_for_a_fee) {
    const Told told = act("/v1/transfers", gift(200), "t1");
    ASSERT_EQ(told.status, 201) << told.text;
    EXPECT_EQ(told.string("to"), friend_);
    EXPECT_EQ(told.number("points"), 200);
    EXPECT_EQ(told.number("fee"), 20);
    EXPECT_EQ(points(member_), 780);
    EXPECT_EQ(points(friend_), 1200);
    expect_replay(told, "/v1/transfers", gift(200), "t1");
    expect_refusal(act("/v1/transfers", gift(201), "t1"), 422, "IDEMPOTENCY_CONFLICT");
}

TEST_F(Transfers, case_22_keep_to_the_limits_of_the_programme) {
    expect_refusal(act("/v1/transfers", gift(49)), 422, "BELOW_MIN_POINTS");
    expect_refusal(act("/v1/transfers", gift(401)), 409, "LIMIT_REACHED");
    expect_refusal(act("/v1/transfers",
                       about(R"("to": ")" + member_ + R"(", "currency": "PTS", "points": 100)")),
                   422, "SAME_MEMBER");
    expect_refusal(act("/v1/transfers",
                       about(R"("to": ")" + friend_ + R"(", "currency": "STATUS", "points": 100)")),
                   422, "NOT_TRANSFERABLE");
    expect_refusal(
        act("/v1/transfers", about(R"("to": "card:404", "currency": "PTS", "points": 100)")), 404,
        "UNKNOWN_MEMBER");
    expect_unknown_field("/v1/transfers",
                         about(R"("to": "m", "currency": "PTS", "points": 1, "note": "x")"));
    expect_refusal(post("/v1/transfers", gift(100)), 400, "IDEMPOTENCY_KEY_REQUIRED");
}

TEST_F(Transfers, convert_points_into_money) {
    const std::string body = about(R"("from": "PTS", "to": "CASH", "points": 300)");
    const Told told = act("/v1/conversions", body, "c1");
    ASSERT_EQ(told.status, 201) << told.text;
    EXPECT_EQ(told.string("from"), "PTS");
    EXPECT_EQ(told.string("to"), "CASH");
    EXPECT_EQ(told.number("converted"), 60);
    EXPECT_EQ(told.number("balances/CASH/available"), 60);
    expect_replay(told, "/v1/conversions", body, "c1");
    expect_refusal(act("/v1/conversions", about(R"("from": "PTS", "to": "CASH", "points": 150)")),
                   422, "NOT_MULTIPLE_OF_STEP");
    expect_unknown_field("/v1/conversions",
                         about(R"("from": "PTS", "to": "CASH", "points": 100, "rate": 1)"));
}

TEST_F(Transfers, let_points_live_longer_or_again) {
    const Told before = get("/v1/members/" + member_ + "/lots");
    ASSERT_EQ(before.string("items/0/last_day"), "2026-05-09") << before.text;
    const std::string longer =
        about(R"("currency": "PTS", "expiring_until": "2026-05-31", "last_day": "2026-06-30")");
    const Told extended = act("/v1/extensions", longer, "e1");
    ASSERT_EQ(extended.status, 201) << extended.text;
    EXPECT_EQ(extended.number("extended_lots"), 1);
    EXPECT_EQ(get("/v1/members/" + member_ + "/lots").string("items/0/last_day"), "2026-06-30");
    expect_replay(extended, "/v1/extensions", longer, "e1");

    const Told notices = get("/v1/members/" + member_ + "/notices?date=2026-06-23&offsets=7,1");
    ASSERT_EQ(notices.size("items"), 1u) << notices.text;
    EXPECT_EQ(notices.number("items/0/points"), 1000);
    EXPECT_EQ(notices.number("items/0/days_left"), 7);
    EXPECT_EQ(get("/v1/members/" + member_ + "/notices?offsets=x").status, 422);

    pass_to("2026-07-01T12:00:00-05:00");
    EXPECT_EQ(points(member_), 0);
    const std::string again = about(R"("currency": "PTS", "points": 400, "days": 7)");
    const Told back = act("/v1/reinstatements", again, "r1");
    ASSERT_EQ(back.status, 201) << back.text;
    EXPECT_EQ(back.number("points"), 400);
    EXPECT_EQ(points(member_), 400);
    expect_replay(back, "/v1/reinstatements", again, "r1");
    expect_refusal(
        act("/v1/reinstatements", about(R"("currency": "PTS", "points": 601, "days": 7)")), 409,
        "NOTHING_TO_REINSTATE");
    expect_unknown_field("/v1/extensions", about(R"("currency": "PTS", "expiring_until":
        "2026-05-31", "last_day": "2026-06-30", "why": "x")"));
    expect_unknown_field("/v1/reinstatements",
                         about(R"("currency": "PTS", "points": 1, "days": 1, "why": "x")"));
}

}  // namespace
}  // namespace vuelve::api
