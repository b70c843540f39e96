// HTTP without sockets: heads judged, routed and written.
#include "http/head_check.h"
#include "http/rate_limit.h"
#include "http/router.h"
#include "http/service.h"
#include "load/shop.h"
#include "support/allocations.h"

namespace {

using namespace vuelve;
using bench::CountedAllocations;

std::string head_text() {
    return "POST /v1/purchases HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
           "vlv_live_0123456789abcdef_"
           "0123456789ABCDEFGHJKMNPQ_0123456789ABCDEFGHJKMNPQ\r\nContent-Type: application/json\r\n"
           "Content-Length: 580\r\n\r\n";
}

void scan_and_judge_head(benchmark::State& state) {
    const std::string head = head_text();
    const http::HeadLimits limits;
    const CountedAllocations counted;
    for (auto _ : state) {
        std::size_t scanned = 0;
        benchmark::DoNotOptimize(http::scan_head(head, scanned, limits));
        benchmark::DoNotOptimize(http::judge_head(head, limits));
    }
    counted.report(state);
}
BENCHMARK(scan_and_judge_head);

http::Service make_service() {
    std::vector<http::Route> routes;
    for (int i = 0; i < 150; ++i)
        routes.push_back({.method = http::Method::Get,
                          .pattern = "/v1/things" + std::to_string(i) + "/{id}",
                          .scope = std::string(http::open_scope),
                          .operation = "get" + std::to_string(i),
                          .handler = http::Handler([](const http::Request&) {
                              return http::json_response(200, "{}");
                          })});
    routes.push_back({.method = http::Method::Post,
                      .pattern = "/v1/purchases",
                      .scope = "points.earn",
                      .operation = "createPurchase",
                      .handler = http::Handler(
                          [](const http::Request&) { return http::json_response(201, "{}"); })});
    return {*http::Router::create(std::move(routes)),
            {.authenticate = [](const http::Request&) -> Result<http::Caller> {
                 http::Caller caller;
                 caller.credential = "bench";
                 caller.scopes = {"points.earn"};
                 return caller;
             },
             .report = [](const http::Request&, const Error&) {},
             .rate = {.per_second = 1'000'000'000, .burst = 1'000'000'000}}};
}

/// What stands between a parsed head and the handler: target, route, credential, scope, rate.
void plan_request(benchmark::State& state) {
    auto service = make_service();
    const CountedAllocations counted;
    for (auto _ : state) {
        http::Request head;
        head.method = http::Method::Post;
        head.peer = "127.0.0.1";
        head.headers.add("Authorization", "Bearer x");
        head.headers.add("Content-Type", "application/json");
        const http::Plan plan = service.plan(head, "/v1/purchases");
        if (plan.answer) return state.SkipWithError("the request was refused");
    }
    counted.report(state);
}
BENCHMARK(plan_request);

void write_head(benchmark::State& state) {
    http::Response response = http::json_response(201, std::string(3500, 'x'));
    http::add_rate_headers(response, {}, {.allowed = true, .remaining = 399, .reset_seconds = 1});
    response.headers.add("X-Request-Id", "req_R2DEPX4H7AA42");
    const CountedAllocations counted;
    for (auto _ : state)
        benchmark::DoNotOptimize(http::wire_head(response, "Sun, 22 Nov 2026 23:45:17 GMT", false));
    counted.report(state);
}
BENCHMARK(write_head);

/// As many credentials as a chain has tills.
void take_from_limiter(benchmark::State& state) {
    http::RateLimiter limiter({.per_second = 1'000'000'000, .burst = 1'000'000'000});
    std::vector<std::string> keys;
    for (std::int64_t i = 0; i < state.range(0); ++i) keys.push_back("key:" + std::to_string(i));
    std::size_t next = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(
            limiter.take(keys[next++ % keys.size()], std::chrono::steady_clock::now()));
}
BENCHMARK(take_from_limiter)->Arg(1)->Arg(10'000);

}  // namespace
