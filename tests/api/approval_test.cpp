#include "shop_fixture.h"

namespace vuelve::api {
namespace {

class Approvals : public ShopTest {
 protected:
    Approvals() {
        second_ = key_of("gerente", {"approvals.decide", "points.adjust"});
        EXPECT_EQ(put(R"({"adjust_approval_above": {"PTS": 500}})").status, 200);
    }
    Told put(const std::string& body) { return send("PUT", "/v1/settings", body, key_); }
    std::string adjustment(std::int64_t units) const {
        return about(R"("currency": "PTS", "reason": "Disculpa", "points": )" +
                     std::to_string(units));
    }
    Told decide(const std::string& approval, bool approve, const std::string& key) {
        return send("POST", "/v1/approvals/" + approval + "/decide",
                    approve ? R"({"approve": true})" : R"({"approve": false})", key);
    }

    std::string second_;
};

TEST_F(Approvals, a_large_adjustment_waits_for_a_second_person) {
    EXPECT_EQ(act("/v1/adjustments", adjustment(500)).status, 201);
    const Told waits = act("/v1/adjustments", adjustment(501), "a1");
    expect_refusal(waits, 403, "APPROVAL_REQUIRED");
    const std::string approval = waits.string("approval");
    ASSERT_FALSE(approval.empty()) << waits.text;
    EXPECT_EQ(available(), 1500);
    EXPECT_EQ(act("/v1/adjustments", adjustment(501), "a1").string("approval"), approval);
    expect_refusal(act("/v1/adjustments", adjustment(502), "a1"), 422, "IDEMPOTENCY_CONFLICT");

    const Told list = send("GET", "/v1/approvals", "", second_);
    ASSERT_EQ(list.size("items"), 1u) << list.text;
    EXPECT_EQ(list.string("items/0/approval"), approval);
    EXPECT_EQ(list.string("items/0/member"), member_);
    EXPECT_EQ(list.string("items/0/asker"), "test");
    EXPECT_EQ(list.number("items/0/points"), 501);

    expect_refusal(decide(approval, true, key_), 403, "SELF_DEALING");
    const Told approved = decide(approval, true, second_);
    ASSERT_EQ(approved.status, 200) << approved.text;
    EXPECT_EQ(approved.string("state"), "approved");
    EXPECT_EQ(approved.number("result/balances/PTS/available"), 2001);
    expect_refusal(decide(approval, true, second_), 409, "INVALID_STATE");
    EXPECT_EQ(send("GET", "/v1/approvals", "", second_).size("items"), 0u);
    const Told again = act("/v1/adjustments", adjustment(501), "a1");
    EXPECT_EQ(again.status, 201) << again.text;
    EXPECT_EQ(again.header("Idempotent-Replayed"), "true");
    EXPECT_EQ(available(), 2001);
}

TEST_F(Approvals, what_is_refused_is_not_done) {
    const std::string approval = act("/v1/adjustments", adjustment(-900)).string("approval");
    const Told refused = decide(approval, false, second_);
    EXPECT_EQ(refused.string("state"), "refused") << refused.text;
    EXPECT_TRUE(at(refused.body, "result").is_null());
    EXPECT_EQ(available(), 1000);
    expect_refusal(decide(approval, true, second_), 409, "INVALID_STATE");

    // What the command itself is refused for leaves it waiting.
    const std::string much = act("/v1/adjustments", adjustment(-1001)).string("approval");
    expect_refusal(decide(much, true, second_), 409, "INSUFFICIENT_POINTS");
    EXPECT_EQ(send("GET", "/v1/approvals", "", second_).size("items"), 1u);
    pass_to("2026-04-20T12:00:00-05:00");
    EXPECT_EQ(send("GET", "/v1/approvals", "", second_).size("items"), 0u);
    expect_refusal(decide(much, false, second_), 409, "INVALID_STATE");
    expect_refusal(decide("12345", true, second_), 404, "NOT_FOUND");
    expect_refusal(act("/v1/adjustments", R"({"member": "card:404", "currency": "PTS",
        "points": 501, "reason": "x"})"),
                   404, "UNKNOWN_MEMBER");
    EXPECT_EQ(
        send("POST", "/v1/approvals/1/decide", R"({"approve": true, "why": "x"})", second_).status,
        422);
}

TEST_F(Approvals, the_limit_is_a_setting) {
    EXPECT_EQ(get("/v1/settings").number("adjust_approval_above/PTS"), 500);
    EXPECT_EQ(put(R"({"adjust_approval_above": {"NADA": 5}})").string("errors/0/code"),
              "unknown-reference");
    EXPECT_EQ(put(R"({"theme": "dark"})").string("errors/0/code"), "unknown-field");
    EXPECT_EQ(put("{}").status, 200);
    EXPECT_EQ(act("/v1/adjustments", adjustment(9000)).status, 201);
    EXPECT_EQ(send("PUT", "/v1/settings", "{}", second_).status, 403);
}

TEST_F(Approvals, orphaned_returns_wait_for_a_person) {
    const Told parked = post("/v1/purchases/lost/returns",
                             R"({"id": "r1", "lines": [{"line": 1, "quantity": 1}]})");
    ASSERT_EQ(parked.status, 202) << parked.text;
    EXPECT_EQ(get("/v1/parked").string("items/0/state"), "parked");
    pass_to("2026-03-13T12:00:00-05:00");
    const Told queue = get("/v1/parked?state=orphaned");
    ASSERT_EQ(queue.size("items"), 1u) << queue.text;
    EXPECT_EQ(queue.string("items/0/purchase"), "lost");
    EXPECT_EQ(queue.string("items/0/lines/0/quantity"), "1");
    const std::string dismissal = R"({"purchase": "lost", "id": "r1", "apply": false})";
    const Told told = act("/v1/parked/decide", dismissal, "d1");
    ASSERT_EQ(told.status, 200) << told.text;
    expect_replay(told, "/v1/parked/decide", dismissal, "d1");
    EXPECT_EQ(get("/v1/parked").size("items"), 0u);
    EXPECT_EQ(act("/v1/parked/decide", dismissal).status, 409);
    expect_unknown_field("/v1/parked/decide",
                         R"({"purchase": "lost", "id": "r1", "apply": true, "why": "x"})");
    EXPECT_EQ(get("/v1/parked?state=lost").status, 422);
}

}  // namespace
}  // namespace vuelve::api
