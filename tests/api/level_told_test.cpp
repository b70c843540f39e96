#include "fixture.h"

namespace vuelve::api {
namespace {

/// Levels in words: units, last days, what the next one gives.
class LevelTold : public ApiTest {
 protected:
    Told level(const Lines& lines = {}) { return get("/v1/members/" + member_ + "/tier", lines); }
};

TEST_F(LevelTold, says_what_is_missing_in_its_unit_and_what_the_next_one_gives) {
    const Told told = level();
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_EQ(told.string("level/unit"), "credits");
    EXPECT_EQ(told.string("level/text"),
              "Te faltan 300 STATUS para PLATA, hasta el 31 de diciembre de 2026.");
    EXPECT_TRUE(at(told.body, "level/keep_text").is_null()) << told.text;
    EXPECT_EQ(told.string("level/next/level"), "PLATA");
    EXPECT_EQ(told.number("level/next/missing"), 300);
    EXPECT_EQ(told.string("level/next/sentences/0"), "Multiplica por 1.25 lo que ganas en puntos.");
    EXPECT_EQ(level({"Accept-Language: en"}).string("level/text"),
              "300 STATUS to go for PLATA, until December 31, 2026.");
    EXPECT_EQ(level({"Accept-Language: pt"}).string("level/next/sentences/0"),
              "Multiplica por 1.25 o que você ganha em pontos.");
}

TEST_F(LevelTold, says_the_last_valid_day_and_what_is_missing_to_stay) {
    ASSERT_EQ(post("/v1/members/" + member_ + "/level",
                   R"({"level": "PLATA", "valid_until": "2027-01-01T05:00:00Z"})",
                   {"Idempotency-Key: up"})
                  .status,
              200);
    const Told told = level();
    EXPECT_EQ(told.string("level/last_day"), "2026-12-31") << told.text;
    EXPECT_EQ(told.string("level/keep_text"),
              "Te faltan 300 STATUS para seguir en PLATA, hasta el 31 de diciembre de 2026.");
    EXPECT_TRUE(at(told.body, "level/next").is_null());
    EXPECT_TRUE(at(told.body, "level/text").is_null());
}

TEST_F(LevelTold, stands_in_a_quote_that_explains) {
    const std::string sale =
        R"({"member": ")" + member_ + R"(", "lines": [{"quantity": 1, "unit_price": 1000}]})";
    const Told told = post("/v1/quotes?explain=text", sale);
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_EQ(told.string("next_level/level"), "PLATA") << told.text;
    EXPECT_EQ(told.size("next_level/sentences"), 1U);
    EXPECT_TRUE(at(post("/v1/quotes", sale).body, "next_level").is_null());
}

TEST_F(LevelTold, the_open_card_names_the_stores_and_whether_one_may_join) {
    const Told card = send("GET", "/v1/card?programme=LAUREL", "", "");
    ASSERT_EQ(card.status, 200) << card.text;
    EXPECT_TRUE(*at(card.body, "self_join").get_if<bool>());
    ASSERT_EQ(card.size("stores"), 2U);
    EXPECT_EQ(card.string("stores/1/code"), "NORTE");
    EXPECT_EQ(send("PUT", "/v1/settings", R"({"self_join": false})", key_).status, 200);
    const Told closed = send("GET", "/v1/card?programme=LAUREL", "", "");
    EXPECT_FALSE(*at(closed.body, "self_join").get_if<bool>());
}

}  // namespace
}  // namespace vuelve::api
