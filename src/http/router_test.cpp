#include "http/router.h"

#include <gtest/gtest.h>

namespace vuelve::http {
namespace {

Route route(Method method, std::string pattern, std::string scope = "members.read") {
    return {.method = method,
            .pattern = pattern,
            .scope = std::move(scope),
            .operation = std::string(name(method)) + pattern,
            .handler = Handler([](const Request&) { return Response{}; })};
}

Router table() {
    return std::move(*Router::create({
        route(Method::Get, "/v1/members/{id}"),
        route(Method::Post, "/v1/members/lookup"),
        route(Method::Post, "/v1/members"),
        route(Method::Get, "/v1/members/{id}/balances"),
        route(Method::Get, "/v1/members/me"),
        route(Method::Get, "/till", "open"),
        route(Method::Get, "/till/{file...}", "open"),
        route(Method::Get, "/", "open"),
    }));
}

void check(Method method,
           std::string_view path,
           std::string_view pattern,
           Parameters parameters = {}) {
    const Router router = table();
    const auto found = router.find(method, *parse_target(path));
    ASSERT_NE(found.route, nullptr) << path;
    EXPECT_EQ(found.route->pattern, pattern) << path;
    EXPECT_EQ(found.parameters, parameters) << path;
}

TEST(Router, finds_literals_before_parameters) {
    check(Method::Get, "/v1/members/mbr_1", "/v1/members/{id}", {{"id", "mbr_1"}});
    check(Method::Get, "/v1/members/me", "/v1/members/me");
    check(Method::Get, "/v1/members/me/balances", "/v1/members/{id}/balances", {{"id", "me"}});
    check(Method::Post, "/v1/members/lookup", "/v1/members/lookup");
    check(Method::Get, "/", "/");
}

TEST(Router, decodes_each_segment_alone) {
    check(Method::Get, "/v1/members/a%2Fb%20c", "/v1/members/{id}", {{"id", "a/b c"}});
    check(Method::Get, "/v1/members/caf%C3%A9?limit=5", "/v1/members/{id}", {{"id", "café"}});
}

TEST(Router, gives_the_rest_of_a_path) {
    check(Method::Get, "/till/app/main.js", "/till/{file...}", {{"file", "app/main.js"}});
    check(Method::Get, "/till", "/till");
}

TEST(Router, answers_head_with_get) { check(Method::Head, "/till", "/till"); }

TEST(Router, names_what_a_path_allows) {
    const Router router = table();
    EXPECT_EQ(router.find(Method::Delete, *parse_target("/v1/members/x")).allowed, "GET, HEAD");
    EXPECT_EQ(router.find(Method::Get, *parse_target("/v1/members")).allowed, "POST");
    for (const std::string_view path :
         {"/v2/members", "/v1/members/", "/v1/members//balances", "/v1"}) {
        const auto found = router.find(Method::Get, *parse_target(path));
        EXPECT_EQ(found.route, nullptr) << path;
        EXPECT_EQ(found.allowed, "") << path;
    }
}

void check_refused(std::vector<Route> routes, std::string_view reason) {
    const auto router = Router::create(std::move(routes));
    ASSERT_FALSE(router) << reason;
    EXPECT_TRUE(router.error().message.contains(reason)) << router.error().message;
}

TEST(Router, does_not_start_with_a_careless_table) {
    check_refused({route(Method::Get, "/a", "")}, "declares no scope");
    check_refused({route(Method::Get, "/a", "members.raed")}, "not in contract.md 4");
    check_refused({route(Method::Get, "/a"), route(Method::Get, "/a")}, "operation of its own");
    auto twice = std::vector{route(Method::Get, "/a"), route(Method::Get, "/a")};
    twice[1].operation = "other";
    check_refused(twice, "stands twice");
    check_refused({route(Method::Get, "/{a}"), route(Method::Post, "/{b}")},
                  "names this place {a}");
    auto empty = std::vector{route(Method::Get, "/a")};
    empty[0].handler = Handler{};
    check_refused(empty, "has no handler");
    auto wide = std::vector{route(Method::Get, "/a")};
    wide[0].body_bytes = body_bytes_max + 1;
    check_refused(wide, "above the limit");
    check_refused({route(Method::Get, "a")}, "not a path");
}

TEST(Target, splits_path_and_query) {
    const auto target = parse_target("/v1/events?after=abc%3D&limit=5&flag&name=Ana+Mar%C3%ADa");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->path, "/v1/events");
    const Parameters expected{
        {"after", "abc="}, {"limit", "5"}, {"flag", ""}, {"name", "Ana María"}};
    EXPECT_EQ(target->query, expected);
    EXPECT_EQ(parse_target("http://shop.example/a?b=c")->path, "/a");
    EXPECT_EQ(parse_target("http://shop.example")->path, "/");
}

TEST(Target, refuses_what_is_no_clean_path) {
    for (const std::string_view text :
         {"", "*", "a/b", "shop:443", "/a%", "/a%2", "/a%GG", "/a%00", "/a%0a", "/a%C3",
          "/a%ED%A0%80", "/a%F5%80%80%80", "/a%C0%AF", "/a#b", "/a?b=%zz", "/a?b=1&b=2", "/a\x7f"})
        EXPECT_FALSE(parse_target(text)) << text;
}

}  // namespace
}  // namespace vuelve::http
