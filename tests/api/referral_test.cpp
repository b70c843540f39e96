#include "fixture.h"

namespace vuelve::api {
namespace {

/// A shop where members bring members and may take part in a challenge.
class Referral : public ApiTest {
 protected:
    static constexpr const char* shop = R"({"config": {
        "programme": {"code": "P", "time_zone": "America/Guayaquil",
                      "money": {"currency": "USD", "exponent": 2}},
        "brands": [{"code": "B"}], "stores": [{"code": "S", "brand": "B"}],
        "currencies": [{"code": "PTS", "kind": "points"}], "rules": [],
        "referral": {"referrer": {"currency": "PTS", "points": 500},
                     "referee": {"currency": "PTS", "points": 300}, "min_amount": 1500,
                     "review_above": {"count": 1, "period": "lifetime"}},
        "challenges": [{"code": "DOS", "name": "Dos visitas", "from": "2020-01-01T00:00:00Z",
            "to": "2100-01-01T00:00:00Z", "metric": "purchase_count", "goal": 2,
            "reward": {"type": "bonus", "currency": "PTS", "points": 50}, "opt_in": true}]},
        "members": [{"id": "ANA", "enrolled_at": "2020-01-01T00:00:00Z"}]})";

    Referral() {
        const Told made = send("POST", "/_test/tenant", shop, "");
        ensure(made.status == 201, "the shop of the tests is right");
        key_ = made.string("key");
        ana_ = made.string("members/ANA");
    }
    Told enrol(const std::string& code, const std::string& key) {
        return post("/v1/members",
                    R"({"identities": ["card:)" + key + R"("], "referral_code": ")" + code + "\"}",
                    {"Idempotency-Key: " + key});
    }
    Told buy(const std::string& id, const std::string& member, int price) {
        return post("/v1/purchases?explain=text",
                    R"({"id": ")" + id + R"(", "member": ")" + member +
                        R"(", "lines": [{"quantity": 1, "unit_price": )" + std::to_string(price) +
                        "}]}");
    }

    std::string ana_;
};

TEST_F(Referral, pays_both_by_the_code_on_the_page_of_who_recommends) {
    const std::string code = get("/v1/members/" + ana_).string("referral_code");
    const Told unknown = enrol("NOBODY", "1001");
    EXPECT_EQ(unknown.status, 422);
    EXPECT_EQ(unknown.string("errors/0/pointer"), "/referral_code");

    const Told luz = enrol(code, "1002");
    ASSERT_EQ(luz.status, 201) << luz.text;
    EXPECT_EQ(luz.string("referral"), "open");
    EXPECT_NE(luz.string("referral_code"), code);
    EXPECT_EQ(enrol(code, "1002").string("referral"), "open") << "a replay tells the same";

    const std::string id = luz.string("member");
    const Told sale = buy("p1", id, 1500);
    ASSERT_EQ(sale.status, 201) << sale.text;
    EXPECT_EQ(sale.string("referral"), "rewarded") << "nothing is held";
    EXPECT_EQ(sale.number("balances/PTS/available"), 300);
    EXPECT_EQ(get("/v1/members/" + ana_).number("balances/PTS/available"), 500);

    const Told back = post("/v1/purchases/p1/void", "{}", {"Idempotency-Key: v1"});
    EXPECT_EQ(back.string("referral"), "reversed") << back.text;
    EXPECT_EQ(get("/v1/members/" + ana_).number("balances/PTS/available"), 0);
}

TEST_F(Referral, shop_counts_for_its_challenge_whoever_takes_part) {
    const std::string page = "/v1/members/" + ana_;
    EXPECT_EQ(buy("p0", ana_, 100).text.find("\"challenges\""), std::string::npos);
    const Told joined =
        post(page + "/challenges", R"({"challenge": "DOS"})", {"Idempotency-Key: o1"});
    ASSERT_EQ(joined.status, 200) << joined.text;
    EXPECT_EQ(joined.string("challenges/0/code"), "DOS");
    EXPECT_EQ(post(page + "/challenges", R"({"challenge": "TRES"})", {"Idempotency-Key: o2"})
                  .string("errors/0/pointer"),
              "/challenge");
    EXPECT_EQ(buy("p1", ana_, 100).number("challenges/0/progress"), 1);
    const Told done = buy("p2", ana_, 100);
    EXPECT_EQ(done.number("challenges/0/completed"), 1) << done.text;
    EXPECT_EQ(done.string("effects/0/rule"), "challenge:DOS");
    EXPECT_NE(done.text.find("Dos visitas"), std::string::npos) << "by its name in the sentences";
}

TEST_F(Referral, that_comes_too_fast_waits_for_a_person) {
    const std::string page = "/v1/members/" + ana_;
    const std::string code = get(page).string("referral_code");
    ASSERT_EQ(enrol(code, "1001").status, 201);
    const Told eva = enrol(code, "1002");
    EXPECT_EQ(eva.string("referral"), "open") << eva.text;
    EXPECT_EQ(eva.string("referral_reason"),
              "Una persona revisará la recomendación antes de dar los puntos.");
    const std::string id = eva.string("member");
    EXPECT_EQ(buy("p1", id, 1500).number("balances/PTS/available"), 0);

    const Told queue = get("/v1/referrals?review=true");
    ASSERT_EQ(queue.status, 200) << queue.text;
    EXPECT_EQ(queue.string("items/0/member"), id);
    EXPECT_EQ(queue.string("items/0/referrer"), ana_);
    EXPECT_EQ(queue.string("items/0/purchase"), "p1");
    EXPECT_EQ(get("/v1/referrals?review=no").status, 422);

    const std::string decide = "/v1/referrals/" + id + "/decide";
    EXPECT_EQ(post("/v1/referrals/nobody/decide", "{}", {"Idempotency-Key: d0"}).status, 404);
    EXPECT_EQ(post(decide, "{}", {"Idempotency-Key: d1"}).string("errors/0/pointer"), "/approve");
    const Told done = post(decide, R"({"approve": true})", {"Idempotency-Key: d2"});
    ASSERT_EQ(done.status, 200) << done.text;
    EXPECT_EQ(done.string("referral"), "rewarded");
    EXPECT_EQ(done.number("balances/PTS/available"), 300);
    EXPECT_EQ(post(decide, R"({"approve": false})", {"Idempotency-Key: d3"}).string("code"),
              "INVALID_STATE");
    EXPECT_EQ(get("/v1/referrals").text.find(id), std::string::npos);

    const Told mine = get(page + "/referrals?limit=1");
    ASSERT_EQ(mine.status, 200) << mine.text;
    EXPECT_EQ(mine.string("referral_code"), code);
    EXPECT_EQ(mine.string("items/0/state"), "open");
    const Told second = get(page + "/referrals?limit=1&cursor=" + mine.string("next"));
    EXPECT_EQ(second.string("items/0/member"), id) << second.text;
    EXPECT_EQ(second.number("items/0/bonus/points"), 500);
    EXPECT_EQ(get("/v1/members/" + id + "/referrals").string("referred_by/referrer"), ana_);
}

TEST_F(Referral, of_who_shares_an_address_gives_nothing_and_says_why) {
    const std::string code = get("/v1/members/" + ana_).string("referral_code");
    auto come = [&](const std::string& card, const std::string& by, const std::string& street) {
        return post("/v1/members",
                    R"({"identities": ["card:)" + card + R"("], "address": [")" + street +
                        R"("], "referral_code": ")" + by + "\"}",
                    {"Idempotency-Key: " + card});
    };
    const Told luz = come("2001", code, "Av. Sur No. 12-34");
    ASSERT_EQ(luz.status, 201) << luz.text;
    const Told eva = come("2002", luz.string("referral_code"), "AVENIDA SUR #12-34");
    EXPECT_EQ(eva.string("referral"), "rejected:SELF_REFERRAL") << eva.text;
    EXPECT_EQ(eva.string("referral_reason"),
              "Quien recomienda y quien llega comparten datos: la recomendación no da puntos.");
    EXPECT_EQ(post("/v1/members", R"({"device": "short"})", {"Idempotency-Key: x"})
                  .string("errors/0/pointer"),
              "/device");
}

}  // namespace
}  // namespace vuelve::api
