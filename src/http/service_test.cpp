#include "http/service.h"

#include <gtest/gtest.h>

#include "http/docs.h"
#include "http/health.h"

namespace vuelve::http {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view quote_query[] = {"explain"};
constexpr OperationQuery known_queries[] = {{"createQuote", quote_query}};

/// A service without a socket: requests go through plan and handler as the server would send them.
struct Desk {
    std::chrono::steady_clock::time_point now{};
    std::optional<Error> not_ready;
    std::unique_ptr<Service> service;

    Desk() {
        std::vector<Route> routes = health_routes(
            [this]() -> Result<void> {
                if (not_ready) return std::unexpected(*not_ready);
                return {};
            },
            [this] { return service->metrics(); });
        routes.push_back({.method = Method::Post,
                          .pattern = "/v1/quotes",
                          .scope = "points.earn",
                          .operation = "createQuote",
                          .handler = Handler([](const Request& request) {
                              return json_response(200, "\"" + request.caller.owner + "\"");
                          })});
        for (Route& route : docs_routes(R"({"openapi":"3.1.0"})", {}))
            routes.push_back(std::move(route));
        auto router = Router::create(std::move(routes));
        EXPECT_TRUE(router) << router.error().message;
        service = std::make_unique<Service>(
            std::move(*router),
            ServiceOptions{.authenticate = [](const Request& request) -> Result<Caller> {
                               const auto sent = request.headers.find("Authorization");
                               if (!sent) return refuse(ErrorCode::Unauthenticated);
                               return Caller{
                                   .credential = std::string(*sent),
                                   .owner = "till",
                                   .scopes = {*sent == "reader" ? "members.read" : "points.earn"},
                                   .stores = {}};
                           },
                           .report = {},
                           .now = [this] { return now; },
                           .rate = {.per_second = 1, .burst = 2},
                           .version = "1.2.3",
                           .sample =
                               [] {
                                   using enum Sampled::Kind;
                                   return std::vector<Sampled>{
                                       {"vuelve_ready", "Whether.", Gauge, 1},
                                       {"vuelve_store_commits_total", "Commits.", Counter, 7}};
                               },
                           .queries = known_queries});
    }

    Response ask(Method method,
                 std::string_view target,
                 std::vector<std::pair<std::string, std::string>> fields = {}) {
        Request request;
        request.method = method;
        request.id = "req_test";
        for (auto& [name, value] : fields) request.headers.add(name, value);
        Plan plan = service->plan(request, target);
        if (plan.answer) return *plan.answer;
        Response response{.status = 0, .headers = {}, .body = {}};
        plan.handle(request, [&](Response given) { response = std::move(given); });
        return response;
    }

    Response quote(std::string key, std::string type = "application/json") {
        std::vector<std::pair<std::string, std::string>> fields{{"Content-Type", std::move(type)},
                                                                {"Content-Length", "2"}};
        if (!key.empty()) fields.emplace_back("Authorization", std::move(key));
        return ask(Method::Post, "/v1/quotes", std::move(fields));
    }
};

TEST(Service, asks_for_credential_and_scope) {
    Desk desk;
    EXPECT_EQ(desk.quote("").status, 401);
    EXPECT_EQ(desk.quote("reader").status, 403);
    const Response served = desk.quote("till-1");
    EXPECT_EQ(served.status, 200);
    EXPECT_EQ(served.body, "\"till\"");
}

TEST(Service, limits_each_credential) {
    Desk desk;
    EXPECT_EQ(desk.quote("till-1").headers.find("RateLimit"), "\"credential\";r=1;t=1");
    EXPECT_EQ(desk.quote("till-1").status, 200);
    const Response refused = desk.quote("till-1");
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.headers.find("Retry-After"), "1");
    EXPECT_TRUE(refused.body.contains("RATE_LIMITED"));
    EXPECT_EQ(desk.quote("till-2").status, 200);
    desk.now += 1s;
    EXPECT_EQ(desk.quote("till-1").status, 200);
}

TEST(Service, refuses_every_query_name_that_the_contract_does_not_know) {
    Desk desk;
    const auto ask = [&](const std::string& credential, std::string_view target) {
        return desk.ask(Method::Post, target,
                        {{"Authorization", credential}, {"Content-Type", "application/json"}});
    };
    EXPECT_EQ(ask("a", "/v1/quotes?explain=text").status, 200);
    const Response refused = ask("b", "/v1/quotes?explian=text&a%2Fb=1&explain=text");
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(refused.body.contains(R"("pointer":"/explian","code":"unknown-field")"));
    EXPECT_TRUE(refused.body.contains(R"("pointer":"/a~1b","code":"unknown-field")"));
    EXPECT_FALSE(refused.body.contains(R"("pointer":"/explain")"));
    EXPECT_EQ(desk.ask(Method::Get, "/healthz?probe=7").status, 200) << "open routes bear more";
}

TEST(Service, takes_json_bodies_only) {
    Desk desk;
    EXPECT_EQ(desk.quote("a", "application/x-www-form-urlencoded").status, 415);
    EXPECT_EQ(desk.quote("b", "Application/JSON; charset=utf-8").status, 200);
}

TEST(Service, adds_the_common_headers_to_every_answer) {
    Desk desk;
    for (const Response& response :
         {desk.quote("till"), desk.quote(""), desk.ask(Method::Get, "/v1/none"),
          desk.ask(Method::Get, "/healthz"), desk.ask(Method::Get, "/%zz")}) {
        EXPECT_EQ(response.headers.find("X-Content-Type-Options"), "nosniff");
        EXPECT_EQ(response.headers.find("Referrer-Policy"), "no-referrer");
        EXPECT_EQ(response.headers.find("Content-Security-Policy"),
                  "default-src 'none'; frame-ancestors 'none'");
        EXPECT_EQ(response.headers.find("Cache-Control"), "no-store");
        EXPECT_EQ(response.headers.find("X-Request-Id"), "req_test");
        EXPECT_FALSE(response.headers.find("Strict-Transport-Security"));
    }
}

TEST(Service, counts_by_operation_and_never_by_path) {
    Desk desk;
    desk.quote("till");
    desk.quote("");
    desk.ask(Method::Get, "/v1/members/phone:+593987654321");
    const std::string text = desk.ask(Method::Get, "/metrics").body;
    EXPECT_TRUE(
        text.contains("vuelve_http_requests_total{operation=\"createQuote\",status=\"2xx\"} 1"));
    EXPECT_TRUE(
        text.contains("vuelve_http_requests_total{operation=\"createQuote\",status=\"4xx\"} 1"));
    EXPECT_TRUE(text.contains("vuelve_http_requests_total{operation=\"none\",status=\"4xx\"} 1"));
    EXPECT_TRUE(
        text.contains("vuelve_http_request_duration_seconds_count{operation=\"createQuote\"} 2"));
    EXPECT_TRUE(text.contains("vuelve_build_info{version=\"1.2.3\"} 1"));
    EXPECT_TRUE(text.contains("vuelve_http_requests_in_flight 1")) << "the request that asks";
    EXPECT_TRUE(
        text.contains("# TYPE vuelve_store_commits_total counter\n"
                      "vuelve_store_commits_total 7\n"))
        << text;
    EXPECT_TRUE(text.contains("# TYPE vuelve_ready gauge\nvuelve_ready 1\n"));
    EXPECT_FALSE(text.contains("593987654321"));
}

TEST(Health, is_alive_before_it_is_ready) {
    Desk desk;
    desk.not_ready = Error{ErrorCode::Starting, {}};
    EXPECT_EQ(desk.ask(Method::Get, "/healthz").status, 200);
    const Response starting = desk.ask(Method::Get, "/readyz");
    EXPECT_EQ(starting.status, 503);
    EXPECT_EQ(starting.headers.find("Retry-After"), "5");
    desk.not_ready.reset();
    EXPECT_EQ(desk.ask(Method::Get, "/readyz").body, R"({"status":"ready"})");
}

TEST(Docs, serve_the_document_and_a_page_that_asks_nobody_else) {
    Desk desk;
    const Response document = desk.ask(Method::Get, "/openapi.json");
    EXPECT_EQ(document.headers.find("Content-Type"), "application/json");
    EXPECT_EQ(document.body, R"({"openapi":"3.1.0"})");
    const std::string etag(document.headers.find("ETag").value());
    EXPECT_EQ(desk.ask(Method::Get, "/openapi.json", {{"If-None-Match", etag}}).status, 304);

    const Response page = desk.ask(Method::Get, "/docs");
    EXPECT_EQ(page.headers.find("Content-Type"), "text/html; charset=utf-8");
    EXPECT_TRUE(
        page.headers.find("Content-Security-Policy").value().starts_with("default-src 'self';"));
    EXPECT_FALSE(page.body.contains("//"));
    const Response script = desk.ask(Method::Get, "/docs/start.js");
    EXPECT_TRUE(script.body.contains("telemetry: false"));
    EXPECT_TRUE(script.body.contains("withDefaultFonts: false"));
    EXPECT_EQ(desk.ask(Method::Get, "/docs/scalar.js").status, 404) << "no viewer was given";
}

}  // namespace
}  // namespace vuelve::http
