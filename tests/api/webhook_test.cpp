#include <thread>

#include "fixture.h"

namespace vuelve::api {
namespace {

constexpr const char* crm = R"({"name": "CRM", "url": "https://crm.shop.example/hooks",
                                "types": ["purchase.recorded", "points.*"]})";

class Webhooks : public ApiTest {
 protected:
    Told create(const std::string& body = crm) {
        return create(body, "w" + std::to_string(++keys_));
    }
    Told create(const std::string& body, const std::string& key) {
        return post("/v1/webhooks", body, {"Idempotency-Key: " + key});
    }
    std::string made() { return "/v1/webhooks/" + create().string("webhook"); }
    Told patch(const std::string& target, const std::string& body) {
        return send("PATCH", target, body, key_);
    }

 private:
    int keys_ = 0;
};

TEST_F(Webhooks, are_made_once_and_show_their_secret_then) {
    const Told told = create(crm, "w");
    ASSERT_EQ(told.status, 201) << told.text;
    EXPECT_TRUE(told.string("webhook").starts_with("whk_"));
    EXPECT_TRUE(told.string("secret").starts_with("whsec_"));
    EXPECT_EQ(told.string("state"), "active");
    EXPECT_EQ(told.string("types/1"), "points.*");
    EXPECT_EQ(told.header("Cache-Control"), "no-store");
    const Told again = create(crm, "w");
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.header("Idempotent-Replayed"), "true");
    EXPECT_EQ(again.string("webhook"), told.string("webhook"));
    EXPECT_EQ(again.string("secret"), told.string("secret"));
    EXPECT_EQ(create(R"({"url": "https://other.shop.example/"})", "w").string("code"),
              "IDEMPOTENCY_CONFLICT");
    EXPECT_EQ(post("/v1/webhooks", crm).string("code"), "IDEMPOTENCY_KEY_REQUIRED");

    const Told list = get("/v1/webhooks");
    ASSERT_EQ(list.size("items"), 1u) << list.text;
    EXPECT_EQ(list.string("items/0/url"), "https://crm.shop.example/hooks");
    EXPECT_FALSE(list.text.contains("whsec_"));
    EXPECT_FALSE(get("/v1/webhooks/" + told.string("webhook")).text.contains("whsec_"));
}

TEST_F(Webhooks, case_34_an_unsafe_address_is_refused_where_it_stands) {
    for (const char* url :
         {"http://crm.shop.example/", "https://127.0.0.1/", "https://localhost/", "https://[::1]/",
          "https://2130706433/", "https://169.254.169.254/latest", "https://crm.shop.example:22/",
          "https://user:pass@crm.shop.example/", "https://crm.shop.example/#x", "nonsense", ""}) {
        const Told told = create(std::string(R"({"url": ")") + url + "\"}");
        EXPECT_EQ(told.status, 422) << url << told.text;
        EXPECT_EQ(told.string("code"), "UNSAFE_URL") << told.text;
        EXPECT_EQ(told.string("errors/0/pointer"), "/url") << told.text;
    }
    const std::string webhook = made();
    EXPECT_EQ(patch(webhook, R"({"url": "https://10.0.0.1/"})").string("code"), "UNSAFE_URL");
    EXPECT_EQ(get(webhook).string("url"), "https://crm.shop.example/hooks");
    EXPECT_EQ(get("/v1/webhooks").size("items"), 1u);
}

TEST_F(Webhooks, a_body_names_every_fault) {
    const Told told =
        create(R"({"url": 5, "types": ["points.earned", "nothing.*", "x"], "to": 1})");
    EXPECT_EQ(told.status, 422);
    EXPECT_EQ(told.size("errors"), 4u) << told.text;
    EXPECT_EQ(create(R"({"url": "https://a.example/", "types": ["tier.changed", "tier.changed"]})")
                  .string("errors/0/code"),
              "duplicate");
    EXPECT_EQ(create("{}").string("errors/0/pointer"), "/url");
}

TEST_F(Webhooks, are_changed_paused_and_deleted) {
    const std::string webhook = made();
    const Told changed = patch(webhook, R"({"types": []})");
    EXPECT_EQ(changed.status, 200) << changed.text;
    EXPECT_EQ(changed.size("types"), 0u);
    EXPECT_EQ(changed.string("name"), "CRM");
    EXPECT_EQ(post(webhook + "/pause", "").string("state"), "paused");
    EXPECT_EQ(post(webhook + "/pause", "{}").string("state"), "paused");
    EXPECT_EQ(post(webhook + "/pause", R"({"why": 1})").status, 422);
    ASSERT_EQ(post("/v1/purchases", ticket("t1")).status, 201);
    const Told stands = get(webhook);
    EXPECT_GE(stands.number("behind") + stands.number("pending"), 2) << stands.text;
    EXPECT_EQ(post(webhook + "/resume", "").string("state"), "active");
    EXPECT_EQ(send("DELETE", webhook, "", key_).status, 204);
    EXPECT_EQ(get(webhook).status, 404);
    EXPECT_EQ(send("DELETE", webhook, "", key_).status, 404);
    EXPECT_EQ(get("/v1/webhooks").size("items"), 0u);
}

TEST_F(Webhooks, a_secret_is_changed_once_for_each_key) {
    const Told first = create();
    const std::string webhook = "/v1/webhooks/" + first.string("webhook");
    const Told told = post(webhook + "/secret", R"({"valid_hours": 48})", {"Idempotency-Key: r1"});
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_NE(told.string("secret"), first.string("secret"));
    EXPECT_EQ(told.string("old_secret_until"), "2026-03-12T23:00:00Z");
    const Told again = post(webhook + "/secret", R"({"valid_hours": 48})", {"Idempotency-Key: r1"});
    EXPECT_EQ(again.string("secret"), told.string("secret"));
    EXPECT_EQ(again.header("Idempotent-Replayed"), "true");
    EXPECT_EQ(post(webhook + "/secret", R"({"valid_hours": 169})", {"Idempotency-Key: r2"}).status,
              422);
    EXPECT_EQ(post(webhook + "/secret", "").string("code"), "IDEMPOTENCY_KEY_REQUIRED");
    EXPECT_NE(post(webhook + "/secret", "", {"Idempotency-Key: r3"}).string("secret"),
              told.string("secret"));
}

TEST_F(Webhooks, belong_to_their_programme_and_need_their_scope) {
    const std::string webhook = made();
    const std::string other = key_with({"events.read", "settings.write"});
    EXPECT_EQ(send("GET", webhook, "", other).string("code"), "INSUFFICIENT_SCOPE");
    const Told stranger = send("POST", "/_test/tenant", R"({"config": {
        "programme": {"code": "OTHER", "time_zone": "UTC", "money": {"currency": "USD", "exponent": 2}},
        "brands": [{"code": "B"}], "stores": [{"code": "S", "brand": "B"}],
        "currencies": [{"code": "PTS", "kind": "points"}], "rules": []}, "members": []})",
                               "");
    ASSERT_EQ(stranger.status, 201) << stranger.text;
    const std::string key = stranger.string("key");
    for (const char* path : {"", "/deliveries"})
        EXPECT_EQ(send("GET", webhook + path, "", key).status, 404) << path;
    for (const char* path : {"/pause", "/resume", "/test"})
        EXPECT_EQ(send("POST", webhook + path, "", key).status, 404) << path;
    EXPECT_EQ(send("POST", webhook + "/replay", R"({"dead": true})", key).status, 404);
    EXPECT_EQ(send("POST", webhook + "/secret", "", key, {"Idempotency-Key: x"}).status, 404);
    EXPECT_EQ(send("PATCH", webhook, R"({"name": "x"})", key).status, 404);
    EXPECT_EQ(send("DELETE", webhook, "", key).status, 404);
    EXPECT_EQ(get("/v1/webhooks/whk_0").status, 404);
    EXPECT_EQ(get("/v1/webhooks/" + member_).status, 404);
}

TEST_F(Webhooks, a_test_tells_what_the_receiver_did_not_say) {
    // Nobody answers for a name that does not exist, and nothing is told about it but that.
    const std::string webhook =
        "/v1/webhooks/" + create(R"({"url": "https://receiver.shop.example/"})").string("webhook");
    const Told told = post(webhook + "/test", "");
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_TRUE(at(told.body, "status").is_null()) << told.text;
    EXPECT_FALSE(told.string("error").empty());
    EXPECT_EQ(get(webhook + "/deliveries").size("items"), 0u);
}

TEST_F(Webhooks, what_to_replay_is_one_of_three) {
    const std::string webhook = made();
    for (const char* body :
         {"{}", R"({"dead": false})", R"({"dead": true, "events": ["evt_1"]})",
          R"({"from": "2026-03-10T00:00:00Z"})",
          R"({"from": "2026-03-11T00:00:00Z", "to": "2026-03-10T00:00:00Z"})",
          R"({"events": ["evt_1"]})", R"({"events": []})", R"({"events": ["mbr_00000000000000"]})"})
        EXPECT_EQ(post(webhook + "/replay", body).status, 422) << body;
    EXPECT_EQ(post(webhook + "/replay", R"({"dead": true})").number("replayed"), 0);
    EXPECT_EQ(get(webhook + "/deliveries?state=lost").status, 422);
    EXPECT_EQ(get(webhook + "/deliveries?cursor=x").status, 422);
}

TEST_F(Webhooks, what_was_tried_is_in_the_log_and_goes_out_again) {
    const std::string webhook = made();
    ASSERT_EQ(post("/v1/purchases", ticket("t1")).status, 201);
    // Nobody has this name, so each try ends at once; they are made by another thread.
    Told log;
    for (int rounds = 0; rounds < 500 && log.size("items") < 2; ++rounds) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        log = get(webhook + "/deliveries?state=pending");
    }
    ASSERT_EQ(log.size("items"), 2u) << "a purchase and its points: " << log.text;
    EXPECT_EQ(log.string("items/0/type"), "points.earned");
    EXPECT_EQ(log.string("items/1/type"), "purchase.recorded");
    EXPECT_EQ(log.number("items/0/tries"), 1);
    EXPECT_EQ(log.number("items/0/log/0/try"), 1);
    EXPECT_TRUE(at(log.body, "items/0/log/0/status").is_null());
    EXPECT_FALSE(log.string("items/0/log/0/error").empty());
    EXPECT_FALSE(log.text.contains(member_)) << "the log says nothing of people";
    const Told page = get(webhook + "/deliveries?limit=1");
    ASSERT_EQ(page.size("items"), 1u);
    EXPECT_EQ(
        get(webhook + "/deliveries?limit=1&cursor=" + page.string("next")).string("items/0/event"),
        log.string("items/1/event"));

    post(webhook + "/pause", "");
    EXPECT_EQ(post(webhook + "/replay", R"({"from": "2026-03-10T23:00:00Z",
                                            "to": "2026-03-10T23:00:01Z"})")
                  .number("replayed"),
              2);
    EXPECT_EQ(post(webhook + "/replay", R"({"from": "2026-03-10T22:00:00Z",
                                            "to": "2026-03-10T23:00:00Z"})")
                  .number("replayed"),
              0);
    const std::string event = log.string("items/0/event");
    EXPECT_EQ(post(webhook + "/replay", R"({"events": [")" + event + "\"]}").number("replayed"), 1);
    EXPECT_EQ(get(webhook + "/deliveries?state=pending").number("items/0/tries"), 0);
}

}  // namespace
}  // namespace vuelve::api
