#include <set>

#include "fixture.h"

namespace vuelve::api {
namespace {

class Members : public ApiTest {
 protected:
    static constexpr const char* ana =
        R"({"name": "Ana Torres", "identities": ["phone:0987654321", "card:7001000042"],
            "birth_date": "1990-08-21", "home_store": "CENTRO",
            "consents": [{"purpose": "marketing", "channel": "sms", "given": true,
                          "text_version": "2026-01", "source": "till"}]})";

    Told adjust(std::int64_t points, const std::string& key, const std::string& more = "") {
        return post("/v1/adjustments",
                    R"({"member": ")" + member_ + R"(", "currency": "PTS", "points": )" +
                        std::to_string(points) + R"(, "reason": "Disculpa")" + more + "}",
                    {"Idempotency-Key: " + key});
    }
};

TEST_F(Members, enrol_and_are_found_by_what_they_carry) {
    const Told told = post("/v1/members", ana, {"Idempotency-Key: e1"});
    ASSERT_EQ(told.status, 201) << told.text;
    const std::string id = told.string("member");
    EXPECT_EQ(told.header("Location"), "/v1/members/" + id);
    EXPECT_EQ(told.string("name"), "Ana T.");
    EXPECT_EQ(told.string("state"), "active");
    EXPECT_EQ(told.string("identities/0/masked").find("987654321"), std::string::npos);
    EXPECT_EQ(told.string("tier/level"), "VECINO");

    for (const char* by : {"phone:+593987654321", "phone:098 765 4321", "card:7001-000-042"}) {
        const Told found = post("/v1/members/lookup", std::string(R"({"by": ")") + by + "\"}");
        EXPECT_EQ(found.status, 200) << by;
        EXPECT_EQ(found.string("member"), id) << by;
    }
    EXPECT_EQ(get("/v1/members/" + id).text, told.text);
    EXPECT_EQ(post("/v1/members/lookup", R"({"by": "card:7009999999"})").string("code"),
              "UNKNOWN_MEMBER");
    EXPECT_EQ(post("/v1/members/lookup", R"({"by": "tattoo:1"})").status, 422);

    const Told again = post("/v1/members", ana, {"Idempotency-Key: e1"});
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.header("Idempotent-Replayed"), "true");
    EXPECT_EQ(again.string("member"), id);
    const Told taken = post("/v1/members", ana, {"Idempotency-Key: e2"});
    EXPECT_EQ(taken.status, 409);
    EXPECT_EQ(taken.string("code"), "IDENTITY_TAKEN");
    EXPECT_EQ(taken.text.find(id), std::string::npos);
}

TEST_F(Members, enrolment_wants_a_key_and_a_known_store) {
    EXPECT_EQ(post("/v1/members", ana).string("code"), "IDEMPOTENCY_KEY_REQUIRED");
    EXPECT_EQ(post("/v1/members", ana, {"Idempotency-Key: a b"}).status, 400);
    const Told told = post("/v1/members", R"({"home_store": "SUR"})", {"Idempotency-Key: e1"});
    EXPECT_EQ(told.status, 422);
    EXPECT_EQ(told.string("errors/0/pointer"), "/home_store");
}

TEST_F(Members, a_purchase_by_phone_is_theirs) {
    const std::string id = post("/v1/members", ana, {"Idempotency-Key: e1"}).string("member");
    const Told bought = post("/v1/purchases", R"({"id": "t1", "member": "phone:0987654321",
        "lines": [{"quantity": 1, "unit_price": 1000}]})");
    ASSERT_EQ(bought.status, 201) << bought.text;
    EXPECT_EQ(bought.string("member"), id);
}

TEST_F(Members, who_is_not_there_is_unknown) {
    EXPECT_EQ(get("/v1/members/mbr_00C9VT4H2M8RAK").status, 404);
    EXPECT_EQ(get("/v1/members/nonsense/history").string("code"), "UNKNOWN_MEMBER");
}

TEST_F(Members, a_suspended_one_earns_nothing_until_reactivated) {
    const std::string path = "/v1/members/" + member_;
    const Told suspended = post(path + "/suspend", "{}", {"Idempotency-Key: s1"});
    ASSERT_EQ(suspended.status, 200) << suspended.text;
    EXPECT_EQ(suspended.string("state"), "suspended");
    EXPECT_EQ(post("/v1/purchases", ticket("t1")).string("code"), "MEMBER_NOT_ACTIVE");
    EXPECT_EQ(post(path + "/suspend", "{}", {"Idempotency-Key: s2"}).string("code"),
              "INVALID_STATE");
    EXPECT_EQ(post(path + "/suspend", R"({"why": 1})", {"Idempotency-Key: s3"}).status, 422);
    const Told back = post(path + "/reactivate", "{}", {"Idempotency-Key: s4"});
    EXPECT_EQ(back.string("state"), "active") << back.text;
    EXPECT_EQ(post("/v1/purchases", ticket("t1")).status, 201);
}

TEST_F(Members, are_given_and_taken_points_by_hand) {
    const Told given = adjust(500, "a1");
    ASSERT_EQ(given.status, 201) << given.text;
    EXPECT_EQ(given.number("balances/PTS/available"), 500);
    EXPECT_EQ(adjust(500, "a1").header("Idempotent-Replayed"), "true");
    const Told too_much = adjust(-600, "a2");
    EXPECT_EQ(too_much.status, 409);
    EXPECT_EQ(too_much.number("missing"), 100);
    const Told owed = adjust(-600, "a3", R"(, "allow_debt": true)");
    EXPECT_EQ(owed.status, 201) << owed.text;
    EXPECT_EQ(owed.number("balances/PTS/debt"), -100);
    EXPECT_EQ(adjust(0, "a4").status, 422);
}

TEST_F(Members, history_is_read_page_by_page_newest_first) {
    for (int i = 1; i <= 5; ++i) post("/v1/purchases", ticket("t" + std::to_string(i), 3000));
    adjust(10, "a1");
    std::vector<std::string> purchases;
    std::string target = "/v1/members/" + member_ + "/history?limit=2";
    int pages = 0;
    while (!target.empty() && pages < 10) {
        const Told page = get(target);
        ASSERT_EQ(page.status, 200) << page.text;
        ++pages;
        for (std::size_t i = 0; i < page.size("items"); ++i)
            purchases.push_back(page.string("items/" + std::to_string(i) + "/purchase"));
        if (pages == 1) {
            EXPECT_EQ(page.string("items/0/kind"), "adjustment");
            EXPECT_EQ(page.string("items/0/reason"), "Disculpa");
            EXPECT_EQ(page.string("items/1/kind"), "purchase");
            EXPECT_EQ(page.number("items/1/amount"), 3000);
            EXPECT_EQ(page.string("items/1/entries/0/rule"), "base");
            EXPECT_EQ(page.number("items/1/entries/0/available"), 300);
            EXPECT_EQ(page.size("items/1/entries"), 2u) << page.text;
        }
        const std::string link = page.header("Link");
        target = link.empty() ? "" : link.substr(1, link.find('>') - 1);
        EXPECT_EQ(target.empty(), page.string("next").empty());
    }
    EXPECT_EQ(purchases, (std::vector<std::string>{"", "t5", "t4", "t3", "t2", "t1"}));
    EXPECT_EQ(pages, 3);
    EXPECT_EQ(get("/v1/members/" + member_ + "/history?limit=0").status, 422);
    EXPECT_EQ(get("/v1/members/" + member_ + "/history?cursor=x").status, 422);
}

TEST_F(Members, lots_are_read_in_the_order_in_which_they_are_spent) {
    for (int i = 1; i <= 3; ++i) {
        post("/v1/purchases", ticket("t" + std::to_string(i), 100 * i));
        post("/_test/clock", R"({"at": "2026-03-1)" + std::to_string(i) + R"(T18:00:00-05:00"})");
    }
    const Told first = get("/v1/members/" + member_ + "/lots?limit=2");
    ASSERT_EQ(first.size("items"), 2u) << first.text;
    EXPECT_EQ(first.number("items/0/remaining"), 10);
    EXPECT_EQ(first.number("items/1/remaining"), 20);
    const Told rest = get("/v1/members/" + member_ + "/lots?cursor=" + first.string("next"));
    ASSERT_EQ(rest.size("items"), 1u) << rest.text;
    EXPECT_EQ(rest.number("items/0/remaining"), 30);
    EXPECT_EQ(rest.string("next"), "");
}

TEST_F(Members, a_read_shows_what_is_due_by_now) {
    post("/v1/purchases", ticket("t1", 1000));
    EXPECT_EQ(available(), 100);
    EXPECT_EQ(post("/_test/clock", R"({"at": "2027-03-12T00:00:00-05:00"})").status, 200);
    EXPECT_EQ(available(), 0);
    const Told history = get("/v1/members/" + member_ + "/history");
    EXPECT_EQ(history.string("items/0/entries/0/type"), "expire") << history.text;
    EXPECT_EQ(history.number("items/0/entries/0/available"), -100);
}

}  // namespace
}  // namespace vuelve::api
