#include <gmock/gmock.h>

#include "fixture.h"
#include "http/routes.h"

namespace vuelve::api {
namespace {

class Access : public ApiTest {
 protected:
    void check(const Told& told, int status, const std::string& code) {
        EXPECT_EQ(told.status, status) << told.text;
        EXPECT_EQ(told.string("code"), code) << told.text;
    }
};

TEST_F(Access, nobody_without_a_key_of_ours) {
    check(send("POST", "/v1/purchases", ticket("t1"), ""), 401, "UNAUTHENTICATED");
    check(send("POST", "/v1/purchases", ticket("t1"), "vlv_live_nonsense"), 401, "UNAUTHENTICATED");
    std::string altered = key_;
    altered.back() = altered.back() == 'A' ? 'B' : 'A';
    const Told told = send("POST", "/v1/purchases", ticket("t1"), altered);
    check(told, 401, "UNAUTHENTICATED");
    EXPECT_NE(told.header("WWW-Authenticate"), "");
}

TEST_F(Access, a_key_does_what_its_scopes_say) {
    const std::string reader = key_with({"members.read"});
    EXPECT_EQ(send("GET", "/v1/members/" + member_, "", reader).status, 200);
    check(send("POST", "/v1/purchases", ticket("t1"), reader), 403, "INSUFFICIENT_SCOPE");
    check(send("POST", "/v1/adjustments", "{}", key_with({"pos"})), 403, "INSUFFICIENT_SCOPE");
}

TEST_F(Access, a_revoked_key_ends_at_once) {
    const std::string key = key_with({"pos"});
    EXPECT_EQ(send("GET", "/v1/members/" + member_, "", key).status, 200);
    auto& service = program_->service();
    for (const auto& known : service.keys().list({1, 1}))
        if (known.name == "other")
            EXPECT_TRUE(service.keys().revoke({{1, 1}, "test", "test"}, known.key_id));
    check(send("GET", "/v1/members/" + member_, "", key), 401, "UNAUTHENTICATED");
}

TEST_F(Access, an_expired_key_is_none) {
    const std::string key = program_->service()
                                .keys()
                                .create({{1, 1}, "test", "test"},
                                        {.name = "old",
                                         .scopes = {"pos"},
                                         .expires_at = parse_instant("2026-03-10T18:30:00-05:00")})
                                ->text;
    EXPECT_EQ(send("GET", "/v1/members/" + member_, "", key).status, 200);
    EXPECT_EQ(post("/_test/clock", R"({"at": "2026-03-10T18:30:00-05:00"})").status, 200);
    check(send("GET", "/v1/members/" + member_, "", key), 401, "UNAUTHENTICATED");
}

TEST_F(Access, another_tenant_sees_nothing_of_ours) {
    const Told made = send("POST", "/_test/tenant", R"({"config": {
        "programme": {"code": "OTHER", "money": {"currency": "USD", "exponent": 2}},
        "brands": [{"code": "B"}], "stores": [{"code": "S", "brand": "B"}],
        "currencies": [{"code": "PTS", "kind": "points"}], "rules": []}, "members": []})",
                           "");
    ASSERT_EQ(made.status, 201) << made.text;
    const std::string theirs = made.string("key");
    check(send("GET", "/v1/members/" + member_, "", theirs), 404, "UNKNOWN_MEMBER");
    check(send("POST", "/v1/purchases", ticket("t1"), theirs), 404, "UNKNOWN_MEMBER");
    check(send("POST", "/v1/members/lookup", R"({"by": "external:M1"})", theirs), 404,
          "UNKNOWN_MEMBER");
}

// security.md 3, case 26. router_test.cpp: a route that declares no scope stops the start.
TEST_F(Access, case_26_no_operation_opens_without_its_scope) {
    http::Api api{.service = program_->service()};
    const std::string nothing = key_with({"purchases.backdate"});  // no operation is its own
    int closed = 0;
    for (const http::Route& route : http::product_routes(api)) {
        if (route.scope == http::open_scope) continue;
        ++closed;
        std::string path = route.pattern;
        for (std::size_t at = path.find('{'); at != std::string::npos; at = path.find('{'))
            path.replace(at, path.find('}') - at + 1, "x");
        const std::string method(name(route.method));
        check(send(method, path, "{}", ""), 401, "UNAUTHENTICATED");
        check(send(method, path, "{}", nothing), 403, "INSUFFICIENT_SCOPE");
    }
    EXPECT_GT(closed, 180);
    for (const char* path : {"/v1", "/v1/", "/v1/admin", "/v1/../v1/keys", "/v1/keys/", "/admin",
                             "/v1/session/admin", "/V1/keys", "/.git/config"})
        EXPECT_THAT(send("GET", path, "", nothing).status, testing::AnyOf(400, 404)) << path;
}

TEST_F(Access, the_clock_of_tests_never_goes_back) {
    check(post("/_test/clock", R"({"at": "2026-03-09T18:00:00-05:00"})"), 422, "VALIDATION_FAILED");
    EXPECT_EQ(post("/_test/clock", R"({"at": "2026-03-11T18:00:00-05:00"})").string("now"),
              "2026-03-11T23:00:00Z");
}

TEST(ManualClock, is_refused_on_a_public_address) {
    const auto started = http::Program::start({.database = storage::passing_database(),
                                               .address = "0.0.0.0",
                                               .port = 0,
                                               .manual_clock = Instant{0}});
    ASSERT_FALSE(started);
    EXPECT_NE(started.error().message.find("loopback"), std::string::npos);
}

TEST(SystemClock, has_no_doors_for_tests) {
    const auto program =
        *http::Program::start({.database = storage::passing_database(), .port = 0});
    http::LoopbackClient client(program->port());
    const auto answer = client.ask(
        "POST /_test/clock HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n"
        "Content-Length: 2\r\n\r\n{}");
    EXPECT_EQ(answer.status, 404);
}

}  // namespace
}  // namespace vuelve::api
