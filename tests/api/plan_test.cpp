#include "fixture.h"

namespace vuelve::api {
namespace {

/// A shop with a plan that doubles points and rules about what members do without buying.
class Plan : public ApiTest {
 protected:
    static constexpr const char* shop = R"({"config": {
        "programme": {"code": "P", "time_zone": "America/Guayaquil",
                      "money": {"currency": "USD", "exponent": 2}},
        "brands": [{"code": "B"}],
        "stores": [{"code": "S", "brand": "B", "closed": [{"from": "2026-12-24", "to": "2027-01-06"}]}],
        "currencies": [{"code": "PTS", "kind": "points", "name": {"es": "puntos"},
                        "money_value": {"points": 1, "amount": 1}}],
        "rules": [
            {"id": "base", "effects": [{"type": "earn_base", "currency": "PTS", "points": "1", "per": 100}]},
            {"id": "resena", "name": {"es": "Tu reseña"}, "conditions": [{"type": "action", "in": ["review"]}],
             "effects": [{"type": "bonus", "currency": "PTS", "points": 50}, {"type": "badge", "badge": "CRITICO"}],
             "limits": [{"metric": "count", "value": 1, "period": "month"}], "funding": "marketing"}],
        "subscriptions": [{"code": "PLUS", "name": {"es": "Club Plus"}, "currency": "PTS", "factor": "1.5",
                           "price": 499, "period": "month", "grace_days": 5, "benefits": ["envio_gratis"]}]},
        "members": [{"id": "ANA", "enrolled_at": "2020-01-01T00:00:00Z"},
                    {"id": "LUZ", "enrolled_at": "2020-01-01T00:00:00Z"}]})";

    Plan() {
        const Told made = send("POST", "/_test/tenant", shop, "");
        ensure(made.status == 201, "the shop of the tests is right");
        key_ = made.string("key");
        ana_ = "/v1/members/" + made.string("members/ANA");
        luz_ = "/v1/members/" + made.string("members/LUZ");
    }
    Told buy(const std::string& id, const std::string& page) {
        return post("/v1/purchases?explain=text",
                    R"({"id": ")" + id + R"(", "member": ")" + page.substr(page.rfind('/') + 1) +
                        R"(", "lines": [{"quantity": 1, "unit_price": 10000}]})");
    }
    Told change(const std::string& verb, const std::string& key) {
        return post(ana_ + "/subscriptions/PLUS/" + verb, "", {"Idempotency-Key: " + key});
    }
    Told act(const std::string& page, const std::string& body) {
        return post(page + "/actions?explain=text", body);
    }

    std::string ana_, luz_;
};

TEST_F(Plan, shows_its_price_and_what_it_gave_or_would_have_given) {
    ASSERT_EQ(buy("p1", ana_).status, 201);
    const Told before = get(ana_ + "/subscriptions");
    ASSERT_EQ(before.status, 200) << before.text;
    EXPECT_EQ(before.string("plans/0/name"), "Club Plus");
    EXPECT_EQ(before.number("plans/0/price"), 499);
    EXPECT_EQ(before.number("plans/0/last_year/points"), 50);
    EXPECT_EQ(before.string("plans/0/text"),
              "Con tus compras del último año, Club Plus te habría dado 50 puntos (0.50 USD).");
    EXPECT_EQ(before.string("plans/0/actions/0"), "subscribe");

    const Told bought =
        post(ana_ + "/subscriptions", R"({"plan": "PLUS"})", {"Idempotency-Key: s1"});
    ASSERT_EQ(bought.status, 201) << bought.text;
    EXPECT_EQ(bought.string("subscription/state"), "active");
    EXPECT_EQ(bought.string("subscription/benefits/0"), "envio_gratis");
    const Told sale = buy("p2", ana_);
    EXPECT_EQ(sale.string("effects/1/rule"), "subscription:PLUS") << sale.text;
    EXPECT_NE(sale.text.find("Por tu suscripción Club Plus (x1.5): 50 puntos más."),
              std::string::npos)
        << sale.text;
    const Told after = get(ana_ + "/subscriptions");
    EXPECT_EQ(after.number("plans/0/given/points"), 50);
    EXPECT_EQ(after.string("plans/0/text"),
              "Con tus compras, Club Plus te ha dado 50 puntos (0.50 USD).");
    EXPECT_EQ(after.string("plans/0/actions/0"), "cancel");
    ASSERT_EQ(post("/v1/purchases/p2/void", "{}", {"Idempotency-Key: v1"}).status, 200);
    EXPECT_EQ(get(ana_ + "/subscriptions").number("plans/0/given/points"), 0);
}

TEST_F(Plan, goes_through_its_states_and_refuses_what_is_none) {
    EXPECT_EQ(change("paid", "y0").string("code"), "INVALID_STATE");
    EXPECT_EQ(post(ana_ + "/subscriptions", R"({"plan": "GOLD"})", {"Idempotency-Key: s0"})
                  .string("errors/0/pointer"),
              "/plan");
    EXPECT_EQ(post(ana_ + "/subscriptions", R"({"plan": "PLUS"})").string("code"),
              "IDEMPOTENCY_KEY_REQUIRED");
    ASSERT_EQ(post(ana_ + "/subscriptions", R"({"plan": "PLUS"})", {"Idempotency-Key: s1"}).status,
              201);
    EXPECT_EQ(change("payment-failed", "f1").string("subscription/state"), "past_due");
    EXPECT_EQ(change("paid", "y1").string("subscription/state"), "active");
    EXPECT_EQ(change("cancel", "c1").string("subscription/state"), "cancelling");
    EXPECT_EQ(change("cancel", "c1").status, 200) << "a replay";
    EXPECT_EQ(change("cancel", "c2").string("code"), "INVALID_STATE");
    EXPECT_EQ(post(ana_ + "/subscriptions/GOLD/paid", "", {"Idempotency-Key: y2"}).status, 404);
    const Told listed = get(ana_ + "/subscriptions");
    EXPECT_EQ(listed.string("plans/0/subscriptions/0/state"), "cancelling");
}

TEST_F(Plan, shop_thanks_for_a_review_once_for_each_proof) {
    const std::string review = R"({"type": "review", "proof": "maps:1"})";
    const Told done = act(ana_, review);
    ASSERT_EQ(done.status, 201) << done.text;
    EXPECT_EQ(done.string("effects/0/rule"), "resena");
    EXPECT_EQ(done.number("balances/PTS/available"), 50);
    EXPECT_EQ(done.string("badges/0"), "CRITICO");
    EXPECT_EQ(done.string("trace/base"), "NO_MATCHING_LINES");
    EXPECT_EQ(done.string("explanation/0/text"), "Tu reseña: 50 puntos.");
    EXPECT_EQ(done.text.find("\"rule\":\"base\""), std::string::npos)
        << "no sentence about rules for purchases";
    const Told again = act(ana_, review);
    EXPECT_EQ(again.number("balances/PTS/available"), 50);
    EXPECT_EQ(again.header("Idempotent-Replayed"), "true");
    EXPECT_EQ(act(luz_, review).string("code"), "IDEMPOTENCY_CONFLICT");
    const Told second = act(ana_, R"({"type": "review", "proof": "maps:2"})");
    EXPECT_EQ(second.string("trace/resena"), "LIMIT_REACHED") << second.text;
    EXPECT_EQ(second.string("explanation/0/text"), "Ya la usaste 1 vez este mes.");
    const Told wrong = act(ana_, R"({"type": "", "store": "S9"})");
    EXPECT_EQ(wrong.status, 422);
    EXPECT_EQ(buy("p1", ana_).text.find("\"rule\":\"resena\""), std::string::npos)
        << "no sentence about rules for actions";
}

TEST_F(Plan, shop_lists_what_can_be_done_without_buying) {
    const Told told = get(ana_ + "/activities");
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_EQ(told.string("earn/1/rule"), "resena");
    EXPECT_EQ(told.string("earn/1/actions/0"), "action");
    EXPECT_NE(told.string("earn/1/text").find("por dejar una reseña"), std::string::npos)
        << told.text;
}

}  // namespace
}  // namespace vuelve::api
