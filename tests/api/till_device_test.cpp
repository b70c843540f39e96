#include "staff_fixture.h"

namespace vuelve::api {
namespace {

class TillDevice : public StaffTest {
 protected:
    TillDevice() {
        rosa_ = employ("rosa", "cashier", R"(, "stores": ["CENTRO"])");
        EXPECT_EQ(as(rosa_, "PUT", "/v1/session/pin", R"({"pin": "7395"})").status, 200);
        const Told made = post("/v1/tills", R"({"store": "CENTRO", "name": "Caja 1"})");
        EXPECT_EQ(made.status, 201) << made.text;
        till_ = made.string("secret");
        id_ = made.string("id");
        cookie_ = made.header("Set-Cookie");
    }
    Told enter(const std::string& login, const std::string& pin) {
        return send(
            "POST", "/v1/session/pin",
            R"({"till": ")" + till_ + R"(", "login": ")" + login + R"(", "pin": ")" + pin + "\"}",
            "");
    }

    Signed rosa_;
    std::string till_, id_, cookie_;
};

TEST_F(TillDevice, lets_a_cashier_in_with_a_pin_for_two_minutes_of_nothing) {
    const Told opened = enter("rosa", "7395");
    ASSERT_EQ(opened.status, 201) << opened.text;
    EXPECT_EQ(opened.string("kind"), "till");
    EXPECT_EQ(opened.string("stores/0"), "CENTRO");
    const Signed till{opened.string("token"), rosa_.id};
    EXPECT_EQ(buy(till, "t1", "CENTRO").status, 201);
    expect_refusal(buy(till, "t2", "NORTE"), 403, "FORBIDDEN");
    EXPECT_EQ(take_back(till.token, "t1").status, 201);
    expect_refusal(as(till, "POST", "/v1/session/step-up", R"({"password": "x"})"), 403,
                   "FORBIDDEN");
    pass_to("2026-03-10T18:01:59-05:00");
    EXPECT_EQ(as(till, "GET", "/v1/session").status, 200);
    pass_to("2026-03-10T18:03:59-05:00");
    expect_refusal(as(till, "GET", "/v1/session"), 401, "UNAUTHENTICATED");
}

TEST_F(TillDevice, is_known_by_its_cookie) {
    EXPECT_TRUE(cookie_.starts_with("__Host-vuelve_till=vlt_2_")) << cookie_;
    EXPECT_TRUE(cookie_.contains("HttpOnly") && cookie_.contains("SameSite=Strict")) << cookie_;
    const std::string body = R"({"login": "rosa", "pin": "7395"})";
    const std::string sent = "Cookie: " + cookie_.substr(0, cookie_.find(';'));
    EXPECT_EQ(send("POST", "/v1/session/pin", body, "", {sent}).status, 201);
    expect_refusal(send("POST", "/v1/session/pin", body, ""), 401, "UNAUTHENTICATED");
    expect_refusal(
        send("POST", "/v1/session/pin", body, "", {sent, "Origin: https://evil.example"}), 403,
        "CSRF");
}

TEST_F(TillDevice, shows_who_works_there_before_anybody_has_signed_in) {
    const std::string sent = "Cookie: " + cookie_.substr(0, cookie_.find(';'));
    employ("luis", "cashier", R"(, "stores": ["NORTE"])");
    const Told desk = send("GET", "/v1/till", "", "", {sent});
    ASSERT_EQ(desk.status, 200) << desk.text;
    EXPECT_EQ(desk.string("till"), id_);
    EXPECT_EQ(desk.string("name"), "Caja 1");
    EXPECT_EQ(desk.string("store"), "CENTRO");
    EXPECT_EQ(desk.size("people"), 1u) << "luis has no PIN and works elsewhere";
    EXPECT_EQ(desk.string("people/0/login"), "rosa");
    EXPECT_FALSE(desk.text.contains("vlt_")) << "the secret stays in the cookie";
    EXPECT_EQ(desk.string("currencies/0/redeem/mode"), "tender");
    EXPECT_EQ(desk.number("currencies/0/redeem/step"), 100) << desk.text;
    EXPECT_TRUE(at(desk.body, "offline_spend_per_till_day_max").is_null());
    EXPECT_GE(desk.size("levels"), 2u) << desk.text;
    send("PUT", "/v1/settings", R"({"offline_spend_per_till_day_max": 5000})", key_);
    EXPECT_EQ(send("GET", "/v1/till", "", "", {sent}).number("offline_spend_per_till_day_max"),
              5000);
    expect_refusal(send("GET", "/v1/till", "", ""), 401, "UNAUTHENTICATED");
    send("DELETE", "/v1/tills/" + id_, "", key_);
    expect_refusal(send("GET", "/v1/till", "", "", {sent}), 401, "UNAUTHENTICATED");
}

TEST_F(TillDevice, finds_members_with_the_session_of_its_cookie) {
    const std::string secret = "Cookie: " + cookie_.substr(0, cookie_.find(';'));
    const Told opened =
        send("POST", "/v1/session/pin", R"({"login": "rosa", "pin": "7395"})", "", {secret});
    const std::string set = opened.header("Set-Cookie");
    const Told found = send("POST", "/v1/members/lookup", R"({"by": "card:0000000000"})", "",
                            {"Cookie: " + set.substr(0, set.find(';')),
                             "X-CSRF-Token: " + opened.string("csrf"), "Origin: https://test"});
    EXPECT_EQ(found.string("code"), "UNKNOWN_MEMBER") << found.text;
}

TEST_F(TillDevice, takes_six_wrong_pins_and_then_only_the_password_helps) {
    for (int i = 0; i < 6; ++i) expect_refusal(enter("rosa", "0000"), 401, "UNAUTHENTICATED");
    expect_refusal(enter("rosa", "7395"), 429, "RATE_LIMITED");
    for (int i = 0; i < 6; ++i) expect_refusal(enter("nadie", "0000"), 401, "UNAUTHENTICATED");
    expect_refusal(enter("nadie", "0000"), 429, "RATE_LIMITED");
    EXPECT_EQ(sign_in("rosa", chosen).status, 201);
    EXPECT_EQ(enter("rosa", "7395").status, 201);
}

TEST_F(TillDevice, of_a_store_is_for_those_who_work_there_and_gives_no_more_than_a_cashier_has) {
    const Signed luis = employ("luis", "cashier", R"(, "stores": ["NORTE"])");
    EXPECT_EQ(as(luis, "PUT", "/v1/session/pin", R"({"pin": "8462"})").status, 200);
    expect_refusal(enter("luis", "8462"), 403, "FORBIDDEN");
    const Signed jefa = employ("jefa", "manager");
    EXPECT_EQ(as(jefa, "PUT", "/v1/session/pin", R"({"pin": "9153"})").status, 200);
    const Signed at_till{enter("jefa", "9153").string("token"), jefa.id};
    expect_refusal(as(at_till, "POST", "/v1/adjustments", "{}"), 403, "INSUFFICIENT_SCOPE");
    expect_refusal(as(at_till, "GET", "/v1/staff"), 403, "INSUFFICIENT_SCOPE");
}

TEST_F(TillDevice, that_is_taken_away_ends_who_is_signed_in_there) {
    const Signed till{enter("rosa", "7395").string("token"), rosa_.id};
    EXPECT_EQ(send("DELETE", "/v1/tills/" + id_, "", key_).string("state"), "revoked");
    expect_refusal(as(till, "GET", "/v1/session"), 401, "UNAUTHENTICATED");
    expect_refusal(enter("rosa", "7395"), 401, "UNAUTHENTICATED");
    expect_refusal(send("DELETE", "/v1/tills/" + id_, "", key_), 409, "INVALID_STATE");
    EXPECT_EQ(get("/v1/tills").string("items/0/state"), "revoked");
    EXPECT_FALSE(get("/v1/tills").text.contains(till_));
}

TEST_F(TillDevice, is_registered_in_ones_own_stores) {
    const Signed jefa = employ("jefa", "manager", R"(, "stores": ["NORTE"])");
    const auto add = [&](const std::string& store) {
        return as(jefa, "POST", "/v1/tills", R"({"store": ")" + store + R"(", "name": "Caja"})");
    };
    EXPECT_EQ(add("NORTE").status, 201);
    expect_refusal(add("CENTRO"), 403, "FORBIDDEN");
    expect_refusal(add("NADA"), 422, "VALIDATION_FAILED");
    EXPECT_EQ(as(jefa, "GET", "/v1/tills").size("items"), 1u);
    expect_refusal(as(jefa, "DELETE", "/v1/tills/" + id_), 404, "NOT_FOUND");
    pass_to("2026-03-10T18:05:01-05:00");
    expect_refusal(add("NORTE"), 403, "STEP_UP_REQUIRED");
    expect_refusal(as(jefa, "PUT", "/v1/session/pin", R"({"pin": "9153"})"), 403,
                   "STEP_UP_REQUIRED");
    EXPECT_EQ(as(jefa, "PUT", "/v1/session/pin", R"({"pin": "1234"})").status, 403);
}

}  // namespace
}  // namespace vuelve::api
