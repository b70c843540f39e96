#include "card_fixture.h"

namespace vuelve::api {
namespace {

class Me : public CardTest {};

TEST_F(Me, signs_in_with_a_code_and_sees_what_is_theirs) {
    const std::string token = sign_in();
    const Told me = as(token, "/v1/me");
    EXPECT_EQ(me.status, 200) << me.text;
    EXPECT_EQ(me.string("member"), eva_);
    EXPECT_EQ(me.string("name"), "Eva Paz");
    EXPECT_EQ(me.string("identities/0/value"), "+593991112233");
    EXPECT_EQ(me.number("balances/PTS/available"), 1000);
    EXPECT_EQ(me.header("Cache-Control"), "no-store");
    for (const std::string page : {"balances", "tier", "lots", "history", "vouchers", "activities",
                                   "badges", "referrals", "subscriptions", "messages", "rewards",
                                   "consents", "answers", "qr", "session", "sessions"})
        EXPECT_EQ(as(token, "/v1/me/" + page).status, 200) << page;
    EXPECT_EQ(as(token, "/v1/me/balances").number("balances/PTS/available"), 1000);
    EXPECT_EQ(as(token, "/v1/me/history").size("items"), 1U);
}

TEST_F(Me, changes_what_is_their_own_to_change) {
    const std::string token = sign_in();
    const Told changed = send("PATCH", "/v1/me", R"({"name": "Eva Paz Mora", "language": "pt"})",
                              token, {"Idempotency-Key: a"});
    EXPECT_EQ(changed.status, 200) << changed.text;
    EXPECT_EQ(changed.string("name"), "Eva Paz Mora");
    const Told more =
        send("PATCH", "/v1/me", R"({"segments": {"add": ["VIP"]}, "attributes": {"a": 1}})", token,
             {"Idempotency-Key: b"});
    EXPECT_EQ(more.status, 422) << more.text;
    EXPECT_EQ(more.string("errors/0/pointer"), "/segments");
    EXPECT_EQ(more.string("errors/1/pointer"), "/attributes");
    EXPECT_EQ(as(token, "/v1/me/consents",
                 R"({"purpose": "marketing", "channel": "sms", "given": true,
                     "text_version": "1", "source": "card"})")
                  .status,
              200);
    EXPECT_EQ(as(token, "/v1/me/consents").size("items"), 1U);
}

TEST_F(Me, sees_and_ends_the_sessions_of_other_devices) {
    const std::string first = sign_in();
    wait(31'000);
    const std::string second = sign_in(R"("email": "Eva@Example.com")");
    const Told list = as(second, "/v1/me/sessions");
    EXPECT_EQ(list.size("items"), 2U) << list.text;
    EXPECT_EQ(list.string("items/0/device"), "phone");
    const std::string id = list.string("items/0/session");
    EXPECT_EQ(send("DELETE", "/v1/me/sessions/" + id, "", second).status, 204);
    EXPECT_EQ(as(first, "/v1/me").status, 401);
    EXPECT_EQ(send("DELETE", "/v1/me/sessions/" + id, "", second).status, 404);
    EXPECT_EQ(send("DELETE", "/v1/me/session", "", second).status, 204);
    EXPECT_EQ(as(second, "/v1/me").status, 401);
}

TEST_F(Me, a_new_device_is_told_to_the_other_contacts) {
    sign_in();
    EXPECT_EQ(count_sent("new_device"), 1U);
    EXPECT_EQ(sent("new_device", "to"), "eva@example.com");
}

TEST_F(Me, a_browser_keeps_a_cookie_that_scripts_do_not_see) {
    const Told asked = ask_code();
    const Told told = open("/v1/me/sessions", presented(asked.string("request"), sent("sign_in"),
                                                        R"(, "cookie": true)"));
    EXPECT_EQ(told.status, 201) << told.text;
    EXPECT_EQ(told.string("token"), "");
    const std::string cookie = told.header("Set-Cookie");
    EXPECT_NE(cookie.find("__Host-vuelve_card="), std::string::npos) << cookie;
    EXPECT_NE(cookie.find("HttpOnly"), std::string::npos);
    const std::string kept = "Cookie: " + cookie.substr(0, cookie.find(';'));
    EXPECT_EQ(send("GET", "/v1/me", "", "", {kept}).status, 200);
    EXPECT_EQ(send("GET", "/v1/me/session", "", "", {kept}).string("csrf"), told.string("csrf"));
    const std::string consent =
        R"({"purpose": "marketing", "channel": "sms", "given": true, "text_version": "1", "source": "c"})";
    expect_refusal(send("POST", "/v1/me/consents", consent, "", {kept, "Idempotency-Key: c1"}), 403,
                   "CSRF");
    EXPECT_EQ(send("POST", "/v1/me/consents", consent, "",
                   {kept, "Idempotency-Key: c1", "Origin: https://test",
                    "X-CSRF-Token: " + told.string("csrf")})
                  .status,
              200);
}

TEST_F(Me, a_member_without_messages_signs_in_at_the_till) {
    const Told shown = act("/v1/members/" + eva_ + "/sign-in-codes", "{}");
    EXPECT_EQ(shown.status, 201) << shown.text;
    wait(9 * 60'000);
    EXPECT_EQ(
        open("/v1/me/sessions", presented(shown.string("request"), shown.string("code"))).status,
        201);
    const Told late = act("/v1/members/" + eva_ + "/sign-in-codes", "{}");
    wait(10 * 60'000);
    expect_refusal(open("/v1/me/sessions", presented(late.string("request"), late.string("code"))),
                   401, "TOKEN_EXPIRED");
}

TEST_F(Me, a_new_device_confirms_before_it_takes_a_prize) {
    const std::string token = sign_in();
    const std::string coffee = R"({"reward": "CAFE"})";
    expect_refusal(as(token, "/v1/me/redemptions", coffee), 403, "STEP_UP_REQUIRED");
    step_up(token);
    const Told taken = as(token, "/v1/me/redemptions", coffee);
    EXPECT_EQ(taken.status, 201) << taken.text;
    const std::string place = taken.header("Location");
    EXPECT_EQ(as(token, place).string("reward"), "CAFE");
    const Told back = as(token, place + "/refund", "{}");
    EXPECT_EQ(back.status, 200) << back.text;
    EXPECT_EQ(back.number("balances/PTS/available"), 1000);
    wait(ms_per_day);
    EXPECT_EQ(as(token, "/v1/me/redemptions", coffee).status, 201);
    expect_refusal(as(token, "/v1/me/transfers",
                      R"({"to": ")" + friend_ + R"(", "currency": "PTS", "points": 100})"),
                   403, "STEP_UP_REQUIRED");
    step_up(token);
    EXPECT_EQ(as(token, "/v1/me/transfers",
                 R"({"to": ")" + friend_ + R"(", "currency": "PTS", "points": 100})")
                  .status,
              201);
}

TEST_F(Me, case_02_every_wrong_order_of_codes_is_refused) {
    const Told asked = ask_code();
    const std::string request = asked.string("request"), code = sent("sign_in");
    const auto try_in = [&](const std::string& with, const std::string& typed) {
        return open("/v1/me/sessions", presented(with, typed));
    };
    expect_refusal(try_in(request, wrong(code)), 401, "UNAUTHENTICATED");
    wait(31'000);
    // The code of one request with another, though both are this member's.
    const std::string other = ask_code().string("request");
    expect_refusal(try_in(other, code), 401, "UNAUTHENTICATED");
    const Told in = try_in(request, code);
    ASSERT_EQ(in.status, 201) << in.text;
    expect_refusal(try_in(request, code), 401, "TOKEN_REPLAYED");
    // For another purpose than it was made for.
    const std::string token = in.string("token");
    wait(31'000);
    const std::string up = as(token, "/v1/me/step-up", "{}").string("request");
    const std::string up_code = sent("step_up");
    expect_refusal(try_in(up, up_code), 401, "UNAUTHENTICATED");
    // By another session of the same member.
    const std::string second = sign_in(R"("email": "eva@example.com")");
    expect_refusal(as(second, "/v1/me/step-up/confirm", presented(up, up_code)), 401,
                   "UNAUTHENTICATED");
    // Too late.
    wait(5 * 60'000);
    expect_refusal(as(token, "/v1/me/step-up/confirm", presented(up, up_code)), 401,
                   "TOKEN_EXPIRED");
    wait(60 * 60'000);
    const std::string late = ask_code().string("request"), kept = sent("sign_in");
    wait(5 * 60'000);
    expect_refusal(try_in(late, kept), 401, "TOKEN_EXPIRED");
}

TEST_F(Me, case_02_five_tries_and_six_codes_a_day) {
    std::string request = ask_code().string("request");
    const std::string code = sent("sign_in");
    for (int i = 0; i < 5; ++i)
        expect_refusal(open("/v1/me/sessions", presented(request, wrong(code))), 401,
                       "UNAUTHENTICATED");
    expect_refusal(open("/v1/me/sessions", presented(request, code)), 401, "TOKEN_EXPIRED");
    int taken = 1;
    for (int i = 0; i < 12; ++i) {
        wait(61 * 60'000);
        taken += ask_code().status == 202 ? 1 : 0;
    }
    EXPECT_EQ(taken, 6);
    const Told refused = ask_code();
    expect_refusal(refused, 429, "RATE_LIMITED");
    EXPECT_GT(std::stoll(refused.header("Retry-After")), 3600);
}

TEST_F(Me, case_03_a_budget_stops_messages_and_not_signing_in) {
    EXPECT_EQ(
        send("PUT", "/v1/settings", R"({"codes_per_day": 1, "code_prefixes": ["+593"]})", key_)
            .status,
        200);
    EXPECT_EQ(ask_code().status, 202);
    // The next one of a number waits 30 s, then two minutes.
    expect_refusal(ask_code(), 429, "RATE_LIMITED");
    EXPECT_EQ(ask_code().header("Retry-After"), "30");
    wait(31'000);
    expect_refusal(ask_code(), 429, "RATE_LIMITED");
    // Unknown numbers, who may join, are told the same.
    expect_refusal(ask_code(R"("phone": "+593990000001")"), 429, "RATE_LIMITED");
    const Told abroad = ask_code(R"("phone": "+34600000001")");
    EXPECT_EQ(abroad.status, 422) << abroad.text;
    EXPECT_EQ(abroad.string("errors/0/pointer"), "/phone");
    EXPECT_FALSE(sign_in(R"("email": "eva@example.com")").empty());
}

TEST_F(Me, case_04_known_and_unknown_get_the_same_answer) {
    const Told known = ask_code(), unknown = ask_code(R"("phone": "+593990000001")");
    EXPECT_EQ(known.status, 202);
    EXPECT_EQ(unknown.status, 202);
    EXPECT_EQ(known.text.size(), unknown.text.size());
    EXPECT_EQ(known.string("expires_at"), unknown.string("expires_at"));
    EXPECT_EQ(count_sent("sign_in"), 1U);
    const std::string code = sent("sign_in");
    for (int i = 0; i < 6; ++i) {
        const Told a = open("/v1/me/sessions", presented(known.string("request"), wrong(code)));
        const Told b = open("/v1/me/sessions", presented(unknown.string("request"), wrong(code)));
        EXPECT_EQ(a.status, b.status);
        EXPECT_EQ(a.string("code"), b.string("code")) << i;
    }
}

TEST_F(Me, case_01_ten_thousand_guesses_meet_the_limit_the_lock_and_tell_once) {
    const std::string request = ask_code().string("request");
    const std::string code = sent("sign_in");
    int limited = 0, locked = 0, wrong_tries = 0, opened = 0;
    for (int guess = 0; guess < 10'000; ++guess) {
        std::string typed = std::to_string(1'000'000 + guess * 97).substr(1);
        if (typed == code) typed = wrong(code);
        const Told told = open("/v1/me/sessions", presented(request, typed));
        limited += told.status == 429 ? 1 : 0;
        locked += told.string("code") == "TOKEN_EXPIRED" ? 1 : 0;
        wrong_tries += told.string("code") == "UNAUTHENTICATED" ? 1 : 0;
        opened += told.status == 201 ? 1 : 0;
    }
    EXPECT_EQ(opened, 0);
    EXPECT_EQ(wrong_tries, 5);
    EXPECT_GE(locked, 1);
    EXPECT_GE(limited, 9'000);
    EXPECT_EQ(count_sent("wrong_codes"), 2U);  // one notice, to each contact
}

TEST_F(Me, case_05_nothing_is_spent_for_a_day_after_a_new_contact) {
    const std::string token = sign_in();
    const std::string number = R"({"phone": "+593995556677"})";
    expect_refusal(as(token, "/v1/me/contact", number), 403, "STEP_UP_REQUIRED");
    wait(31'000);
    step_up(token);
    const Told asked = as(token, "/v1/me/contact", number);
    ASSERT_EQ(asked.status, 202) << asked.text;
    EXPECT_EQ(sent("contact", "to"), "+593995556677");
    const Told changed =
        as(token, "/v1/me/contact/confirm", presented(asked.string("request"), sent("contact")));
    ASSERT_EQ(changed.status, 200) << changed.text;
    EXPECT_EQ(as(token, "/v1/me").string("identities/0/value"), "+593995556677");
    EXPECT_EQ(count_sent("contact_changed"), 2U);  // the old one and the new one

    const Told held = as(token, "/v1/me/redemptions", R"({"reward": "CAFE"})");
    expect_refusal(held, 403, "STEP_UP_REQUIRED");
    EXPECT_EQ(held.string("retry_at"), changed.string("held_until"));
    spend_freely_up_to(100'000);
    for (const auto& [target, body] :
         {std::pair{"/v1/redemptions", about_eva(R"("reward": "CAFE")")},
          {"/v1/reservations", about_eva(R"("currency": "PTS", "points": 100)")},
          {"/v1/conversions", about_eva(R"("from": "PTS", "to": "CASH", "points": 100)")},
          {"/v1/transfers",
           about_eva(R"("to": ")" + friend_ + R"(", "currency": "PTS", "points": 100)")}})
        expect_refusal(act(target, body), 403, "STEP_UP_REQUIRED");
    wait(ms_per_day);
    EXPECT_EQ(act("/v1/redemptions", about_eva(R"("reward": "CAFE")")).status, 201);
}

TEST_F(Me, case_05_the_link_takes_a_change_back_and_ends_the_sessions) {
    const std::string thief = sign_in();
    wait(31'000);
    step_up(thief);
    const Told asked = as(thief, "/v1/me/contact", R"({"phone": "+593995556677"})");
    ASSERT_EQ(
        as(thief, "/v1/me/contact/confirm", presented(asked.string("request"), sent("contact")))
            .status,
        200);
    const std::string undo = sent("contact_changed", "undo");
    const auto take_back = [&](const std::string& token) {
        return open("/v1/me/contact/undo", R"({"token": ")" + token + "\"}");
    };
    std::string altered = undo;
    altered.back() = altered.back() == 'A' ? 'B' : 'A';
    expect_refusal(take_back(altered), 404, "NOT_FOUND");
    EXPECT_EQ(take_back(undo).status, 204);
    expect_refusal(take_back(undo), 404, "NOT_FOUND");
    EXPECT_EQ(as(thief, "/v1/me").status, 401);
    EXPECT_EQ(post("/v1/members/lookup", R"({"by": "phone:+593991112233"})").string("member"),
              eva_);
    EXPECT_EQ(post("/v1/members/lookup", R"({"by": "phone:+593995556677"})").status, 404);
}

TEST_F(Me, case_23_a_session_sees_nobody_else) {
    const std::string token = sign_in();
    for (const std::string& target :
         {"/v1/members/" + friend_, "/v1/members/" + eva_, "/v1/members/" + friend_ + "/balances",
          std::string("/v1/redemptions"), std::string("/v1/rewards"), std::string("/v1/audit"),
          std::string("/v1/card-messages")})
        expect_refusal(as(token, target), 403, "INSUFFICIENT_SCOPE");
    EXPECT_EQ(as(token, "/v1/me/balances?id=" + friend_).status, 422);
    step_up(token);
    const Told told =
        as(token, "/v1/me/redemptions", R"({"member": ")" + friend_ + R"(", "reward": "CAFE"})");
    EXPECT_EQ(told.status, 422) << told.text;
    EXPECT_EQ(told.string("errors/0/pointer"), "/member");
    spend_freely_up_to(100'000);
    const Told hers =
        act("/v1/redemptions", R"({"member": ")" + friend_ + R"(", "reward": "CAFE"})");
    ASSERT_EQ(hers.status, 201) << hers.text;
    const std::string place = "/v1/me/redemptions/" + hers.string("redemption");
    expect_refusal(as(token, place), 404, "NOT_FOUND");
    expect_refusal(as(token, place + "/refund", "{}"), 404, "NOT_FOUND");
    // And a key is nobody's card.
    expect_refusal(get("/v1/me"), 403, "INSUFFICIENT_SCOPE");
}

}  // namespace
}  // namespace vuelve::api
