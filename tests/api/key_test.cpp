#include "shop_fixture.h"

namespace vuelve::api {
namespace {

class Keys : public ShopTest {
 protected:
    Told make(const std::string& body) { return post("/v1/keys", body); }
    int status_with(const std::string& key, const Lines& lines = {}) {
        return send("GET", "/v1/rewards", "", key, lines).status;
    }
};

TEST_F(Keys, are_shown_once_and_do_what_they_were_given) {
    const Told made = make(R"({"name": "caja-1", "scopes": ["pos"]})");
    ASSERT_EQ(made.status, 201) << made.text;
    const std::string key = made.string("key"), id = made.string("id");
    EXPECT_EQ(made.header("Location"), "/v1/keys/" + id);
    EXPECT_TRUE(key.starts_with("vlv_live_" + id + "_"));
    EXPECT_EQ(made.string("expires_at"), "2027-03-11T05:00:00Z");  // the end of the day, a year on
    EXPECT_EQ(status_with(key), 200);
    expect_refusal(send("GET", "/v1/keys", "", key), 403, "INSUFFICIENT_SCOPE");
    const Told shown = get("/v1/keys/" + id);
    EXPECT_EQ(shown.status, 200);
    EXPECT_TRUE(at(shown.body, "key").is_null()) << shown.text;
    EXPECT_EQ(shown.string("last_used_at"), "2026-03-10T23:00:00Z");
    EXPECT_FALSE(get("/v1/keys").text.contains(key));
    expect_refusal(get("/v1/keys/0000000000000000"), 404, "NOT_FOUND");
}

TEST_F(Keys, are_listed_page_by_page) {
    for (int i = 0; i < 3; ++i)
        make(R"({"name": "k)" + std::to_string(i) + R"(", "scopes": ["pos"]})");
    const Told first = get("/v1/keys?limit=3");
    EXPECT_EQ(first.size("items"), 3u);
    const Told rest = get("/v1/keys?limit=3&cursor=" + first.string("next"));
    EXPECT_EQ(rest.size("items"), 1u) << rest.text;
    EXPECT_EQ(get("/v1/keys?cursor=zzz").status, 422);
}

TEST_F(Keys, are_revoked_at_once) {
    const Told made = make(R"({"name": "caja-1", "scopes": ["pos"]})");
    const std::string key = made.string("key"), path = "/v1/keys/" + made.string("id");
    EXPECT_EQ(status_with(key), 200);
    EXPECT_EQ(send("DELETE", path, "", key_).string("state"), "revoked");
    EXPECT_EQ(status_with(key), 401);
    expect_refusal(send("DELETE", path, "", key_), 409, "INVALID_STATE");
    expect_refusal(post(path + "/rotate", "{}"), 409, "INVALID_STATE");
}

TEST_F(Keys, rotate_with_two_live_at_a_time) {
    const Told made = make(R"({"name": "caja-1", "scopes": ["pos"]})");
    const std::string path = "/v1/keys/" + made.string("id");
    const Told next = post(path + "/rotate", R"({"overlap_hours": 2})");
    ASSERT_EQ(next.status, 201) << next.text;
    EXPECT_EQ(next.string("owner"), "caja-1");
    EXPECT_EQ(get(path).string("successor"), next.string("id"));
    EXPECT_EQ(get(path).string("expires_at"), "2026-03-11T01:00:00Z");
    EXPECT_EQ(status_with(made.string("key")), 200);
    EXPECT_EQ(status_with(next.string("key")), 200);
    expect_refusal(post(path + "/rotate", "{}"), 409, "INVALID_STATE");
    expect_refusal(post("/v1/keys/" + next.string("id") + "/rotate", "{}"), 409, "INVALID_STATE");

    // The same owner: what the old key did under an idempotency key is known to the new one.
    const std::string gift = about(R"("currency": "PTS", "points": 5, "reason": "x")");
    const Told all = make(R"({"name": "oficina", "scopes": ["points.adjust"]})");
    const Lines once{"Idempotency-Key: r1"};
    EXPECT_EQ(send("POST", "/v1/adjustments", gift, all.string("key"), once).status, 201);
    const Told fresh = post("/v1/keys/" + all.string("id") + "/rotate", "");
    const Told again = send("POST", "/v1/adjustments", gift, fresh.string("key"), once);
    EXPECT_EQ(again.header("Idempotent-Replayed"), "true") << again.text;

    pass_to("2026-03-10T20:00:00-05:00");
    EXPECT_EQ(status_with(made.string("key")), 401);
    EXPECT_EQ(status_with(next.string("key")), 200);
    EXPECT_EQ(post("/v1/keys/" + next.string("id") + "/rotate", "{}").status, 201);
}

TEST_F(Keys, never_have_more_rights_than_who_makes_them) {
    const std::string clerk = key_of("clerk", {"keys.manage", "points.earn"});
    const auto by_clerk = [&](const std::string& body) {
        return send("POST", "/v1/keys", body, clerk);
    };
    EXPECT_EQ(by_clerk(R"({"name": "a", "scopes": ["points.earn"]})").status, 201);
    expect_refusal(by_clerk(R"({"name": "a", "scopes": ["points.adjust"]})"), 403,
                   "INSUFFICIENT_SCOPE");
    expect_refusal(by_clerk(R"({"name": "a", "scopes": ["all"]})"), 403, "INSUFFICIENT_SCOPE");
    const std::string pos = make(R"({"name": "caja", "scopes": ["pos"]})").string("id");
    expect_refusal(send("POST", "/v1/keys/" + pos + "/rotate", "{}", clerk), 403,
                   "INSUFFICIENT_SCOPE");
    expect_refusal(send("DELETE", "/v1/keys/" + pos, "", clerk), 403, "INSUFFICIENT_SCOPE");
    const Told bound =
        make(R"({"name": "jefa", "scopes": ["keys.manage", "points.earn"], "stores": ["CENTRO"]})");
    ASSERT_EQ(bound.status, 201) << bound.text;
    expect_refusal(send("POST", "/v1/keys", R"({"name": "b", "scopes": ["points.earn"]})",
                        bound.string("key")),
                   403, "FORBIDDEN");
    EXPECT_EQ(send("POST", "/v1/keys",
                   R"({"name": "b", "scopes": ["points.earn"], "stores": ["CENTRO"]})",
                   bound.string("key"))
                  .status,
              201);
}

TEST_F(Keys, are_bound_to_addresses) {
    EXPECT_EQ(
        status_with(
            make(R"({"name": "a", "scopes": ["pos"], "networks": ["127.0.0.0/8"]})").string("key")),
        200);
    EXPECT_EQ(
        status_with(
            make(R"({"name": "b", "scopes": ["pos"], "networks": ["10.0.0.0/8"]})").string("key")),
        403);
}

TEST_F(Keys, of_pages_answer_their_pages_only) {
    const Told made = make(
        R"({"name": "tienda", "scopes": ["publishable"], "origins": ["https://shop.example"]})");
    ASSERT_EQ(made.status, 201) << made.text;
    const std::string key = made.string("key");
    const Lines ours{"Origin: https://shop.example"}, other{"Origin: https://evil.example"};
    const Told told = send("GET", "/v1/rewards", "", key, ours);
    EXPECT_EQ(told.status, 200);
    EXPECT_EQ(told.header("Access-Control-Allow-Origin"), "https://shop.example");
    EXPECT_EQ(told.header("Vary"), "Origin");
    expect_refusal(send("GET", "/v1/rewards", "", key, other), 403, "FORBIDDEN");

    const auto ask = [&](const std::string& target, const Lines& origin) {
        Lines lines = origin;
        lines.push_back("Access-Control-Request-Method: GET");
        return send("OPTIONS", target, "", "", lines);
    };
    EXPECT_EQ(ask("/v1/rewards", ours).status, 204);
    EXPECT_EQ(ask("/v1/rewards", other).status, 405);
    EXPECT_EQ(ask("/v1/keys", ours).status, 405);
    EXPECT_EQ(send("GET", "/v1/rewards", "", key_, other).header("Access-Control-Allow-Origin"),
              "");
}

TEST_F(Keys, leave_a_trace_that_is_read_under_witness) {
    const Told made = make(R"({"name": "caja-1", "scopes": ["pos"]})");
    send("DELETE", "/v1/keys/" + made.string("id"), "", key_);
    const Told told = get("/v1/audit?limit=2");
    EXPECT_EQ(told.string("items/0/action"), "key.revoked") << told.text;
    EXPECT_EQ(told.string("items/0/object"), "key:" + made.string("id"));
    EXPECT_EQ(told.string("items/0/owner"), "test");
    EXPECT_EQ(told.string("items/0/told/values/name"), "caja-1");
    EXPECT_EQ(told.string("items/1/action"), "key.created");
    EXPECT_FALSE(told.text.contains(made.string("key")));
    const Told again = get("/v1/audit?limit=1");
    EXPECT_EQ(again.string("items/0/action"), "audit.read");
    EXPECT_EQ(get("/v1/audit?limit=1&cursor=" + again.string("next")).string("items/0/action"),
              "key.revoked");
    expect_refusal(send("GET", "/v1/audit", "", key_of("caja", {"pos"})), 403,
                   "INSUFFICIENT_SCOPE");
}

TEST_F(Keys, name_every_fault) {
    const Told told = make(R"({"name": "", "scopes": ["nope", "pos"], "networks": ["10.0.0.1/8"],
        "origins": ["http://shop.example"], "role": "admin"})");
    EXPECT_EQ(told.status, 422);
    std::vector<std::string> pointers;
    for (std::size_t i = 0; i < told.size("errors"); ++i)
        pointers.push_back(told.string("errors/" + std::to_string(i) + "/pointer"));
    EXPECT_EQ(pointers, (std::vector<std::string>{"/name", "/networks/0", "/origins/0", "/role"}));
    const auto pointer = [&](const std::string& body) {
        return make(body).string("errors/0/pointer");
    };
    EXPECT_EQ(pointer(R"({"name": "a", "scopes": ["nope"]})"), "/scopes/0");
    EXPECT_EQ(pointer(R"({"name": "a", "scopes": ["pos"], "stores": ["NADA"]})"), "/stores/0");
    EXPECT_EQ(pointer(R"({"name": "a", "scopes": ["pos"], "origins": ["https://s.example"]})"),
              "/origins");
    EXPECT_EQ(pointer(R"({"name": "a", "scopes": ["pos"],
        "expires_at": "2028-01-01T00:00:00Z"})"),
              "/expires_at");
    EXPECT_EQ(get("/v1/keys").size("items"), 1u);
}

}  // namespace
}  // namespace vuelve::api
