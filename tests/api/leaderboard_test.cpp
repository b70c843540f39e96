#include "fixture.h"

namespace vuelve::api {
namespace {

/// Twenty-one members; each spends as many dollars as its number says.
class Boards : public ApiTest {
 protected:
    Boards() {
        std::string members;
        for (int i = 1; i <= 21; ++i)
            members += std::string(i == 1 ? "" : ", ") + R"({"id": ")" + name(i) +
                       R"(", "enrolled_at": "2026-01-12T10:30:00-05:00"})";
        const Told made = send("POST", "/_test/tenant", R"({"config": {
            "programme": {"code": "RETO", "time_zone": "America/Guayaquil",
                          "money": {"currency": "USD", "exponent": 2}},
            "brands": [{"code": "B"}], "stores": [{"code": "S", "brand": "B"}],
            "currencies": [{"code": "PTS", "kind": "points"}],
            "rules": [{"id": "base", "effects": [{"type": "earn_base", "currency": "PTS",
                       "points": "1", "per": 100}]}],
            "leaderboards": [
              {"code": "MES", "name": {"es": "Los del mes", "en": "This month"},
               "metric": "points", "currency": "PTS"},
              {"code": "GASTO", "metric": "spend", "period": "year"}]},
          "members": [)" + members + "]}",
                               "");
        ensure(made.status == 201, "the shop of the tests is right");
        key_ = made.string("key");
        for (int i = 1; i <= 21; ++i) {
            ids_.push_back(made.string("members/" + name(i)));
            member_ = ids_.back();
            ensure(post("/v1/purchases", ticket("t" + name(i), 100 * i)).status == 201,
                   "everybody buys");
        }
    }
    static std::string name(int i) { return (i < 10 ? "M0" : "M") + std::to_string(i); }
    const std::string& id(int i) const { return ids_[static_cast<std::size_t>(i - 1)]; }
    void agree(int i, bool given = true) {
        const Told told = post("/v1/members/" + id(i) + "/consents",
                               std::string(R"({"purpose": "leaderboard", "given": )") +
                                   (given ? "true" : "false") + R"(, "text_version": "1"})",
                               {"Idempotency-Key: c" + std::to_string(++consents_)});
        EXPECT_LT(told.status, 300) << told.text;
    }
    Told board(const std::string& more = "") { return get("/v1/leaderboards/MES" + more); }

 private:
    std::vector<std::string> ids_;
    int consents_ = 0;
};

TEST_F(Boards, are_hidden_below_twenty_and_show_aliases_above) {
    for (int i = 1; i <= 19; ++i) agree(i);
    const Told few = board("?member=" + id(21));
    ASSERT_EQ(few.status, 200) << few.text;
    EXPECT_EQ(few.number("lists/0/participants"), 19);
    EXPECT_EQ(few.size("lists/0/items"), 0u);
    EXPECT_EQ(few.number("own/rank"), 1);
    EXPECT_EQ(few.string("from"), "2026-03-01");
    EXPECT_EQ(few.string("to"), "2026-03-31");
    agree(20);
    const Told shown = board("?limit=3&member=" + id(19));
    ASSERT_EQ(shown.size("lists/0/items"), 3u) << shown.text;
    EXPECT_EQ(shown.number("lists/0/items/0/score"), 20);
    EXPECT_EQ(shown.number("lists/0/items/1/rank"), 2);
    const std::string alias = shown.string("lists/0/items/1/alias");
    EXPECT_EQ(alias.substr(0, 6), "Socio ");
    EXPECT_EQ(alias.size(), 10u);
    EXPECT_EQ(shown.string("own/alias"), alias);
    EXPECT_NE(shown.string("lists/0/items/0/alias"), alias);
    EXPECT_EQ(shown.text.find("mbr_"), std::string::npos) << shown.text;
    EXPECT_EQ(board("?limit=3&member=" + id(19)).text, shown.text);
    EXPECT_EQ(send("PATCH", "/v1/members/" + id(19), R"({"alias": "Colibrí"})", key_,
                   {"Idempotency-Key: a1"})
                  .status,
              200);
    EXPECT_EQ(board("?limit=3").string("lists/0/items/1/alias"), "Colibrí");
    agree(20, false);
    EXPECT_EQ(board().size("lists/0/items"), 0u);
    EXPECT_TRUE(at(board().body, "own").is_null());
}

TEST_F(Boards, are_listed_and_read_for_other_periods) {
    const Told all = get("/v1/leaderboards", {"Accept-Language: en"});
    ASSERT_EQ(all.size("items"), 2u) << all.text;
    EXPECT_EQ(all.string("items/0/name"), "This month");
    EXPECT_EQ(all.string("items/0/currency"), "PTS");
    EXPECT_EQ(all.string("items/1/period"), "year");
    const Told before = board("?at=2026-02-10T00:00:00Z&member=" + id(3));
    EXPECT_EQ(before.string("from"), "2026-02-01");
    EXPECT_EQ(before.number("lists/0/participants"), 0);
    EXPECT_EQ(before.number("own/score"), 0);
    EXPECT_EQ(get("/v1/leaderboards/GASTO?member=" + id(7)).number("own/score"), 700);
    EXPECT_EQ(get("/v1/leaderboards/NADA").status, 404);
    EXPECT_EQ(board("?at=yesterday").status, 422);
    EXPECT_EQ(board("?member=nobody").status, 404);
    EXPECT_EQ(board("?limit=0").status, 422);
    const std::string shop = key_with({"points.earn"});
    EXPECT_EQ(send("GET", "/v1/leaderboards", "", shop).status, 403);
}

}  // namespace
}  // namespace vuelve::api
