#include "shop_fixture.h"

namespace vuelve::api {
namespace {

class Reservations : public ShopTest {
 protected:
    std::string held(std::int64_t points, const std::string& more = "") {
        const Told told = act("/v1/reservations", about(R"("currency": "PTS", "points": )" +
                                                        std::to_string(points) + more));
        EXPECT_EQ(told.status, 201) << told.text;
        return told.string("reservation");
    }
    std::string state(const std::string& reservation) {
        return get("/v1/reservations/" + reservation).string("state");
    }
};

TEST_F(Reservations, hold_points_until_they_are_captured) {
    const std::string body = about(R"("currency": "PTS", "points": 500)");
    const Told told = act("/v1/reservations", body, "r1");
    ASSERT_EQ(told.status, 201) << told.text;
    const std::string id = told.string("reservation");
    EXPECT_EQ(id.substr(0, 4), "rsv_");
    EXPECT_EQ(told.header("Location"), "/v1/reservations/" + id);
    EXPECT_EQ(told.string("state"), "active");
    EXPECT_EQ(told.number("points"), 500);
    EXPECT_EQ(told.string("due_at"), "2026-03-10T23:15:00Z");
    EXPECT_EQ(told.number("balances/PTS/reserved"), 500);
    expect_replay(told, "/v1/reservations", body, "r1");

    const Told captured =
        act("/v1/reservations/" + id + "/capture", R"({"points": 300, "store": "NORTE"})", "c1");
    ASSERT_EQ(captured.status, 200) << captured.text;
    EXPECT_EQ(captured.string("state"), "captured");
    EXPECT_EQ(captured.number("points"), 300);
    EXPECT_EQ(captured.number("balances/PTS/available"), 700);
    expect_replay(captured, "/v1/reservations/" + id + "/capture",
                  R"({"points": 300, "store": "NORTE"})", "c1");
    const Told shown = get("/v1/reservations/" + id);
    EXPECT_EQ(shown.number("captured"), 300);
    EXPECT_EQ(shown.string("member"), member_);
}

TEST_F(Reservations, are_cancelled_or_time_out) {
    const std::string cancelled = held(200);
    const Told told = act("/v1/reservations/" + cancelled + "/cancel", "{}");
    EXPECT_EQ(told.status, 200) << told.text;
    EXPECT_EQ(told.string("state"), "cancelled");
    expect_refusal(act("/v1/reservations/" + cancelled + "/capture", "{}"), 409,
                   "RESERVATION_CLOSED");

    const std::string late = held(200, R"(, "ttl_seconds": 60)");
    pass_to("2026-03-10T18:01:00-05:00");
    EXPECT_EQ(state(late), "timed_out");
    EXPECT_EQ(available(), 1000);
}

TEST_F(Reservations, are_refused_for_what_they_are) {
    expect_refusal(act("/v1/reservations", about(R"("currency": "PTS", "points": 1001)")), 409,
                   "INSUFFICIENT_POINTS");
    expect_refusal(
        act("/v1/reservations", R"({"member": "card:1", "currency": "PTS", "points": 1})"), 404,
        "UNKNOWN_MEMBER");
    expect_refusal(act("/v1/reservations/" + held(10) + "/capture", R"({"points": 11})"), 422,
                   "EXCEEDS_RESERVATION");
    expect_refusal(act("/v1/reservations/rsv_nothing/cancel", "{}"), 404, "NOT_FOUND");
    expect_refusal(get("/v1/reservations/rsv_00D1KQ7T3WZ5M8E2B"), 404, "NOT_FOUND");
    expect_refusal(post("/v1/reservations", about(R"("currency": "PTS", "points": 1)")), 400,
                   "IDEMPOTENCY_KEY_REQUIRED");
    expect_refusal(act("/v1/reservations", about(R"("currency": "PTS", "points": 0)")), 422,
                   "VALIDATION_FAILED");
    expect_unknown_field("/v1/reservations", about(R"("currency": "PTS", "points": 1, "pts": 1)"));
    expect_unknown_field("/v1/reservations/" + held(10) + "/capture", R"({"all": true})");
    const std::string seller = key_of("seller", {"points.earn"});
    EXPECT_EQ(send("POST", "/v1/reservations", "{}", seller).string("code"), "INSUFFICIENT_SCOPE");
}

TEST_F(Reservations, pay_for_a_purchase) {
    const std::string id = held(500);
    const Told bought = post("/v1/purchases", R"({"id": "t1", "member": ")" + member_ + R"(",
        "lines": [{"quantity": 1, "unit_price": 1000}], "tenders": [
          {"type": "points", "currency": "PTS", "points": 300, "amount": 60, "reservation": ")" +
                                                  id + R"("}, {"type": "cash", "amount": 940}]})");
    ASSERT_EQ(bought.status, 201) << bought.text;
    EXPECT_EQ(bought.number("spent/0/lines/0"), 60);
    EXPECT_EQ(state(id), "captured");
    EXPECT_EQ(available(), 1000 - 300 + 9);
}

}  // namespace
}  // namespace vuelve::api
