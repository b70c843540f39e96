#include "fixture.h"

namespace vuelve::api {
namespace {

/// A shop whose members plant ten trees together.
class Clubs : public ApiTest {
 protected:
    static constexpr const char* shop = R"({"config": {
        "programme": {"code": "P", "time_zone": "America/Guayaquil",
                      "money": {"currency": "USD", "exponent": 2}},
        "brands": [{"code": "B"}], "stores": [{"code": "S", "brand": "B"}],
        "currencies": [{"code": "PTS", "kind": "points", "name": {"es": "puntos"}}], "rules": [],
        "clubs": [{"code": "ARBOLES", "name": {"es": "Diez árboles"}, "unit": {"es": "árboles"},
            "from": "2020-01-01T00:00:00Z", "to": "2100-01-01T00:00:00Z", "metric": "quantity",
            "goal": 10, "reward": {"type": "bonus", "currency": "PTS", "points": 50}},
           {"code": "MONTO", "from": "2020-01-01T00:00:00Z", "to": "2100-01-01T00:00:00Z",
            "metric": "spend", "goal": 100000, "reward": {"type": "badge", "badge": "B"}}]},
        "members": [{"id": "ANA", "enrolled_at": "2020-01-01T00:00:00Z"},
                    {"id": "LUZ", "enrolled_at": "2020-01-01T00:00:00Z"}]})";

    Clubs() {
        const Told made = send("POST", "/_test/tenant", shop, "");
        ensure(made.status == 201, "the shop of the tests is right");
        key_ = made.string("key");
        ana_ = made.string("members/ANA");
        luz_ = made.string("members/LUZ");
    }
    Told join(const std::string& member, const std::string& club) {
        return post("/v1/members/" + member + "/clubs", R"({"club": ")" + club + "\"}",
                    {"Idempotency-Key: " + member + club});
    }
    Told buy(const std::string& id, const std::string& member, int quantity) {
        return post("/v1/purchases?explain=text", R"({"id": ")" + id + R"(", "member": ")" +
                                                      member + R"(", "lines": [{"quantity": )" +
                                                      std::to_string(quantity) +
                                                      R"(, "unit_price": 100}]})");
    }

    std::string ana_, luz_;
};

TEST_F(Clubs, count_together_in_answers_activities_and_for_everybody_to_see) {
    ASSERT_EQ(join(ana_, "ARBOLES").status, 200);
    EXPECT_EQ(join(luz_, "ARBOLES").string("clubs/0/progress"), "0");
    EXPECT_EQ(join(luz_, "NADA").string("errors/0/pointer"), "/club");

    ASSERT_EQ(buy("p1", ana_, 4).status, 201);
    const Told sale = buy("p2", luz_, 3);
    EXPECT_EQ(sale.string("clubs/0/code"), "ARBOLES") << sale.text;
    EXPECT_EQ(sale.string("clubs/0/text"), "Entre todos llevamos 7 de 10 árboles; tú sumaste 3.");

    const Told seen = get("/v1/clubs/ARBOLES");
    ASSERT_EQ(seen.status, 200) << seen.text;
    EXPECT_EQ(seen.string("progress"), "7");
    EXPECT_EQ(seen.string("missing"), "3");
    EXPECT_EQ(seen.number("members"), 2);
    EXPECT_EQ(seen.text.find(ana_), std::string::npos) << "nobody is named";
    EXPECT_EQ(get("/v1/clubs?limit=1").string("items/0/code"), "ARBOLES");
    EXPECT_EQ(get("/v1/clubs").string("items/1/code"), "MONTO");
    EXPECT_EQ(get("/v1/clubs/NADA").status, 404);

    const Told reach = get("/v1/members/" + ana_ + "/activities");
    EXPECT_EQ(reach.string("reach/0/kind"), "club") << reach.text;
    EXPECT_EQ(reach.string("reach/0/text"), "Entre todos llevamos 7 de 10 árboles; tú sumaste 4.");
    EXPECT_EQ(reach.string("reach/0/actions/0"), "purchase");
    EXPECT_EQ(reach.string("reach/1/actions/0"), "join") << "of the other club she is no member";
    EXPECT_EQ(reach.string("reach/1/text"),
              "Entre todos llevamos 0.00 USD de 1,000.00 USD; tú sumaste 0.00 USD.");
}

TEST_F(Clubs, reward_who_reaches_the_goal_at_once_and_the_others_soon) {
    join(ana_, "ARBOLES");
    join(luz_, "ARBOLES");
    buy("p1", ana_, 4);
    const Told done = buy("p2", luz_, 9);
    EXPECT_EQ(done.string("effects/0/rule"), "club:ARBOLES") << done.text;
    EXPECT_EQ(done.string("explanation/0/text"), "Diez árboles: 50 puntos.");
    EXPECT_EQ(done.string("clubs/0/text"),
              "¡Meta cumplida! Entre todos llegamos a 10 árboles; tú sumaste 9.");
    program_->service().engine().settle_all();
    EXPECT_EQ(get("/v1/members/" + ana_).number("balances/PTS/available"), 50);
    EXPECT_EQ(join(ana_, "MONTO").status, 200);
    const Told back = post("/v1/purchases/p2/void", "{}", {"Idempotency-Key: v1"});
    EXPECT_EQ(back.string("reversed/0/rule"), "club:ARBOLES") << back.text;
    EXPECT_EQ(get("/v1/members/" + ana_).number("balances/PTS/available"), 50);
}

TEST_F(Clubs, are_joined_by_members_themselves) {
    const Told shown = send("POST", "/v1/members/" + ana_ + "/sign-in-codes", "", key_);
    const Told opened = send("POST", "/v1/me/sessions",
                             R"({"request": ")" + shown.string("request") + R"(", "code": ")" +
                                 shown.string("code") + R"(", "device": "phone"})",
                             "");
    ASSERT_EQ(opened.status, 201) << opened.text;
    const std::string token = opened.string("token");
    const Told joined = send("POST", "/v1/me/clubs", R"({"club": "ARBOLES"})", token,
                             {"Idempotency-Key: own-club"});
    EXPECT_EQ(joined.status, 200) << joined.text;
    EXPECT_EQ(joined.string("member"), ana_);
    EXPECT_EQ(send("POST", "/v1/me/clubs", R"({"club": "ARBOLES", "member": ")" + luz_ + "\"}",
                   token, {"Idempotency-Key: for-another"})
                  .status,
              422);
}

}  // namespace
}  // namespace vuelve::api
