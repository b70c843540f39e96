#include "shop_fixture.h"

namespace vuelve::api {
namespace {

/// Somebody of the shop who is a member too.
class SelfDealing : public ShopTest {
 protected:
    SelfDealing() { session_ = session_of(7, {member_}); }

    std::string session_of(std::int64_t staff, const std::vector<std::string>& own_members) {
        auto& service = program_->service();
        auto tx = service.database().begin();
        const auto opened = service.sessions().open(
            *tx, {.programme = {2, 1},
                  .kind = app::SessionKind::Staff,
                  .subject = staff,
                  .device = {},
                  .role = "manager",
                  .scopes = {"points.earn", "points.burn", "points.adjust", "refunds.write",
                             "members.write", "members.merge", "approvals.decide", "coupons.redeem",
                             "settings.write"},
                  .stores = {},
                  .own_members = own_members,
                  .ends_at = service.now() + app::staff_whole_ms,
                  .idle_ms = app::staff_idle_ms,
                  .stepped_up_at = service.now()});
        tx->commit();
        return opened.token;
    }
    Told as(const std::string& session, const std::string& target, const std::string& body) {
        return send("POST", target, body, session,
                    {"Idempotency-Key: s" + std::to_string(++asked_)});
    }
    std::string sale_of(const std::string& id, const std::string& member) {
        return R"({"id": ")" + id + R"(", "member": ")" + member +
               R"(", "lines": [{"quantity": 1, "unit_price": 1000}]})";
    }
    Told cases() { return get("/v1/cases"); }

    std::string session_;

 private:
    int asked_ = 0;
};

TEST_F(SelfDealing, case_11_is_refused_for_sale_adjustment_prize_and_refund_of_ones_own_card) {
    ASSERT_EQ(post("/v1/purchases", sale_of("p1", member_)).status, 201);
    const std::int64_t before = points(member_);
    const std::string by_hand = about(R"("currency": "PTS", "points": 10, "reason": "regalo")");
    expect_refusal(as(session_, "/v1/purchases", sale_of("own1", member_)), 403, "SELF_DEALING");
    expect_refusal(as(session_, "/v1/adjustments", by_hand), 403, "SELF_DEALING");
    expect_refusal(as(session_, "/v1/redemptions", about(R"("reward": "CINE")")), 403,
                   "SELF_DEALING");
    expect_refusal(as(session_, "/v1/purchases/p1/returns",
                      R"({"id": "r1", "lines": [{"line": 1, "quantity": 1}]})"),
                   403, "SELF_DEALING");
    expect_refusal(as(session_, "/v1/transfers",
                      R"({"member": ")" + friend_ + R"(", "to": ")" + member_ +
                          R"(", "currency": "PTS", "points": 100})"),
                   403, "SELF_DEALING");
    EXPECT_EQ(points(member_), before);
    EXPECT_EQ(points(friend_), 1000);

    const Told open = cases();
    ASSERT_EQ(open.size("items"), 1u) << open.text;
    EXPECT_EQ(open.string("items/0/kind"), "self_dealing");
    EXPECT_EQ(open.string("items/0/subject"), "staff:7");
    EXPECT_EQ(open.string("items/0/member"), member_);
    EXPECT_EQ(open.number("items/0/times"), 5);
    // What was refused can still be done by somebody else, under the same id.
    EXPECT_EQ(as(session_of(8, {}), "/v1/purchases", sale_of("own1", member_)).status, 201);
}

TEST_F(SelfDealing, is_no_matter_of_other_peoples_cards) {
    EXPECT_EQ(as(session_, "/v1/purchases", sale_of("p1", friend_)).status, 201);
    EXPECT_EQ(cases().size("items"), 0u);
}

TEST_F(SelfDealing, is_seen_through_a_merge) {
    ASSERT_EQ(
        act("/v1/members/" + friend_ + "/merge", R"({"duplicate": ")" + member_ + "\"}").status,
        200);
    expect_refusal(as(session_, "/v1/purchases", sale_of("p1", friend_)), 403, "SELF_DEALING");
}

TEST_F(SelfDealing, is_not_made_right_by_a_second_person) {
    ASSERT_EQ(send("PUT", "/v1/settings", R"({"adjust_approval_above": {"PTS": 5}})", key_).status,
              200);
    const std::string by_hand = about(R"("currency": "PTS", "points": 10, "reason": "regalo")");
    expect_refusal(as(session_, "/v1/adjustments", by_hand), 403, "SELF_DEALING");
    EXPECT_EQ(get("/v1/approvals").size("items"), 0u);

    // Nor does one decide for oneself what another asked for.
    const Told waits = as(session_of(8, {}), "/v1/adjustments", by_hand);
    expect_refusal(waits, 403, "APPROVAL_REQUIRED");
    expect_refusal(as(session_, "/v1/approvals/" + waits.string("approval") + "/decide",
                      R"({"approve": true})"),
                   403, "SELF_DEALING");
    EXPECT_EQ(points(member_), 1000);
}

TEST_F(SelfDealing, case_is_not_decided_by_whom_it_is_about) {
    as(session_, "/v1/purchases", sale_of("own1", member_));
    const std::string id = cases().string("items/0/case");
    const std::string body = R"({"decision": "dismissed", "note": "no fue nada"})";
    expect_refusal(as(session_, "/v1/cases/" + id + "/decide", body), 403, "SELF_DEALING");
    const Told decided = as(session_of(8, {}), "/v1/cases/" + id + "/decide", body);
    ASSERT_EQ(decided.status, 200) << decided.text;
    EXPECT_EQ(decided.string("decider"), "staff:8");
    EXPECT_EQ(decided.string("note"), "no fue nada");
}

}  // namespace
}  // namespace vuelve::api
