#include "fixture.h"

namespace vuelve::api {
namespace {

/// A shop whose early purchases, third purchases and birthdays give badges.
class Badges : public ApiTest {
 protected:
    Badges() {
        const Told made = send("POST", "/_test/tenant", R"({"config": {
            "programme": {"code": "SOL", "time_zone": "America/Guayaquil",
                          "money": {"currency": "USD", "exponent": 2}},
            "brands": [{"code": "B"}], "stores": [{"code": "S", "brand": "B"}],
            "currencies": [{"code": "PTS", "kind": "points"}],
            "rules": [
              {"id": "grande", "conditions": [{"type": "min_amount", "value": 5000}],
               "effects": [{"type": "badge", "badge": "GRANDE"}]},
              {"id": "tercera", "conditions": [{"type": "nth_purchase", "n": 3}],
               "effects": [{"type": "badge", "badge": "SIN_NOMBRE"}]}],
            "challenges": [{"code": "DOS", "name": {"es": "Dos visitas"}, "metric": "purchase_count",
              "goal": 2, "from": "2026-03-01T00:00:00-05:00", "to": "2026-04-01T00:00:00-05:00",
              "reward": {"type": "badge", "badge": "VISITA"}}],
            "badges": [{"code": "GRANDE", "name": {"es": "Gran compra", "en": "Big basket"},
                        "image": "/insignias/grande.png"}, {"code": "VISITA"}]},
          "members": [{"id": "ANA", "enrolled_at": "2026-01-12T10:30:00-05:00"},
                      {"id": "LUZ", "enrolled_at": "2026-01-12T10:30:00-05:00"}]})",
                               "");
        ensure(made.status == 201, "the shop of the tests is right");
        key_ = made.string("key");
        member_ = made.string("members/ANA");
        friend_ = made.string("members/LUZ");
    }
    Told badges(const std::string& language = "es") {
        return get("/v1/members/" + member_ + "/badges", {"Accept-Language: " + language});
    }
    std::string of_friend(const std::string& id) const {
        return R"({"id": ")" + id + R"(", "member": ")" + friend_ +
               R"(", "lines": [{"quantity": 1, "unit_price": 6000}]})";
    }
    void void_purchase(const std::string& id) {
        EXPECT_EQ(post("/v1/purchases/" + id + "/void", "{}", {"Idempotency-Key: v" + id}).status,
                  200);
    }
    std::string friend_;
};

TEST_F(Badges, say_when_and_by_what_they_were_earned) {
    EXPECT_EQ(badges().size("items"), 0u);
    const Told bought = post("/v1/purchases", ticket("t1", 6000));
    ASSERT_EQ(bought.status, 201) << bought.text;
    const Told told = badges();
    ASSERT_EQ(told.size("items"), 1u) << told.text;
    EXPECT_EQ(told.string("items/0/badge"), "GRANDE");
    EXPECT_EQ(told.string("items/0/name"), "Gran compra");
    EXPECT_EQ(told.string("items/0/image"), "/insignias/grande.png");
    EXPECT_EQ(told.string("items/0/criteria"),
              "Da la insignia Gran compra, por compras de 50.00 USD o más.");
    EXPECT_EQ(told.string("items/0/issued_on"), "2026-03-10");
    EXPECT_EQ(told.string("items/0/issued_at"), "2026-03-10T23:00:00Z");
    EXPECT_EQ(told.string("items/0/evidence/txn"), bought.string("txn"));
    EXPECT_EQ(told.string("items/0/evidence/purchase"), "t1");
    EXPECT_EQ(badges("en").string("items/0/name"), "Big basket");
    EXPECT_EQ(get("/v1/members/nobody/badges").status, 404);
}

TEST_F(Badges, come_by_challenges_too_and_need_no_name) {
    for (const char* id : {"t1", "t2", "t3"})
        ASSERT_EQ(post("/v1/purchases", ticket(id, 100)).status, 201);
    const Told told = badges();
    ASSERT_EQ(told.size("items"), 2u) << told.text;
    EXPECT_EQ(told.string("items/0/badge"), "VISITA");
    EXPECT_EQ(told.string("items/0/criteria"),
              "Reto Dos visitas: 2 compras, del 1 de marzo de 2026 al 31 de marzo de 2026.");
    EXPECT_EQ(told.string("items/0/evidence/purchase"), "t2");
    EXPECT_EQ(told.string("items/1/name"), "SIN_NOMBRE");
    EXPECT_TRUE(at(told.body, "items/1/image").is_null());
}

TEST_F(Badges, go_with_the_void_of_what_they_came_by_alone) {
    ASSERT_EQ(post("/v1/purchases", ticket("t1", 6000)).status, 201);
    ASSERT_EQ(post("/v1/purchases", ticket("t2", 6000)).status, 201);
    void_purchase("t2");
    EXPECT_EQ(badges().string("items/0/evidence/purchase"), "t1");  // and DOS is undone
    EXPECT_EQ(badges().size("items"), 1u);
    void_purchase("t1");
    EXPECT_EQ(badges().size("items"), 0u);
}

TEST_F(Badges, keep_the_earlier_cause_at_a_merge) {
    ASSERT_EQ(post("/v1/purchases", of_friend("f1")).status, 201);
    ASSERT_EQ(post("/v1/purchases", ticket("t1", 6000)).status, 201);
    ASSERT_EQ(post("/v1/members/" + member_ + "/merge", R"({"duplicate": ")" + friend_ + "\"}",
                   {"Idempotency-Key: m1"})
                  .status,
              200);
    EXPECT_EQ(badges().string("items/0/evidence/purchase"), "f1");
    void_purchase("t1");
    EXPECT_EQ(badges().size("items"), 1u);
    void_purchase("f1");
    EXPECT_EQ(badges().size("items"), 0u);
    ASSERT_EQ(post("/v1/purchases", ticket("t2", 6000)).status, 201);
    EXPECT_EQ(badges().string("items/0/evidence/purchase"), "t2");
}

}  // namespace
}  // namespace vuelve::api
