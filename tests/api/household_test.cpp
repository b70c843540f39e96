#include "shop_fixture.h"

namespace vuelve::api {
namespace {

class Households : public ShopTest {
 protected:
    std::string path(const std::string& action, const std::string& member) const {
        return "/v1/members/" + member + "/" + action;
    }
};

TEST_F(Households, share_their_points) {
    const std::string body = R"({"member": ")" + member_ + "\"}";
    const Told made = act("/v1/households", body, "h1");
    ASSERT_EQ(made.status, 201) << made.text;
    const std::string id = made.string("household");
    EXPECT_EQ(id.substr(0, 4), "hhd_");
    EXPECT_EQ(made.header("Location"), "/v1/households/" + id);
    EXPECT_EQ(made.number("balances/PTS/available"), 1000);
    const Told again = act("/v1/households", body, "h1");
    EXPECT_EQ(again.string("household"), id);
    EXPECT_EQ(again.header("Idempotent-Replayed"), "true");

    const Told joined = act("/v1/households/" + id + "/members",
                            R"({"member": ")" + friend_ + R"(", "can_redeem": false})");
    ASSERT_EQ(joined.status, 200) << joined.text;
    EXPECT_EQ(joined.number("balances/PTS/available"), 2000);
    EXPECT_EQ(joined.string("members/1/member"), friend_);
    EXPECT_EQ(get("/v1/members/" + friend_).string("household"), id);
    expect_refusal(act("/v1/reservations",
                       R"({"member": ")" + friend_ + R"(", "currency": "PTS", "points": 1})"),
                   409, "NOT_ELIGIBLE");
    EXPECT_EQ(get("/v1/households/" + id).size("members"), 2u);

    const std::string leave = "/v1/households/" + id + "/members/" + friend_ + "/leave";
    EXPECT_EQ(act(leave, "{}", "l1").size("members"), 1u);
    EXPECT_EQ(act(leave, "{}", "l1").header("Idempotent-Replayed"), "true");
    EXPECT_EQ(points(friend_), 0);
}

TEST_F(Households, are_refused_for_what_they_are) {
    const std::string ana =
        act("/v1/households", R"({"member": ")" + member_ + "\"}").string("household");
    const std::string luz =
        act("/v1/households", R"({"member": ")" + friend_ + "\"}").string("household");
    expect_refusal(act("/v1/households/" + luz + "/members", R"({"member": ")" + member_ + "\"}"),
                   409, "INVALID_STATE");
    expect_refusal(act("/v1/households/" + luz + "/members/" + member_ + "/leave", "{}"), 404,
                   "NOT_FOUND");
    expect_refusal(get("/v1/households/hhd_00C9VT4H2M8RAK"), 404, "NOT_FOUND");
    expect_refusal(act("/v1/households", R"({"member": "card:404"})"), 404, "UNKNOWN_MEMBER");
    expect_unknown_field("/v1/households", R"({"member": "m", "name": "Los Torres"})");
    expect_unknown_field("/v1/households/" + ana + "/members", R"({"member": "m", "role": "x"})");
}

TEST_F(Households, members_are_merged_closed_and_given_levels) {
    const Told gold =
        act(path("level", member_), R"({"level": "ORO", "valid_until": "2027-01-01T05:00:00Z"})");
    ASSERT_EQ(gold.status, 200) << gold.text;
    EXPECT_EQ(gold.string("tier/level"), "ORO");
    EXPECT_EQ(act(path("level", member_), R"({"level": "PLATINO"})").status, 422);
    expect_unknown_field(path("level", member_), R"({"level": "ORO", "why": "x"})");

    const std::string merge = R"({"duplicate": ")" + friend_ + "\"}";
    const Told merged = act(path("merge", member_), merge, "m1");
    ASSERT_EQ(merged.status, 200) << merged.text;
    EXPECT_EQ(points(member_), 2000);
    EXPECT_EQ(get("/v1/members/" + friend_).string("member"), member_);
    EXPECT_EQ(act(path("merge", member_), merge, "m1").header("Idempotent-Replayed"), "true");
    expect_refusal(act(path("merge", member_), R"({"duplicate": ")" + member_ + "\"}"), 422,
                   "SAME_MEMBER");
    expect_unknown_field(path("merge", member_), R"({"duplicate": "m", "into": "n"})");

    const Told closed = act(path("close", member_), "{}");
    ASSERT_EQ(closed.status, 200) << closed.text;
    EXPECT_EQ(closed.string("state"), "closed");
    expect_refusal(act(path("close", member_), "{}"), 409, "MEMBER_NOT_ACTIVE");
    const std::string till = key_of("till", {"members.write"});
    EXPECT_EQ(send("POST", path("close", friend_), "{}", till).status, 403);
}

TEST_F(Households, identities_come_and_go) {
    const auto change = [&](const std::string& action, const std::string& body) {
        return act("/v1/members/" + member_ + "/identities" + action, body);
    };
    const auto found = [&](const std::string& by) {
        return post("/v1/members/lookup", R"({"by": ")" + by + "\"}").string("member");
    };
    const Told added = change("", R"({"identity": "card:7001"})");
    ASSERT_EQ(added.status, 200) << added.text;
    EXPECT_EQ(found("card:7001"), member_);
    expect_refusal(act("/v1/members/" + friend_ + "/identities", R"({"identity": "card:7001"})"),
                   409, "IDENTITY_TAKEN");

    EXPECT_EQ(change("/replace", R"({"old": "card:7001", "new": "card:7002"})").status, 200);
    EXPECT_EQ(found("card:7001"), "");
    EXPECT_EQ(found("card:7002"), member_);
    EXPECT_EQ(change("/replace", R"({"old": "card:7002", "new": "phone:+593987654321"})").status,
              422);

    EXPECT_EQ(change("/block", R"({"identity": "card:7002"})").status, 200);
    EXPECT_EQ(found("card:7002"), "");
    EXPECT_EQ(change("", R"({"identity": "phone:0987654321"})").status, 200);
    EXPECT_EQ(change("/remove", R"({"identity": "phone:+593987654321"})").status, 200);
    EXPECT_EQ(found("phone:+593987654321"), "");
    EXPECT_EQ(
        act("/v1/members/" + friend_ + "/identities", R"({"identity": "phone:+593987654321"})")
            .status,
        200);
    EXPECT_EQ(change("", R"({"identity": "tattoo:1"})").status, 422);
    EXPECT_EQ(change("", R"({"identity": "card:7009", "kind": "card"})").string("errors/0/code"),
              "unknown-field");
}

}  // namespace
}  // namespace vuelve::api
