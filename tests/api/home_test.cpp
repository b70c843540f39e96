#include "card_fixture.h"

namespace vuelve::api {
namespace {

class Home : public CardTest {
 protected:
    Home() { token_ = sign_in(); }

    Told read(const std::string& page, const Lines& lines = {}) {
        return send("GET", "/v1/me/" + page, "", token_, lines);
    }
    /// The place of an item by one of its fields.
    static std::string place(const Told& told,
                             const std::string& list,
                             const std::string& field,
                             const std::string& value) {
        for (std::size_t i = 0; i < told.size(list); ++i) {
            const std::string item = list + "/" + std::to_string(i) + "/";
            if (told.string(item + field) == value) return item;
        }
        return list + "/99/";
    }
    std::string eva_buys(const std::string& id, std::int64_t amount) {
        return R"({"id": ")" + id + R"(", "member": ")" + eva_ +
               R"(", "lines": [{"quantity": 1, "unit_price": )" + std::to_string(amount) + "}]}";
    }

    std::string token_;
};

TEST_F(Home, tells_everything_of_the_first_page_at_once) {
    const Told home = read("home");
    ASSERT_EQ(home.status, 200) << home.text;
    EXPECT_EQ(home.string("name"), "Eva Paz");
    EXPECT_EQ(home.string("balances/0/currency"), "PTS");
    EXPECT_EQ(home.number("balances/0/available"), 1000);
    EXPECT_EQ(home.number("balances/0/value"), 200);
    EXPECT_EQ(home.number("balances/0/expiring/points"), 1000);
    EXPECT_EQ(home.number("balances/0/expiring/value"), 200);
    EXPECT_EQ(home.string("tier/next_level"), "ORO");
    EXPECT_EQ(home.string("level_goal/kind"), "level");
    // Three of those in reach, the dearest first.
    EXPECT_EQ(home.string("rewards/affordable/0/reward"), "CAFE") << home.text;
    EXPECT_EQ(home.number("rewards/affordable_count"), 2);
    EXPECT_EQ(home.number("rewards/affordable/0/for_me/left_after"), 900);
    EXPECT_EQ(home.string("rewards/affordable/0/for_me/text"), "Te quedan 900 PTS.");
    EXPECT_EQ(home.number("vouchers/open"), 0);
    EXPECT_TRUE(at(home.body, "survey").is_null());
}

TEST_F(Home, is_read_anew_only_when_something_changed) {
    const Told first = read("home");
    const std::string tag = first.header("ETag");
    ASSERT_FALSE(tag.empty());
    EXPECT_EQ(first.header("Cache-Control"), "private, no-cache");
    const Told same = read("home", {"If-None-Match: " + tag});
    EXPECT_EQ(same.status, 304);
    EXPECT_EQ(same.text, "");
    EXPECT_EQ(read("home", {"If-None-Match: " + tag, "Accept-Language: en"}).status, 200);
    ASSERT_EQ(post("/v1/purchases", eva_buys("h1", 5000)).status, 201);
    const Told after = read("home", {"If-None-Match: " + tag});
    ASSERT_EQ(after.status, 200);
    EXPECT_EQ(after.string("survey/purchase"), "h1");
    EXPECT_EQ(after.string("survey/store"), "CENTRO");
    EXPECT_EQ(after.number("survey/amount"), 5000);
    EXPECT_EQ(after.string("survey/until"), "2026-04-09");
    EXPECT_EQ(after.number("vouchers/open"), 1);
    EXPECT_EQ(after.string("vouchers/next/coupon"), "DIEZ");
}

TEST_F(Home, of_a_suspended_member_shows_what_there_is_and_offers_nothing) {
    ASSERT_EQ(act("/v1/members/" + eva_ + "/suspend", "").status, 200);
    const Told home = read("home");
    ASSERT_EQ(home.status, 200) << home.text;
    EXPECT_EQ(home.string("state"), "suspended");
    EXPECT_EQ(home.number("balances/0/available"), 1000);
    EXPECT_TRUE(at(home.body, "rewards").is_null());
    EXPECT_EQ(read("rewards").status, 200);
}

TEST_F(Home, prizes_say_what_they_are_to_me) {
    const Told told = read("rewards?store=NORTE");
    ASSERT_EQ(told.status, 200) << told.text;
    const auto for_me = [&](const std::string& reward, const std::string& field) {
        return told.string(place(told, "items", "reward", reward) + "for_me/" + field);
    };
    EXPECT_EQ(for_me("TAZA", "reach"), "sold_out");
    EXPECT_EQ(for_me("TAZA", "reason"), "OUT_OF_STOCK");
    EXPECT_EQ(for_me("TAZA", "text"), "Taza: se agotó.");
    EXPECT_EQ(for_me("CAFE", "reach"), "affordable");
    EXPECT_EQ(for_me("LUJO", "reach"), "later");
    EXPECT_EQ(for_me("LUJO", "text"), "Te faltan 8,000 PTS.");
    EXPECT_EQ(for_me("SOLO_ORO", "reach"), "locked");
    EXPECT_EQ(told.number(place(told, "items", "reward", "LUJO") + "for_me/missing"), 8000);
    expect_refusal(read("rewards?store=NADA"), 422, "VALIDATION_FAILED");
    // What is said to everybody says nothing of anybody.
    EXPECT_FALSE(get("/v1/rewards").text.contains("for_me"));
}

TEST_F(Home, balances_say_what_they_are_worth) {
    const Told told = read("balances");
    EXPECT_EQ(told.number("values/PTS/value"), 200) << told.text;
    EXPECT_EQ(told.string("values/PTS/expiring/last_day"), "2026-05-08");
    EXPECT_TRUE(at(told.body, "values/STATUS").is_null());
}

TEST_F(Home, asks_about_each_visit_once_and_for_a_recommendation_after_a_while) {
    EXPECT_FALSE(*at(read("surveys").body, "nps").get_if<bool>());
    ASSERT_EQ(post("/v1/purchases", eva_buys("v1", 1000)).status, 201);
    ASSERT_EQ(post("/v1/purchases", eva_buys("v2", 2000)).status, 201);
    const Told waiting = read("surveys");
    ASSERT_EQ(waiting.size("visits"), 2U) << waiting.text;
    EXPECT_EQ(waiting.string("visits/0/purchase"), "v2");
    EXPECT_TRUE(*at(waiting.body, "nps").get_if<bool>());
    EXPECT_EQ(as(token_, "/v1/me/answers", R"({"purchase": "v2", "rating": 5, "nps": 9})").status,
              201);
    const Told after = read("surveys");
    ASSERT_EQ(after.size("visits"), 1U) << after.text;
    EXPECT_EQ(after.string("visits/0/purchase"), "v1");
    EXPECT_FALSE(*at(after.body, "nps").get_if<bool>());
    ASSERT_EQ(act("/v1/purchases/v1/void", "{}").status, 200);
    EXPECT_EQ(read("surveys").size("visits"), 0U);
    wait(31 * ms_per_day);
    ASSERT_EQ(post("/v1/purchases", eva_buys("v3", 2000)).status, 201);
    EXPECT_FALSE(*at(read("surveys").body, "nps").get_if<bool>());
    wait(31 * ms_per_day);
    EXPECT_EQ(read("surveys").size("visits"), 0U);
}

TEST_F(Home, an_inbox_tells_what_was_written_and_what_is_new) {
    ASSERT_EQ(post("/v1/purchases", eva_buys("i1", 1000)).status, 201);
    wait(ms_per_day);
    const Told inbox = read("inbox");
    ASSERT_GE(inbox.size("items"), 1U) << inbox.text;
    const std::string thanks = place(inbox, "items", "type", "purchase_thanks");
    EXPECT_EQ(inbox.string(thanks + "title"), "Gracias por tu compra");
    EXPECT_EQ(inbox.string(thanks + "text"), "Ganaste 10 PTS en CENTRO.");
    EXPECT_EQ(inbox.string(thanks + "leads_to"), "history");
    EXPECT_FALSE(*at(inbox.body, thanks + "read").get_if<bool>());
    const auto unread = inbox.number("unread");
    EXPECT_EQ(unread, static_cast<std::int64_t>(inbox.size("items")));
    EXPECT_EQ(read("home").number("unread"), unread);
    EXPECT_EQ(
        send("GET", "/v1/me/inbox", "", token_, {"Accept-Language: pt"}).string(thanks + "title"),
        "Agradecemos sua compra");

    const std::string newest = inbox.string("items/0/at");
    EXPECT_EQ(as(token_, "/v1/me/inbox/read", R"({"until": ")" + newest + "\"}").status, 204);
    EXPECT_EQ(read("inbox").number("unread"), 0);
    // What was read stays so.
    EXPECT_EQ(as(token_, "/v1/me/inbox/read", R"({"until": "2026-01-01T00:00:00Z"})").status, 204);
    EXPECT_EQ(read("home").number("unread"), 0);
    EXPECT_EQ(as(token_, "/v1/me/inbox/read", R"({"until": "soon"})").status, 422);
}

TEST_F(Home, an_inbox_is_read_page_by_page_although_more_comes) {
    for (const std::string id : {"p1", "p2", "p3"}) {
        ASSERT_EQ(post("/v1/purchases", eva_buys(id, 1000)).status, 201);
        wait(ms_per_day);
    }
    const Told whole = read("inbox");
    ASSERT_GE(whole.size("items"), 3U) << whole.text;
    const Told first = read("inbox?limit=1");
    EXPECT_EQ(first.string("items/0/at"), whole.string("items/0/at"));
    ASSERT_EQ(post("/v1/purchases", eva_buys("p4", 1000)).status, 201);
    wait(ms_per_day);
    const Told second = read("inbox?limit=1&cursor=" + first.string("next"));
    EXPECT_EQ(second.string("items/0/at"), whole.string("items/1/at")) << second.text;
    EXPECT_EQ(second.string("items/0/type"), whole.string("items/1/type"));
}

}  // namespace
}  // namespace vuelve::api
