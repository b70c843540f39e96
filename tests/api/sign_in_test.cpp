#include <chrono>
#include <latch>
#include <set>
#include <thread>

#include "staff_fixture.h"

namespace vuelve::api {
namespace {

class SignIn : public StaffTest {};

TEST_F(SignIn, tells_who_one_is_and_what_one_may) {
    const Signed rosa = employ("rosa", "cashier", R"(, "stores": ["CENTRO"])");
    const Told told = as(rosa, "GET", "/v1/session");
    EXPECT_EQ(told.status, 200) << told.text;
    EXPECT_EQ(told.string("login"), "rosa");
    EXPECT_EQ(told.string("role"), "cashier");
    EXPECT_EQ(told.string("stores/0"), "CENTRO");
    EXPECT_EQ(told.size("required"), 0u);
    EXPECT_EQ(told.string("idle_at"), "2026-03-10T23:15:00Z");
    EXPECT_EQ(told.string("ends_at"), "2026-03-11T11:00:00Z");
    EXPECT_TRUE(at(told.body, "token").is_null());
    EXPECT_EQ(told.header("Cache-Control"), "no-store");
    EXPECT_EQ(buy(rosa, "c1", "CENTRO").status, 201);
    expect_refusal(as(rosa, "GET", "/v1/audit"), 403, "INSUFFICIENT_SCOPE");
    expect_refusal(send("GET", "/v1/session", "", key_), 403, "INSUFFICIENT_SCOPE");
    expect_refusal(send("GET", "/v1/session", "", ""), 401, "UNAUTHENTICATED");
}

TEST_F(SignIn, gives_a_session_that_may_nothing_until_what_is_required_is_done) {
    const Told made = hire("jefa", "manager");
    const Told first = sign_in("jefa", made.string("password"));
    EXPECT_EQ(first.string("required/0"), "password");
    EXPECT_EQ(first.string("required/1"), "second_factor");
    const std::string token = first.string("token");
    expect_refusal(send("GET", "/v1/rewards", "", token), 403, "INSUFFICIENT_SCOPE");
    const auto change = [&](const std::string& present, const std::string& next) {
        return send("POST", "/v1/session/password",
                    R"({"password": ")" + present + R"(", "new_password": ")" + next + "\"}",
                    token);
    };
    expect_refusal(change("wrong", chosen), 401, "UNAUTHENTICATED");
    const Told weak = change(made.string("password"), "password1234");
    expect_refusal(weak, 422, "VALIDATION_FAILED");
    EXPECT_EQ(weak.string("errors/0/pointer"), "/new_password");
    const Told next = change(made.string("password"), chosen);
    EXPECT_EQ(next.size("required"), 1u) << next.text;
    expect_refusal(send("GET", "/v1/session", "", token), 401, "UNAUTHENTICATED");
    expect_refusal(send("GET", "/v1/rewards", "", next.string("token")), 403, "INSUFFICIENT_SCOPE");
    expect_refusal(send("POST", "/v1/session/second-factor/confirm", R"({"code": "123456"})",
                        next.string("token")),
                   409, "INVALID_STATE");
}

TEST_F(SignIn, asks_for_the_code_only_where_the_password_is_right) {
    employ("jefa", "manager");
    expect_refusal(sign_in("jefa", chosen), 403, "STEP_UP_REQUIRED");
    const Told wrong = sign_in("jefa", "tres-tazas-de-cafe");
    const Told nobody = sign_in("nadie", chosen);
    expect_refusal(wrong, 401, "UNAUTHENTICATED");
    EXPECT_EQ(wrong.string("detail"), nobody.string("detail"));
    EXPECT_EQ(sign_in("jefa", chosen, app_code("jefa")).status, 201);
}

TEST_F(SignIn, ends_what_is_idle_and_what_is_old) {
    const Signed rosa = employ("rosa", "cashier");
    pass_to("2026-03-10T18:14:59-05:00");
    EXPECT_EQ(as(rosa, "GET", "/v1/session").status, 200);
    pass_to("2026-03-10T18:30:00-05:00");
    expect_refusal(as(rosa, "GET", "/v1/session"), 401, "UNAUTHENTICATED");
    const Told again = sign_in("rosa", chosen);
    const Signed long_day{again.string("token"), rosa.id};
    EXPECT_EQ(again.string("ends_at"), "2026-03-11T11:30:00Z");
    EXPECT_EQ(as(long_day, "DELETE", "/v1/session").status, 204);
    expect_refusal(as(long_day, "GET", "/v1/session"), 401, "UNAUTHENTICATED");
}

TEST_F(SignIn, lists_ones_own_sessions_and_ends_them) {
    const Signed rosa = employ("rosa", "cashier");
    const Told second = sign_in("rosa", chosen);
    const Told list = as(rosa, "GET", "/v1/sessions");
    ASSERT_EQ(list.size("items"), 2u) << list.text;
    const Signed luis = employ("luis", "cashier");
    const std::string path = "/v1/sessions/" + second.string("id");
    expect_refusal(as(luis, "DELETE", path), 404, "NOT_FOUND");
    EXPECT_EQ(as(rosa, "DELETE", path).status, 204);
    expect_refusal(send("GET", "/v1/session", "", second.string("token")), 401, "UNAUTHENTICATED");
    EXPECT_EQ(as(rosa, "GET", "/v1/session").status, 200);
}

TEST_F(SignIn, asks_again_who_it_is_for_secrets_exports_and_approvals) {
    const Signed boss = employ("elena", "admin");
    const std::string key = R"({"name": "caja", "scopes": ["pos"]})";
    EXPECT_EQ(as(boss, "POST", "/v1/keys", key).status, 201);
    pass_to("2026-03-10T18:05:01-05:00");
    for (const auto& [target, body] : std::vector<std::pair<std::string, std::string>>{
             {"/v1/keys", key},
             {"/v1/webhooks", R"({"url": "https://hooks.example/x"})"},
             {"/v1/exports", R"({"kind": "members"})"},
             {"/v1/approvals/1/decide", R"({"approve": true})"},
             {"/v1/staff", R"({"login": "x", "name": "x", "role": "cashier"})"},
             {"/v1/programme/draft/publish", "{}"}})
        expect_refusal(as(boss, "POST", target, body), 403, "STEP_UP_REQUIRED");
    EXPECT_EQ(as(boss, "GET", "/v1/keys").status, 200);
    expect_refusal(as(boss, "POST", "/v1/session/step-up", R"({"password": "no"})"), 401,
                   "UNAUTHENTICATED");
    expect_refusal(as(boss, "POST", "/v1/session/step-up", "{}"), 422, "VALIDATION_FAILED");
    const std::string code = app_code("elena");
    EXPECT_EQ(as(boss, "POST", "/v1/session/step-up", R"({"code": ")" + code + "\"}").status, 200);
    EXPECT_EQ(as(boss, "POST", "/v1/keys", key).status, 201);
    expect_refusal(as(boss, "POST", "/v1/session/step-up", R"({"code": ")" + code + "\"}"), 401,
                   "UNAUTHENTICATED");
    EXPECT_EQ(
        as(boss, "POST", "/v1/session/step-up", std::string(R"({"password": ")") + chosen + "\"}")
            .status,
        200);
}

TEST_F(SignIn, tells_every_try_to_the_audit_log) {
    hire("rosa", "cashier");
    sign_in("rosa", "wrong-tazas-de-cafe");
    sign_in("nadie", "wrong-tazas-de-cafe");
    employ("luis", "cashier");
    const Told log = get("/v1/audit?limit=50");
    int refused = 0, done = 0;
    for (std::size_t i = 0; i < log.size("items"); ++i) {
        const std::string row = "items/" + std::to_string(i) + "/";
        if (log.string(row + "action") != "session.opened") continue;
        (log.string(row + "outcome") == "refused" ? refused : done)++;
    }
    EXPECT_EQ(refused, 2);
    EXPECT_EQ(done, 1);
    EXPECT_FALSE(log.text.contains("wrong-tazas"));
    EXPECT_FALSE(log.text.contains("nadie"));
}

/// The cookie that an answer sets, as a browser sends it back.
std::string cookie_of(const Told& told) {
    const std::string set = told.header("Set-Cookie");
    return "Cookie: " + set.substr(0, set.find(';'));
}

TEST_F(SignIn, case_28_a_session_is_not_stolen_fixed_or_used_from_another_page) {
    const std::string password = hire("rosa", "cashier").string("password");
    const Lines at_home{"Origin: https://test"};
    const Told opened = sign_in("rosa", password, "", at_home);
    ASSERT_EQ(opened.status, 201) << opened.text;
    const std::string set = opened.header("Set-Cookie");
    EXPECT_TRUE(set.starts_with("__Host-vuelve=vls_2_")) << set;
    for (const char* word : {"; HttpOnly", "; Secure", "; SameSite=Strict", "; Path=/"})
        EXPECT_TRUE(set.contains(word)) << set;
    EXPECT_FALSE(set.contains("Domain")) << set;

    const std::string cookie = cookie_of(opened), csrf = opened.string("csrf");
    EXPECT_EQ(send("GET", "/v1/session", "", "", {cookie}).string("csrf"), csrf);
    const auto write = [&](const Lines& lines) {
        Lines all{cookie};
        all.insert(all.end(), lines.begin(), lines.end());
        return send("POST", "/v1/session/password",
                    R"({"password": ")" + password + R"(", "new_password": ")" + chosen + "\"}", "",
                    all);
    };
    const std::string token = "X-CSRF-Token: " + csrf;
    expect_refusal(write({"Origin: https://evil.example", token}), 403, "CSRF");
    expect_refusal(write({"Origin: https://test"}), 403, "CSRF");
    expect_refusal(write({"Origin: https://test", "X-CSRF-Token: guess"}), 403, "CSRF");
    expect_refusal(write({token}), 403, "CSRF");
    expect_refusal(write({"Origin: null", token}), 403, "CSRF");
    // Nor does another page sign somebody in as the attacker.
    expect_refusal(sign_in("rosa", password, "", {"Origin: https://evil.example"}), 403, "CSRF");

    // A token that somebody planted before is not the one that is opened.
    const Told again = sign_in("rosa", password, "", {"Origin: https://test", cookie});
    ASSERT_EQ(again.status, 201);
    EXPECT_NE(again.string("token"), opened.string("token"));
    expect_refusal(send("GET", "/v1/session", "", "", {cookie}), 401, "UNAUTHENTICATED");
    const Told gone =
        send("DELETE", "/v1/session", "", "",
             {cookie_of(again), "Origin: https://test", "X-CSRF-Token: " + again.string("csrf")});
    EXPECT_EQ(gone.status, 204) << gone.text;
    EXPECT_TRUE(gone.header("Set-Cookie").contains("Max-Age=0"));
    expect_refusal(send("GET", "/v1/session", "", again.string("token")), 401, "UNAUTHENTICATED");
}

TEST_F(SignIn, case_29_tokens_that_are_none_open_nothing) {
    const Signed rosa = employ("rosa", "cashier");
    const std::string secret = rosa.token.substr(rosa.token.size() - 43);
    std::vector<std::string> corpus{
        "x",
        "vls_",
        "vls_2_",
        "vls__" + secret,
        "vls_1_" + secret,  // another tenant's number before the same secret
        "vls_02_" + secret,
        "vls_-2_" + secret,
        "vls_+2_" + secret,
        "vls_2 _" + secret,
        "vls_9223372036854775808_" + secret,
        "vls_2_" + secret.substr(1),
        "vls_2_" + secret + "A",
        "vls_2_" + secret + "=",
        "VLS_2_" + secret,
        "vlt_2_" + secret,
        "vlv_live_" + secret,
        secret,
        std::string(4000, 'A'),
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.",
        "eyJhbGciOiJIUzI1NiIsImtpZCI6Ii4uLy4uL2V0Yy9wYXNzd2QifQ.eyJzdWIiOiJhZG1pbiJ9.c2ln",
        "' or 1=1 --",
        "%00",
        "vls_2_" + std::string(43, '%')};
    // One symbol changed at every place of the secret.
    for (std::size_t i = rosa.token.size() - 43; i < rosa.token.size(); ++i) {
        std::string altered = rosa.token;
        altered[i] = altered[i] == 'A' ? 'B' : 'A';
        corpus.push_back(altered);
    }
    for (const std::string& token : corpus) {
        EXPECT_EQ(send("GET", "/v1/session", "", token).status, 401) << token;
        EXPECT_EQ(send("GET", "/v1/session", "", "", {"Cookie: __Host-vuelve=" + token}).status,
                  401)
            << token;
    }
    for (const std::string& scheme : {"Basic ", "Bearer", "Bearer  ", "Digest ", ""})
        EXPECT_EQ(
            send("GET", "/v1/session", "", "", {"Authorization: " + scheme + rosa.token}).status,
            401)
            << scheme;
    EXPECT_EQ(as(rosa, "GET", "/v1/session").status, 200);
}

TEST_F(SignIn, case_38_a_thousand_at_once_hold_up_nobody_else) {
    hire("rosa", "cashier");
    constexpr int people = 50, tries = 20;
    std::atomic<int> looked_at = 0, later = 0, other = 0, running = people;
    std::latch begin(people);
    std::vector<std::thread> crowd;
    for (int person = 0; person < people; ++person)
        crowd.emplace_back([&, person] {
            begin.arrive_and_wait();
            for (int i = 0; i < tries; ++i) {
                const Told told = sign_in("crowd" + std::to_string(person * tries + i), "guess");
                (told.status == 401 ? looked_at : told.status == 429 ? later : other)++;
                if (told.status == 429) EXPECT_NE(told.header("Retry-After"), "");
            }
            --running;
        });
    begin.wait();
    int served = 0;
    std::chrono::steady_clock::duration slowest{};
    do {
        const auto began = std::chrono::steady_clock::now();
        const Told told = get("/v1/members/" + member_ + "/balances");
        slowest = std::max(slowest, std::chrono::steady_clock::now() - began);
        EXPECT_EQ(told.status, 200) << told.text;
        ++served;
    } while (running > 0);
    for (std::thread& person : crowd) person.join();
    EXPECT_EQ(other, 0);
    EXPECT_EQ(looked_at + later, people * tries);
    EXPECT_LE(looked_at, 21);  // then the address waits
    EXPECT_GT(later, 0);
    EXPECT_GT(served, 5);
    EXPECT_LT(slowest, std::chrono::seconds(5)) << "others wait for people who sign in";
}

}  // namespace
}  // namespace vuelve::api
