#include "staff_fixture.h"

namespace vuelve::api {
namespace {

class StaffPeople : public StaffTest {
 protected:
    std::string own_card(const std::string& member) const {
        return R"(, "own_members": [")" + member + "\"]";
    }
};

TEST_F(StaffPeople, are_taken_on_changed_and_let_go) {
    const Signed boss = employ("elena", "admin");
    const Told made = as(boss, "POST", "/v1/staff",
                         R"({"login": "Rosa", "name": "Rosa Vera", "role": "cashier",
                             "stores": ["CENTRO"])" +
                             own_card(member_) + "}");
    ASSERT_EQ(made.status, 201) << made.text;
    const std::string path = "/v1/staff/" + made.string("id");
    EXPECT_EQ(made.header("Location"), path);
    EXPECT_EQ(made.string("login"), "rosa");
    const Told shown = as(boss, "GET", path);
    EXPECT_TRUE(at(shown.body, "password").is_null()) << shown.text;
    EXPECT_EQ(shown.string("own_members/0"), member_);
    expect_refusal(
        as(boss, "POST", "/v1/staff", R"({"login": "rosa", "name": "Otra", "role": "cashier"})"),
        409, "IDENTITY_TAKEN");
    EXPECT_EQ(as(boss, "PATCH", path, R"({"stores": ["NORTE"]})").string("stores/0"), "NORTE");
    EXPECT_EQ(as(boss, "POST", path + "/disable").string("state"), "disabled");
    expect_refusal(sign_in("rosa", made.string("password")), 401, "UNAUTHENTICATED");
    expect_refusal(as(boss, "POST", path + "/disable"), 409, "INVALID_STATE");
    EXPECT_EQ(as(boss, "POST", path + "/enable").string("state"), "active");
    const Told given = as(boss, "POST", path + "/reset-password");
    EXPECT_EQ(sign_in("rosa", given.string("password")).status, 201);
    EXPECT_EQ(as(boss, "GET", "/v1/staff?limit=1").size("items"), 1u);
    EXPECT_EQ(as(boss, "GET", "/v1/staff").size("items"), 2u);
    expect_refusal(as(boss, "GET", "/v1/staff/1"), 404, "NOT_FOUND");
}

TEST_F(StaffPeople, are_refused_with_every_fault_at_its_place) {
    const Told told = post("/v1/staff", R"({"login": "rosa", "name": "R", "role": "king",
        "stores": ["CENTRO", "NADA"], "regions": ["sierra"], "own_members": ["mbr_1"]})");
    expect_refusal(told, 422, "VALIDATION_FAILED");
    EXPECT_EQ(told.size("errors"), 4u) << told.text;
    expect_refusal(post("/v1/staff", R"({"login": "ro sa", "name": "R", "role": "cashier"})"), 422,
                   "VALIDATION_FAILED");
    expect_unknown_field("/v1/staff",
                         R"({"login": "r", "name": "R", "role": "cashier", "scopes": ["all"]})");
    EXPECT_EQ(get("/v1/staff").size("items"), 0u);
}

TEST_F(StaffPeople, a_change_of_what_they_may_ends_their_sessions) {
    const Signed boss = employ("elena", "admin"), rosa = employ("rosa", "cashier");
    EXPECT_EQ(as(boss, "PATCH", "/v1/staff/" + rosa.id, R"({"name": "Rosa V."})").status, 200);
    EXPECT_EQ(as(rosa, "GET", "/v1/session").status, 200);
    EXPECT_EQ(as(boss, "PATCH", "/v1/staff/" + rosa.id, R"({"role": "manager"})").status, 200);
    expect_refusal(as(rosa, "GET", "/v1/session"), 401, "UNAUTHENTICATED");
    EXPECT_EQ(sign_in("rosa", chosen).string("required/0"), "second_factor");
}

TEST_F(StaffPeople, nobody_grants_more_than_they_hold) {
    const Signed manager = employ("jefa", "manager", R"(, "stores": ["CENTRO"])");
    const auto hires = [&](const std::string& login, const std::string& rest) {
        return as(manager, "POST", "/v1/staff",
                  R"({"login": ")" + login + R"(", "name": "X", )" + rest + "}");
    };
    EXPECT_EQ(hires("a", R"("role": "cashier", "stores": ["CENTRO"])").status, 201);
    expect_refusal(hires("b", R"("role": "cashier", "stores": ["CENTRO", "NORTE"])"), 403,
                   "FORBIDDEN");
    expect_refusal(hires("b", R"("role": "cashier")"), 403, "FORBIDDEN");
    expect_refusal(hires("b", R"("role": "cashier", "brands": ["TIENDA"])"), 403, "FORBIDDEN");
    for (const char* role : {"manager", "marketer", "admin", "auditor", "privacy_officer"})
        expect_refusal(
            hires("b", R"("role": ")" + std::string(role) + R"(", "stores": ["CENTRO"])"), 403,
            "FORBIDDEN");
    expect_refusal(as(manager, "PATCH", "/v1/staff/" + manager.id, R"({"stores": []})"), 403,
                   "FORBIDDEN");
    const Signed luis = employ("luis", "cashier", R"(, "stores": ["NORTE"])");
    expect_refusal(as(manager, "GET", "/v1/staff/" + luis.id), 404, "NOT_FOUND");
    EXPECT_EQ(as(manager, "GET", "/v1/staff").size("items"), 2u);

    const std::string clerk = key_of("clerk", {"staff.manage", "members.read"});
    expect_refusal(
        send("POST", "/v1/staff", R"({"login": "c", "name": "C", "role": "cashier"})", clerk), 403,
        "FORBIDDEN");
    const Signed auditor = employ("ana", "auditor");
    EXPECT_EQ(as(auditor, "GET", "/v1/staff").status, 200);
    expect_refusal(
        as(auditor, "POST", "/v1/staff", R"({"login": "c", "name": "C", "role": "auditor"})"), 403,
        "INSUFFICIENT_SCOPE");
}

TEST_F(StaffPeople, a_second_admin_agrees_to_a_third_and_the_last_one_stays) {
    const Signed one = employ("elena", "admin");
    expect_refusal(as(one, "POST", "/v1/staff/" + one.id + "/disable"), 403, "FORBIDDEN");
    expect_refusal(post("/v1/staff/" + one.id + "/disable", ""), 409, "INVALID_STATE");
    const Signed two = employ("ines", "admin");
    expect_refusal(
        as(one, "POST", "/v1/staff", R"({"login": "otra", "name": "O", "role": "admin"})"), 403,
        "APPROVAL_REQUIRED");
    const Signed rosa = employ("rosa", "cashier"), manager = employ("jefa", "manager");
    const Told asked = as(one, "PATCH", "/v1/staff/" + rosa.id, R"({"role": "admin"})");
    expect_refusal(asked, 403, "APPROVAL_REQUIRED");
    const std::string approval = asked.string("approval");
    const std::string path = "/v1/approvals/" + approval + "/decide";
    EXPECT_EQ(as(one, "PATCH", "/v1/staff/" + rosa.id, R"({"role": "admin"})").string("approval"),
              approval);
    const Told waiting = as(two, "GET", "/v1/approvals");
    EXPECT_EQ(waiting.string("items/0/action"), "staff.role");
    EXPECT_EQ(waiting.string("items/0/staff"), rosa.id);
    EXPECT_EQ(waiting.string("items/0/role"), "admin");
    expect_refusal(as(one, "POST", path, R"({"approve": true})"), 403, "SELF_DEALING");
    expect_refusal(as(manager, "POST", path, R"({"approve": true})"), 403, "FORBIDDEN");
    expect_refusal(post(path, R"({"approve": true})"), 403, "FORBIDDEN");
    EXPECT_EQ(as(one, "GET", "/v1/staff/" + rosa.id).string("role"), "cashier");
    EXPECT_EQ(as(two, "POST", path, R"({"approve": true})").string("state"), "approved");
    EXPECT_EQ(as(one, "GET", "/v1/staff/" + rosa.id).string("role"), "admin");
    expect_refusal(as(two, "POST", path, R"({"approve": true})"), 409, "INVALID_STATE");
    // Whoever could sign in as another admin would be two persons.
    expect_refusal(as(one, "POST", "/v1/staff/" + two.id + "/reset-password"), 403, "FORBIDDEN");
    expect_refusal(as(one, "POST", "/v1/staff/" + two.id + "/reset-second-factor"), 403,
                   "FORBIDDEN");
}

TEST_F(StaffPeople, case_13_a_manager_does_not_approve_what_they_asked_for_themselves) {
    ASSERT_EQ(send("PUT", "/v1/settings", R"({"manager_adjust_above": {"PTS": 100}})", key_).status,
              200);
    const Signed jefa = employ("jefa", "manager"), otra = employ("otra", "manager");
    const auto gift = [&](int points) {
        return about(R"("currency": "PTS", "points": )" + std::to_string(points) +
                     R"(, "reason": "reclamo")");
    };
    EXPECT_EQ(as(jefa, "POST", "/v1/adjustments", gift(100)).status, 201);
    const Told asked = as(jefa, "POST", "/v1/adjustments", gift(101));
    expect_refusal(asked, 403, "APPROVAL_REQUIRED");
    const std::string path = "/v1/approvals/" + asked.string("approval") + "/decide";
    expect_refusal(as(jefa, "POST", path, R"({"approve": true})"), 403, "SELF_DEALING");
    const Told again = sign_in("jefa", chosen, app_code("jefa"));  // another session, same person
    ASSERT_EQ(again.status, 201) << again.text;
    expect_refusal(as({again.string("token"), jefa.id}, "POST", path, R"({"approve": true})"), 403,
                   "SELF_DEALING");
    EXPECT_EQ(points(member_), 1100);
    EXPECT_EQ(as(otra, "POST", path, R"({"approve": true})").status, 200);
    EXPECT_EQ(points(member_), 1201);
    EXPECT_EQ(act("/v1/adjustments", gift(500)).status, 201);  // the limit is the manager's
}

TEST_F(StaffPeople, case_15_who_is_bound_to_a_store_takes_back_its_receipts_only) {
    const std::string norte =
        post("/v1/keys", R"({"name": "norte", "scopes": ["pos"], "stores": ["NORTE"]})")
            .string("key");
    ASSERT_EQ(act("/v1/purchases", ticket("c1", 1000, R"(, "store": "CENTRO")")).status, 201);
    ASSERT_EQ(act("/v1/purchases", ticket("n1", 1000, R"(, "store": "NORTE")")).status, 201);
    expect_refusal(take_back(norte, "c1"), 404, "NOT_FOUND");
    const Told none = send("POST", "/v1/purchases/c1/void", "{}", norte, {"Idempotency-Key: v1"});
    expect_refusal(none, 404, "NOT_FOUND");
    expect_refusal(send("GET", "/v1/purchases/c1/explanation", "", norte), 404, "NOT_FOUND");
    expect_refusal(send("POST", "/v1/purchases/c1/link", "", norte), 404, "NOT_FOUND");
    EXPECT_EQ(take_back(norte, "n1").status, 201);
    EXPECT_EQ(take_back(norte, "n1").status, 422);  // Σ returned <= purchased
    EXPECT_EQ(take_back(norte, "n9").status, 202);  // before its purchase
    EXPECT_EQ(take_back(key_, "c1").status, 201);
}

TEST_F(StaffPeople, a_cashier_takes_back_what_they_sold_in_this_shift) {
    const Signed rosa = employ("rosa", "cashier"), luis = employ("luis", "cashier");
    ASSERT_EQ(buy(rosa, "r1", "CENTRO").status, 201);
    ASSERT_EQ(buy(rosa, "r2", "CENTRO").status, 201);
    ASSERT_EQ(buy(luis, "l1", "CENTRO").status, 201);
    EXPECT_EQ(take_back(rosa.token, "r1").status, 201);
    expect_refusal(take_back(rosa.token, "l1"), 403, "FORBIDDEN");
    expect_refusal(take_back(rosa.token, "unknown"), 404, "NOT_FOUND");
    const Told taken = as(rosa, "POST", "/v1/redemptions", about(R"("reward": "CINE")"));
    ASSERT_EQ(taken.status, 201) << taken.text;
    const std::string back = "/v1/redemptions/" + taken.string("redemption") + "/refund";
    expect_refusal(as(luis, "POST", back, "{}"), 403, "FORBIDDEN");
    EXPECT_EQ(as(rosa, "POST", back, "{}").status, 200);
    pass_to("2026-03-11T06:00:01-05:00");
    const Signed later{sign_in("rosa", chosen).string("token"), rosa.id};
    expect_refusal(take_back(later.token, "r2"), 403, "FORBIDDEN");
    EXPECT_EQ(take_back(key_, "r2").status, 201);
}

TEST_F(StaffPeople, a_web_shops_key_takes_back_its_own_orders) {
    const Told made = post("/v1/keys", R"({"name": "tienda", "scopes": ["shop"]})");
    const std::string shop = made.string("key");
    ASSERT_EQ(send("POST", "/v1/purchases", ticket("web-1"), shop).status, 201);
    ASSERT_EQ(act("/v1/purchases", ticket("caja-1")).status, 201);
    expect_refusal(take_back(shop, "caja-1"), 404, "NOT_FOUND");
    const std::string next = post("/v1/keys/" + made.string("id") + "/rotate", "").string("key");
    expect_refusal(take_back(next, "caja-1"), 404, "NOT_FOUND");
    EXPECT_EQ(take_back(next, "web-1").status, 201);
    const std::string pos =
        post("/v1/keys", R"({"name": "caja", "scopes": ["pos"]})").string("key");
    EXPECT_EQ(take_back(pos, "caja-1").status, 201);
}

TEST_F(StaffPeople, narrowed_to_a_store_see_and_do_what_is_of_it) {
    constexpr const char* settings =
        R"({"regions": {"sierra": ["NORTE"]}, "spend_without_proof_max": 100000})";
    ASSERT_EQ(send("PUT", "/v1/settings", settings, key_).status, 200);
    const Signed jefa = employ("jefa", "manager", R"(, "regions": ["sierra"])");
    EXPECT_EQ(as(jefa, "GET", "/v1/session").string("stores/0"), "NORTE");
    EXPECT_EQ(buy(jefa, "n1", "NORTE").status, 201);
    expect_refusal(buy(jefa, "c1", "CENTRO"), 403, "FORBIDDEN");
    const auto stock = [&](const std::string& body) {
        return as(jefa, "POST", "/v1/rewards/TAZA/stock", body);
    };
    EXPECT_EQ(stock(R"({"store": "NORTE", "left": 3})").status, 200);
    expect_refusal(stock(R"({"store": "CENTRO", "left": 3})"), 403, "FORBIDDEN");
    expect_refusal(stock(R"({"left": 3})"), 403, "FORBIDDEN");
    const std::string period = "/v1/reports/metrics?from=2026-03-01&to=2026-03-10";
    expect_refusal(as(jefa, "GET", period), 403, "FORBIDDEN");
    const Told by_store = as(jefa, "GET", period + "&by=store");
    EXPECT_EQ(by_store.size("groups"), 1u) << by_store.text;
    EXPECT_EQ(by_store.string("groups/0/of"), "NORTE");
    for (const char* target :
         {"/v1/reports/clearing?month=2026-03", "/v1/parked", "/v1/referrals", "/v1/messages",
          "/v1/months", "/v1/statements", "/v1/reports/journal?month=2026-03"})
        expect_refusal(as(jefa, "GET", target), 403, "FORBIDDEN");

    const Told here = act("/v1/redemptions", about(R"("reward": "CINE", "store": "NORTE")"));
    const Told there = act("/v1/redemptions", about(R"("reward": "CINE", "store": "CENTRO")"));
    ASSERT_EQ(here.status, 201) << here.text;
    ASSERT_EQ(there.status, 201) << there.text;
    EXPECT_EQ(as(jefa, "GET", "/v1/redemptions/" + here.string("redemption")).status, 200);
    expect_refusal(as(jefa, "GET", "/v1/redemptions/" + there.string("redemption")), 404,
                   "NOT_FOUND");
    expect_refusal(
        as(jefa, "POST", "/v1/redemptions/" + there.string("redemption") + "/refund", "{}"), 404,
        "NOT_FOUND");
    // Her region is gone: that must not become every store.
    ASSERT_EQ(send("PUT", "/v1/settings", "{}", key_).status, 200);
    expect_refusal(as(jefa, "GET", "/v1/session"), 401, "UNAUTHENTICATED");
    expect_refusal(sign_in("jefa", chosen, app_code("jefa")), 403, "FORBIDDEN");
}

TEST_F(StaffPeople, two_who_may_publish_look_at_each_others_drafts) {
    const Signed elena = employ("elena", "admin");
    Told draft = as(elena, "GET", "/v1/programme");
    const auto put = [&] {
        return send("PUT", "/v1/programme/draft", draft.text, elena.token,
                    {"If-Match: " + draft.header("ETag")});
    };
    ASSERT_EQ(put().status, 200);
    EXPECT_EQ(as(elena, "POST", "/v1/programme/draft/publish", R"({"reason": "sola"})").status,
              200);
    const Signed ines = employ("ines", "admin");
    draft = as(elena, "GET", "/v1/programme");
    ASSERT_EQ(put().status, 200);
    expect_refusal(as(elena, "POST", "/v1/programme/draft/publish", R"({"reason": "sola"})"), 403,
                   "APPROVAL_REQUIRED");
    ASSERT_EQ(as(elena, "POST", "/v1/programme/draft/submit", R"({"reason": "dos"})").status, 200);
    expect_refusal(as(elena, "POST", "/v1/programme/draft/approve", ""), 403, "SELF_DEALING");
    EXPECT_EQ(as(ines, "POST", "/v1/programme/draft/approve", "").status, 200);
    EXPECT_EQ(as(elena, "POST", "/v1/programme/draft/publish", "{}").status, 200);
}

}  // namespace
}  // namespace vuelve::api
