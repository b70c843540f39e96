#include "http/server.h"

#include <gtest/gtest.h>

#include <thread>

#include "http/server_fixture.h"

namespace vuelve::http {
namespace {

using std::chrono::milliseconds;

std::string get(std::string_view path, std::string_view more = "") {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: shop\r\n" + std::string(more) + "\r\n";
}

std::string post(std::string_view path, std::string_view body, std::string_view more = "") {
    return "POST " + std::string(path) +
           " HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\n" +
           "Content-Length: " + std::to_string(body.size()) + "\r\n" + std::string(more) + "\r\n" +
           std::string(body);
}

TEST(Server, answers_and_keeps_the_connection) {
    TestServer test;
    LoopbackClient client(test.server->port());
    for (const std::string name : {"ana", "eva", "luz"}) {
        const Answer answer = client.ask(get("/hello/" + name));
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.body, "hello " + name);
        EXPECT_FALSE(answer.headers.find("Connection"));
        EXPECT_TRUE(answer.headers.find("Date").value().ends_with("GMT"));
    }
    EXPECT_EQ(test.server->connections(), 1U);
}

TEST(Server, answers_pipelined_requests_in_order) {
    TestServer test;
    LoopbackClient client(test.server->port());
    client.send(post("/echo", "1") + post("/echo", "22") + get("/hello/ana"));
    EXPECT_EQ(client.read().body, "1");
    EXPECT_EQ(client.read().body, "22");
    EXPECT_EQ(client.read().body, "hello ana");
}

TEST(Server, sends_no_body_for_head) {
    TestServer test;
    LoopbackClient client(test.server->port());
    client.send("HEAD /hello/ana HTTP/1.1\r\nHost: shop\r\n\r\n" + get("/hello/eva"));
    const Answer head = client.read(true);
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.headers.find("Content-Length"), "9");
    EXPECT_EQ(client.read().body, "hello eva");
}

TEST(Server, closes_when_asked_and_after_http_1_0) {
    TestServer test;
    LoopbackClient asks(test.server->port());
    EXPECT_EQ(asks.ask(get("/hello/ana", "Connection: close\r\n")).headers.find("Connection"),
              "close");
    EXPECT_TRUE(asks.at_end());
    LoopbackClient old(test.server->port());
    EXPECT_EQ(old.ask("GET /hello/ana HTTP/1.0\r\n\r\n").status, 200);
    EXPECT_TRUE(old.at_end());
}

TEST(Server, reads_a_body_in_pieces_and_in_chunks) {
    TestServer test;
    LoopbackClient client(test.server->port());
    const std::string request = post("/echo", "{\"points\":1}");
    for (const char c : request) ASSERT_TRUE(client.send({&c, 1}));
    EXPECT_EQ(client.read().body, "{\"points\":1}");
    const Answer chunked = client.ask(
        "POST /echo HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\n"
        "Transfer-Encoding: chunked\r\n\r\n4;a=b\r\n[1,2\r\n3\r\n,3]\r\n0\r\nX-Sum: 1\r\n\r\n");
    EXPECT_EQ(chunked.body, "[1,2,3]");
    EXPECT_EQ(client.ask(get("/hello/ana")).status, 200);
}

TEST(Server, tells_a_waiting_client_to_go_on) {
    TestServer test;
    LoopbackClient client(test.server->port());
    client.send(
        "POST /echo HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\n"
        "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(client.read().status, 100);
    EXPECT_EQ(client.ask("{}").body, "{}");
}

TEST(Server, refuses_unknown_paths_and_methods_as_problems) {
    TestServer test;
    LoopbackClient client(test.server->port());
    const Answer unknown = client.ask(get("/nothing"));
    EXPECT_EQ(unknown.status, 404);
    EXPECT_EQ(unknown.headers.find("Content-Type"), "application/problem+json");
    EXPECT_TRUE(unknown.body.contains("\"code\":\"NOT_FOUND\"")) << unknown.body;
    const Answer wrong = client.ask("DELETE /hello/ana HTTP/1.1\r\nHost: shop\r\n\r\n");
    EXPECT_EQ(wrong.status, 405);
    EXPECT_EQ(wrong.headers.find("Allow"), "GET, HEAD");
    EXPECT_EQ(client.ask("BREW /hello/ana HTTP/1.1\r\nHost: shop\r\n\r\n").status, 405);
}

TEST(Server, case_37_limits_head_and_target) {
    TestServer test;
    const std::string long_value(17 * 1024, 'a');
    const std::vector<std::pair<std::string, int>> cases{
        {get("/hello/ana", "X-Long: " + long_value + "\r\n"), 431},
        {get("/hello/" + std::string(9 * 1024, 'a')), 414},
        {"GET /" + long_value, 414},
        {"GET / HTTP/1.1\r\nX-Long: " + long_value, 431},
    };
    for (const auto& [request, status] : cases) {
        LoopbackClient client(test.server->port());
        const Answer answer = client.ask(request);
        EXPECT_EQ(answer.status, status) << request.substr(0, 40);
        EXPECT_EQ(answer.headers.find("Connection"), "close");
        EXPECT_TRUE(client.at_end());
    }
}

TEST(Server, case_37_limits_bodies_by_route) {
    TestServer test;
    const std::string two_mebibytes(2 * 1024 * 1024, ' ');
    LoopbackClient declared(test.server->port());
    const Answer refused = declared.ask(post("/echo", two_mebibytes));
    EXPECT_EQ(refused.status, 413);
    EXPECT_TRUE(refused.body.contains("BODY_TOO_LARGE"));
    EXPECT_TRUE(declared.at_end());

    LoopbackClient chunked(test.server->port());
    chunked.send(
        "POST /echo HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\n"
        "Transfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 17; ++i) chunked.send("10000\r\n" + std::string(0x10000, ' ') + "\r\n");
    EXPECT_EQ(chunked.read().status, 413);

    LoopbackClient raised(test.server->port());
    EXPECT_EQ(raised.ask(post("/big", two_mebibytes)).body.size(), two_mebibytes.size());
}

TEST(Server, refuses_what_two_readers_could_read_differently) {
    TestServer test;
    const std::string start = "POST /echo HTTP/1.1\r\n";
    const std::string host = "Host: shop\r\nContent-Type: application/json\r\n";
    const std::vector<std::string> hostile{
        start + host + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        start + host + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
        start + host + "Content-Length: 2, 2\r\n\r\n{}",
        start + host + "Content-Length: +2\r\n\r\n{}",
        start + host + "Content-Length: 0x2\r\n\r\n{}",
        start + host + "Content-Length : 2\r\n\r\n{}",
        start + host + "Content-Length: 99999999999999999999\r\n\r\n{}",
        start + host + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        start + host + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        start + host + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        start + host +
            "Transfer-Encoding:\x0b"
            "chunked\r\n\r\n0\r\n\r\n",
        start + host + "X-Folded: a\r\n b\r\nContent-Length: 2\r\n\r\n{}",
        start + host + "X: a\nContent-Length: 2\r\n\r\n{}",
        start + host + "X: a\rb\r\nContent-Length: 2\r\n\r\n{}",
        start + host + "Host: other\r\n\r\n",
        start + "\r\n",
        start + host + ": nameless\r\n\r\n",
        start + host + "No colon\r\n\r\n",
        "GET /hello/ana HTTP/1.1\nHost: shop\n\n",
        "\r\nGET /hello/ana HTTP/1.1\r\nHost: shop\r\n\r\n",
        "GET  /hello/ana HTTP/1.1\r\nHost: shop\r\n\r\n",
        "GET /hello/ana HTTP/2.0\r\nHost: shop\r\n\r\n",
        "GET /hello/ana\r\n\r\n",
        "GET hello HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n",
        "GET /hello/%zz HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n",
        "GET /hello/%00 HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n",
        "POST /echo HTTP/1.0\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        start + host + "Transfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n",
        start + host + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}x\r\n0\r\n\r\n",
    };
    for (const std::string& request : hostile) {
        LoopbackClient client(test.server->port());
        EXPECT_EQ(client.ask(request).status, 400) << request;
        EXPECT_TRUE(client.at_end()) << request;
    }
}

TEST(Server, never_takes_the_rest_of_a_refused_request_for_another) {
    TestServer test;
    LoopbackClient client(test.server->port());
    client.send(
        "POST /echo HTTP/1.1\r\nHost: shop\r\nContent-Length: 40\r\nTransfer-Encoding: "
        "chunked\r\n\r\n"
        "0\r\n\r\nGET /hello/smuggled HTTP/1.1\r\nHost: shop\r\n\r\n");
    EXPECT_EQ(client.read().status, 400);
    EXPECT_TRUE(client.at_end());
}

TEST(Server, case_37_unpacks_no_bodies) {
    TestServer test;
    LoopbackClient client(test.server->port());
    EXPECT_EQ(client.ask(post("/echo", "{}", "Content-Encoding: gzip\r\n")).status, 415);
    EXPECT_TRUE(client.at_end());
}

TEST(Server, case_37_gives_up_on_slow_heads) {
    ServerOptions options;
    options.head_time = milliseconds(60);
    TestServer test(options);
    LoopbackClient silent(test.server->port());
    EXPECT_EQ(silent.ask("GET /hello/ana HT").status, 408);
    EXPECT_TRUE(silent.at_end());

    // A byte now and then does not buy time.
    LoopbackClient drip(test.server->port());
    drip.send("GET /hello/ana HTTP/1.1\r\nX: ");
    int sent = 0;
    while (!drip.readable(5) && sent < 1000) sent += drip.send("a") ? 1 : 1000;
    EXPECT_EQ(drip.read().status, 408);
    EXPECT_LT(sent, 1000);
}

TEST(Server, case_37_gives_up_on_slow_bodies) {
    ServerOptions options;
    options.body_time = milliseconds(60);
    TestServer test(options);
    LoopbackClient client(test.server->port());
    const Answer answer = client.ask(
        "POST /echo HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\nContent-Length: "
        "9\r\n\r\n{");
    EXPECT_EQ(answer.status, 408);
    EXPECT_TRUE(answer.body.contains("REQUEST_TIMEOUT"));
    EXPECT_TRUE(client.at_end());
}

TEST(Server, closes_idle_connections_without_a_word) {
    ServerOptions options;
    options.idle_time = milliseconds(60);
    TestServer test(options);
    LoopbackClient fresh(test.server->port());
    EXPECT_TRUE(fresh.at_end());
    LoopbackClient used(test.server->port());
    EXPECT_EQ(used.ask(get("/hello/ana")).status, 200);
    EXPECT_TRUE(used.at_end());
}

TEST(Server, case_37_serves_others_while_many_are_slow) {
    TestServer test;
    std::vector<std::unique_ptr<LoopbackClient>> slow;
    for (int i = 0; i < 200; ++i) {
        slow.push_back(std::make_unique<LoopbackClient>(test.server->port()));
        slow.back()->send(i % 2 == 0 ? "GET /he" : post("/echo", "{}").substr(0, 100));
    }
    LoopbackClient quick(test.server->port());
    EXPECT_EQ(quick.ask(get("/hello/ana")).status, 200);
    EXPECT_EQ(test.server->connections(), 201U);
}

TEST(Server, closes_connections_above_the_bound) {
    ServerOptions options;
    options.connections_max = 1;
    TestServer test(options);
    LoopbackClient first(test.server->port());
    EXPECT_EQ(first.ask(get("/hello/ana")).status, 200);
    LoopbackClient second(test.server->port());
    EXPECT_TRUE(second.at_end());
    EXPECT_EQ(first.ask(get("/hello/ana")).status, 200);
}

TEST(Server, refuses_by_the_head_before_the_body_comes) {
    TestServer test;
    LoopbackClient client(test.server->port());
    client.send(
        "POST /guarded HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\n"
        "Content-Length: 16000000\r\n\r\n");
    const Answer answer = client.read();
    EXPECT_EQ(answer.status, 401);
    EXPECT_TRUE(answer.headers.find("WWW-Authenticate"));
    EXPECT_EQ(answer.headers.find("Connection"), "close");

    // A small body is read over instead, and the connection stays.
    LoopbackClient small(test.server->port());
    EXPECT_EQ(small.ask(post("/guarded", "{}")).status, 401);
    EXPECT_EQ(small.ask(post("/guarded", "{}", "Authorization: Bearer points.earn\r\n")).body,
              "{}");
}

TEST(Server, tells_where_it_cannot_listen) {
    TestServer test;
    ServerOptions options;
    options.port = test.server->port();
    const auto taken = Server::start(options, test.service);
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().message, "cannot listen on 127.0.0.1:" + std::to_string(options.port) +
                                         ": Address already in use");
    options.address = "shop.example";
    const auto nowhere = Server::start(options, test.service);
    ASSERT_FALSE(nowhere);
    EXPECT_TRUE(nowhere.error().message.contains("not an IP address"));
}

}  // namespace
}  // namespace vuelve::http
