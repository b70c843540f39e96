#include "fixture.h"

namespace vuelve::api {
namespace {

class Catalogue : public ApiTest {
 protected:
    Catalogue() {
        const Told made = send("POST", "/_test/tenant", R"({"config": {
            "programme": {"code": "LAUREL", "time_zone": "America/Guayaquil",
                          "money": {"currency": "USD", "exponent": 2}},
            "brands": [{"code": "LAUREL"}],
            "stores": [{"code": "CENTRO", "brand": "LAUREL", "name": {"es": "Laurel Centro"}},
                       {"code": "TIJUANA", "brand": "LAUREL", "time_zone": "America/Tijuana"}],
            "currencies": [{"code": "PTS", "kind": "points"},
                           {"code": "STATUS", "kind": "status"}],
            "campaigns": [{"code": "RUNS", "control_percent": "10"}, {"code": "LATER"},
                          {"code": "OVER"}, {"code": "PAUSED"}, {"code": "EMPTY"}],
            "rules": [
              {"id": "base", "effects": [{"type": "earn_base", "currency": "PTS", "points": "1", "per": 100}]},
              {"id": "r1", "campaign": "RUNS", "effective_from": "2026-03-01T00:00:00-05:00",
               "effective_to": "2026-04-01T00:00:00-05:00",
               "effects": [{"type": "bonus", "currency": "PTS", "points": 1}]},
              {"id": "r2", "campaign": "RUNS", "state": "paused", "effective_from": "2026-02-01T00:00:00-05:00",
               "effects": [{"type": "bonus", "currency": "PTS", "points": 1}]},
              {"id": "r3", "campaign": "LATER", "effective_from": "2026-03-11T00:00:00-05:00",
               "effects": [{"type": "bonus", "currency": "PTS", "points": 1}]},
              {"id": "r4", "campaign": "OVER", "effective_to": "2026-03-10T18:00:00-05:00",
               "effects": [{"type": "bonus", "currency": "PTS", "points": 1}]},
              {"id": "r5", "campaign": "PAUSED", "state": "paused",
               "effects": [{"type": "bonus", "currency": "PTS", "points": 1}]}],
            "tiers": {"metric": "status", "currency": "STATUS", "window": "calendar_year",
                      "downgrade": "one_down", "factor_currency": "PTS",
                      "levels": [{"code": "UNO", "threshold": 0}, {"code": "DOS", "threshold": 50}]},
            "coupons": [
              {"code": "OPEN", "kind": "fixed", "value": 500, "public": true, "min_purchase": 1000,
               "valid_to": "2026-12-31", "uses": null},
              {"code": "OWN", "kind": "percent", "value": "15", "valid_days": 10}]},
            "members": [{"id": "ANA", "enrolled_at": "2026-01-01T00:00:00Z"}]})",
                               "");
        EXPECT_EQ(made.status, 201) << made.text;
        key_ = made.string("key");
        member_ = made.string("members/ANA");
    }
};

TEST_F(Catalogue, lists_stores_with_the_zone_that_counts) {
    const Told told = get("/v1/stores");
    ASSERT_EQ(told.size("items"), 2u) << told.text;
    EXPECT_EQ(told.string("items/0/name"), "Laurel Centro");
    EXPECT_EQ(told.string("items/0/time_zone"), "America/Guayaquil");
    EXPECT_EQ(told.string("items/1/time_zone"), "America/Tijuana");
    const Told page = get("/v1/stores?limit=1");
    EXPECT_EQ(page.string("next"), "CENTRO");
    EXPECT_EQ(get("/v1/stores?limit=1&cursor=CENTRO").string("items/0/store"), "TIJUANA");
    EXPECT_EQ(get("/v1/stores?cursor=NADA").status, 422);
}

TEST_F(Catalogue, shows_public_coupons_only) {
    const Told told = get("/v1/coupons");
    ASSERT_EQ(told.size("items"), 1u) << told.text;
    EXPECT_EQ(told.string("items/0/coupon"), "OPEN");
    EXPECT_EQ(told.number("items/0/value"), 500);
    EXPECT_EQ(told.string("items/0/valid_to"), "2026-12-31");
}

TEST_F(Catalogue, reads_the_state_of_campaigns_off_their_rules) {
    const Told told = get("/v1/campaigns");
    std::vector<std::string> states;
    for (std::size_t i = 0; i < told.size("items"); ++i)
        states.push_back(told.string("items/" + std::to_string(i) + "/state"));
    EXPECT_EQ(states,
              (std::vector<std::string>{"active", "scheduled", "ended", "paused", "draft"}));
    EXPECT_EQ(told.string("items/0/from"), "2026-02-01T05:00:00Z");
    EXPECT_TRUE(at(told.body, "items/0/to").is_null());  // one of its rules has no end
    EXPECT_EQ(told.size("items/0/rules"), 2u);
    EXPECT_EQ(told.string("items/0/control_percent"), "10");
}

TEST_F(Catalogue, tells_a_members_level) {
    const Told told = get("/v1/members/" + member_ + "/tier");
    EXPECT_EQ(told.string("member"), member_);
    EXPECT_EQ(told.string("tier/level"), "UNO");
    EXPECT_EQ(told.number("tier/missing"), 50);
    EXPECT_EQ(get("/v1/members/mbr_0000000000000/tier").status, 404);
}

}  // namespace
}  // namespace vuelve::api
