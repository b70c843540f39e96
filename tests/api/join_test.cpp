#include "card_fixture.h"

namespace vuelve::api {
namespace {

class Join : public CardTest {
 protected:
    static constexpr const char* new_phone = R"("phone": "+593987000111")";

    struct Asked {
        std::string request, code;
    };
    Asked ask(const std::string& contact = new_phone) {
        const Told asked = ask_code(contact);
        EXPECT_EQ(asked.status, 202) << asked.text;
        return {asked.string("request"), sent("join")};
    }
    Told join(const Asked& asked, const std::string& more = R"(, "of_age": true)") {
        return open("/v1/me/join", presented(asked.request, asked.code, more));
    }
    std::size_t members() {
        return get("/v1/events?types=vuelve.member.enrolled.v1").size("items");
    }
};

TEST_F(Join, somebody_new_becomes_a_member_and_is_signed_in) {
    const Asked asked = ask();
    const Told may = open("/v1/me/sessions", presented(asked.request, asked.code));
    ASSERT_EQ(may.status, 200) << may.text;
    EXPECT_TRUE(*at(may.body, "join").get_if<bool>());
    EXPECT_EQ(may.string("request"), asked.request);
    wait(29 * 60'000);
    const Told joined = join(asked, R"(, "device": "phone", "name": "Lía Paredes", "language": "pt",
        "of_age": true, "home_store": "NORTE", "came_by": "poster", "consents": [
        {"purpose": "marketing", "channel": "sms", "given": true, "text_version": "1"}])");
    ASSERT_EQ(joined.status, 201) << joined.text;
    EXPECT_TRUE(*at(joined.body, "joined").get_if<bool>());
    const std::string token = joined.string("token");
    const Told me = as(token, "/v1/me");
    EXPECT_EQ(me.string("member"), joined.string("member"));
    EXPECT_EQ(me.string("name"), "Lía Paredes");
    EXPECT_EQ(me.string("identities/0/value"), "+593987000111");
    EXPECT_EQ(me.string("language"), "pt");
    EXPECT_EQ(me.string("home_store"), "NORTE");
    const Told consents = as(token, "/v1/me/consents");
    ASSERT_EQ(consents.size("items"), 1U) << consents.text;
    EXPECT_EQ(consents.string("items/0/source"), "card");
    EXPECT_TRUE(as(token, "/v1/me/own-data").text.contains("came_by"));
    EXPECT_EQ(as(token, "/v1/me/home").status, 200);
    // From now on the phone signs in.
    wait(31'000);
    EXPECT_EQ(ask_code(new_phone).status, 202);
    EXPECT_EQ(count_sent("join"), 0U);
    EXPECT_EQ(count_sent("sign_in"), 1U);
}

TEST_F(Join, the_same_request_makes_nobody_twice) {
    const Asked asked = ask();
    const std::size_t before = members();
    const Told first = join(asked);
    ASSERT_EQ(first.status, 201) << first.text;
    const Told again = join(asked);
    ASSERT_EQ(again.status, 201) << again.text;
    EXPECT_EQ(again.string("member"), first.string("member"));
    EXPECT_NE(again.string("token"), first.string("token"));
    expect_refusal(join(asked, R"(, "of_age": true, "name": "Otra")"), 422, "IDEMPOTENCY_CONFLICT");
    EXPECT_EQ(members(), before + 1);
    wait(31 * 60'000);
    expect_refusal(join(asked), 401, "TOKEN_REPLAYED");
}

TEST_F(Join, a_wrong_or_late_code_makes_nobody) {
    const Asked asked = ask();
    const std::size_t before = members();
    const Asked guessed{asked.request, wrong(asked.code)};
    for (int i = 0; i < 5; ++i) expect_refusal(join(guessed), 401, "UNAUTHENTICATED");
    expect_refusal(join(asked), 401, "TOKEN_EXPIRED");
    expect_refusal(join({"otc_9_nothing", asked.code}), 401, "UNAUTHENTICATED");
    wait(31'000);
    const Asked late = ask();
    wait(5 * 60'000);
    expect_refusal(join(late), 401, "TOKEN_EXPIRED");
    // Proved and then guessed at: the tries end there too.
    wait(60 * 60'000);
    const Asked proved = ask();
    EXPECT_EQ(open("/v1/me/sessions", presented(proved.request, proved.code)).status, 200);
    expect_refusal(open("/v1/me/sessions", presented(proved.request, proved.code)), 401,
                   "TOKEN_REPLAYED");
    for (int i = 0; i < 5; ++i)
        expect_refusal(join({proved.request, wrong(proved.code)}), 401, "UNAUTHENTICATED");
    EXPECT_EQ(join(proved).status, 401);
    EXPECT_EQ(members(), before);
}

TEST_F(Join, asks_for_the_age_that_the_shop_asks_for) {
    const Asked asked = ask();
    const Told none = join(asked, "");
    EXPECT_EQ(none.status, 422) << none.text;
    EXPECT_EQ(none.string("errors/0/pointer"), "/of_age");
    EXPECT_EQ(none.string("errors/0/code"), "required");
    const Told child = join(asked, R"(, "of_age": false)");
    EXPECT_EQ(child.status, 422) << child.text;
    EXPECT_EQ(child.string("errors/0/pointer"), "/of_age");
    EXPECT_EQ(join(asked, R"(, "birth_date": "1990-08-21")").status, 201);
    EXPECT_EQ(send("PUT", "/v1/settings", R"({"minimum_age": 0})", key_).status, 200);
    EXPECT_EQ(join(ask(R"("email": "lia@example.com")"), "").status, 201);
}

TEST_F(Join, every_fault_is_told_and_nothing_else_can_be_set) {
    const Told told = open("/v1/me/join", R"({"request": "", "came_by": "plane", "name": "",
        "identities": ["phone:+593991112233"], "consents": [{"purpose": "fun"}]})");
    EXPECT_EQ(told.status, 422) << told.text;
    for (const std::string pointer :
         {"/request", "/code", "/came_by", "/name", "/identities", "/consents/0/purpose"})
        EXPECT_TRUE(told.text.contains("\"" + pointer + "\"")) << pointer << told.text;
    const Asked asked = ask();
    expect_refusal(join(asked, R"(, "of_age": true, "attributes": {"vip": true}})"), 400,
                   "MALFORMED_REQUEST");
    EXPECT_EQ(
        join(asked, R"(, "of_age": true, "attributes": {"vip": true})").string("errors/0/code"),
        "unknown-field");
    EXPECT_EQ(join(asked, R"(, "of_age": true, "home_store": "NADA")").string("errors/0/pointer"),
              "/home_store");
    EXPECT_EQ(join(asked).status, 201);
}

TEST_F(Join, who_was_a_member_or_became_one_meanwhile_signs_in) {
    const Told asked = ask_code();
    const Told eva = open("/v1/me/join", presented(asked.string("request"), sent("sign_in"),
                                                   R"(, "of_age": true, "name": "Otra")"));
    ASSERT_EQ(eva.status, 201) << eva.text;
    EXPECT_EQ(eva.string("member"), eva_);
    EXPECT_FALSE(*at(eva.body, "joined").get_if<bool>());
    EXPECT_EQ(as(eva.string("token"), "/v1/me").string("name"), "Eva Paz");

    const Asked late = ask();
    const Told made = act("/v1/members", R"({"identities": ["phone:+593987000111"]})");
    ASSERT_EQ(made.status, 201);
    const Told joined = join(late);
    ASSERT_EQ(joined.status, 201) << joined.text;
    EXPECT_EQ(joined.string("member"), made.string("member"));
    EXPECT_FALSE(*at(joined.body, "joined").get_if<bool>());
}

TEST_F(Join, can_be_closed_and_nobody_is_told_before_the_code) {
    EXPECT_EQ(send("PUT", "/v1/settings", R"({"self_join": false})", key_).status, 200);
    const Told known = ask_code(), unknown = ask_code(new_phone);
    EXPECT_EQ(unknown.status, 202);
    EXPECT_EQ(known.text.size(), unknown.text.size());
    EXPECT_EQ(count_sent("join"), 0U);
    // Closed while somebody was on the way.
    EXPECT_EQ(send("PUT", "/v1/settings", R"({"self_join": true})", key_).status, 200);
    wait(31'000);
    const Asked asked = ask();
    EXPECT_EQ(send("PUT", "/v1/settings", R"({"self_join": false})", key_).status, 200);
    expect_refusal(join(asked), 403, "FORBIDDEN");
}

TEST_F(Join, a_browser_keeps_the_session_in_a_cookie) {
    const Told joined = join(ask(), R"(, "of_age": true, "cookie": true)");
    ASSERT_EQ(joined.status, 201) << joined.text;
    EXPECT_EQ(joined.string("token"), "");
    EXPECT_FALSE(joined.string("csrf").empty());
    EXPECT_TRUE(joined.header("Set-Cookie").contains("__Host-vuelve_card="));
}

TEST_F(Join, messages_to_somebody_new_count_for_the_budget) {
    EXPECT_EQ(send("PUT", "/v1/settings", R"({"codes_per_day": 1})", key_).status, 200);
    EXPECT_EQ(ask_code(new_phone).status, 202);
    expect_refusal(ask_code(R"("phone": "+593987000222")"), 429, "RATE_LIMITED");
}

}  // namespace
}  // namespace vuelve::api
