#include "fixture.h"

namespace vuelve::api {
namespace {

class Messages : public ApiTest {
 protected:
    Told allow(const std::string& channel, bool given, const std::string& key) {
        return post("/v1/members/" + member_ + "/consents",
                    R"({"purpose": "marketing", "channel": ")" + channel + R"(", "given": )" +
                        (given ? "true" : "false") +
                        R"(, "text_version": "2026-01", "source": "till"})",
                    {"Idempotency-Key: " + key});
    }
};

TEST_F(Messages, consents_are_rows_of_which_the_last_counts) {
    ASSERT_EQ(allow("email", true, "c1").status, 200);
    EXPECT_EQ(allow("email", true, "c1").header("Idempotent-Replayed"), "true");
    EXPECT_EQ(allow("email", false, "c1").string("code"), "IDEMPOTENCY_CONFLICT");
    ASSERT_EQ(allow("all", false, "c2").status, 200);
    const Told said = get("/v1/members/" + member_ + "/consents");
    ASSERT_EQ(said.size("items"), 2u) << said.text;
    EXPECT_EQ(said.string("items/0/channel"), "email");
    EXPECT_EQ(said.string("items/0/source"), "till");
    EXPECT_EQ(said.string("items/1/channel"), "all");
    EXPECT_EQ(said.string("items/1/at"), "2026-03-10T23:00:00Z");
}

TEST_F(Messages, consents_name_every_fault_and_want_their_scopes) {
    const std::string page = "/v1/members/" + member_ + "/consents";
    const Told wrong = post(page, R"({"purpose": "marketing", "given": 1, "mail": true})",
                            {"Idempotency-Key: c1"});
    EXPECT_EQ(wrong.status, 422);
    EXPECT_EQ(wrong.size("errors"), 4u) << wrong.text;
    EXPECT_EQ(post(page, R"({"purpose": "profiling", "given": true, "text_version": "1"})",
                   {"Idempotency-Key: c2"})
                  .status,
              200);
    const std::string reader = key_with({"members.read"});
    EXPECT_EQ(send("POST", page, "{}", reader).string("code"), "INSUFFICIENT_SCOPE");
    EXPECT_EQ(get("/v1/members/mbr_0/consents").status, 404);
}

TEST_F(Messages, tell_what_waits_and_why_the_rest_does_not) {
    const Told luz = post("/v1/members", R"({"identities": ["email:luz@example.com"]})",
                          {"Idempotency-Key: e1"});
    ASSERT_EQ(luz.status, 201) << luz.text;
    const std::string page = "/v1/members/" + luz.string("member") + "/messages";
    const Told welcome = get(page);
    ASSERT_EQ(welcome.size("items"), 1u) << welcome.text;
    EXPECT_EQ(welcome.string("items/0/type"), "welcome");
    EXPECT_EQ(welcome.string("items/0/channel"), "email");
    EXPECT_EQ(welcome.string("items/0/state"), "waiting");
    EXPECT_EQ(welcome.text.find("luz@"), std::string::npos);

    ASSERT_EQ(post("/v1/purchases", ticket("t1")).status, 201);
    const Told dropped = get("/v1/members/" + member_ + "/messages?limit=1");
    EXPECT_EQ(dropped.string("items/0/reason"), "NO_CHANNEL") << dropped.text;
    EXPECT_EQ(dropped.string("items/0/text"),
              "No tiene un medio de contacto por el que se envíe este mensaje.");
    EXPECT_EQ(dropped.number("items/0/variables/points_earned/PTS"), 100);
    const Told rest = get("/v1/members/" + member_ + "/messages?cursor=" + dropped.string("next"));
    ASSERT_EQ(rest.size("items"), 1u) << rest.text;
    EXPECT_EQ(rest.string("items/0/state"), "planned");
    EXPECT_EQ(get("/v1/members/" + member_ + "/messages?cursor=x").status, 422);
    EXPECT_EQ(get("/v1/members/mbr_0/messages").status, 404);
}

TEST_F(Messages, of_the_programme_are_listed_by_state_and_page) {
    for (const char* id : {"t1", "t2", "t3"})
        ASSERT_EQ(post("/v1/purchases", ticket(id)).status, 201);
    EXPECT_EQ(get("/v1/messages").size("items"), 0u);
    const Told first = get("/v1/messages?state=suppressed&limit=2");
    ASSERT_EQ(first.size("items"), 2u) << first.text;
    const Told second = get("/v1/messages?state=suppressed&cursor=" + first.string("next"));
    EXPECT_EQ(second.size("items"), 1u) << second.text;
    EXPECT_NE(first.header("Link").find("state=suppressed"), std::string::npos);
    EXPECT_EQ(get("/v1/messages?state=planned").size("items"), 3u);
    EXPECT_EQ(get("/v1/messages?state=lost").string("errors/0/pointer"), "/state");
    EXPECT_EQ(send("GET", "/v1/messages", "", key_with({"members.read"})).status, 403);
}

}  // namespace
}  // namespace vuelve::api
