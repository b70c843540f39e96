#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

#include "http/server_fixture.h"

/// Answers that come later, not at all, too many at once, and during a stop.
namespace vuelve::http {
namespace {

using std::chrono::milliseconds;

std::string post_later(std::string_view more = "") {
    return "POST /later HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\n" +
           std::string(more) + "Content-Length: 2\r\n\r\n{}";
}

constexpr std::string_view hello = "GET /hello/ana HTTP/1.1\r\nHost: shop\r\n\r\n";

TEST(ServerReply, comes_later_and_from_another_thread) {
    TestServer test;
    // More waiting requests than threads: none of them holds one.
    std::vector<std::unique_ptr<LoopbackClient>> clients;
    for (int i = 0; i < 20; ++i) {
        clients.push_back(std::make_unique<LoopbackClient>(test.server->port()));
        clients.back()->send(post_later());
    }
    std::vector<Reply> replies;
    for (int i = 0; i < 20; ++i) replies.push_back(test.held.take());
    EXPECT_EQ(test.server->in_flight(), 20U);
    LoopbackClient other(test.server->port());
    EXPECT_EQ(other.ask(hello).status, 200);

    std::jthread elsewhere([&] {
        for (const Reply& reply : replies) reply(json_response(201, "{}"));
    });
    for (const auto& client : clients) EXPECT_EQ(client->read().status, 201);
    EXPECT_EQ(test.server->in_flight(), 0U);
}

TEST(ServerReply, counts_once) {
    TestServer test;
    LoopbackClient client(test.server->port());
    client.send(post_later());
    const Reply reply = test.held.take();
    reply(json_response(200, "1"));
    reply(json_response(200, "2"));
    EXPECT_EQ(client.read().body, "1");
    EXPECT_EQ(client.ask(hello).body, "hello ana");
}

TEST(ServerReply, dropped_is_an_internal_error) {
    TestServer test;
    LoopbackClient client(test.server->port());
    const Answer answer = client.ask("GET /dropped HTTP/1.1\r\nHost: shop\r\n\r\n");
    EXPECT_EQ(answer.status, 500);
    EXPECT_TRUE(answer.body.contains("INTERNAL_ERROR"));
    const std::lock_guard lock(test.mutex);
    ASSERT_EQ(test.reports.size(), 1U);
    EXPECT_TRUE(test.reports[0].ends_with(" the reply was dropped"));
}

TEST(ServerReply, to_a_throwing_handler_says_nothing_of_the_cause) {
    TestServer test;
    LoopbackClient client(test.server->port());
    const Answer answer =
        client.ask("GET /throws HTTP/1.1\r\nHost: shop\r\nAccept-Language: en\r\n\r\n");
    EXPECT_EQ(answer.status, 500);
    EXPECT_FALSE(answer.body.contains("secret")) << answer.body;
    EXPECT_TRUE(answer.body.contains("Internal error"));
    const std::lock_guard lock(test.mutex);
    ASSERT_EQ(test.reports.size(), 1U);
    const std::string id(answer.headers.find("X-Request-Id").value());
    EXPECT_EQ(test.reports[0], id + " secret path /var/lib");
    EXPECT_TRUE(answer.body.contains(id));
}

TEST(ServerReply, case_32_adds_no_header_by_a_line_break) {
    TestServer test;
    LoopbackClient client(test.server->port());
    const Answer answer = client.ask("GET /splits HTTP/1.1\r\nHost: shop\r\n\r\n");
    EXPECT_FALSE(answer.headers.find("Set-Cookie"));
    EXPECT_EQ(answer.headers.find("X-Name"), "Ana  Set-Cookie: stolen=1");
}

TEST(ServerReply, is_overloaded_above_the_bound) {
    ServerOptions options;
    options.in_flight_max = 1;
    TestServer test(options);
    LoopbackClient first(test.server->port());
    first.send(post_later());
    const Reply reply = test.held.take();

    LoopbackClient second(test.server->port());
    const Answer refused = second.ask(hello);
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(refused.headers.find("Retry-After"), "1");
    EXPECT_TRUE(refused.body.contains("OVERLOADED"));

    reply(json_response(200, "{}"));
    EXPECT_EQ(first.read().status, 200);
    EXPECT_EQ(second.ask(hello).status, 200) << "the connection stayed and there is room again";
}

TEST(ServerStream, sends_pieces_as_they_come_and_ends) {
    TestServer test;
    LoopbackClient client = test.client();
    client.send("GET /pieces HTTP/1.1\r\nHost: shop\r\n\r\n");
    const Answer head = client.read();
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.headers.find("Content-Type"), "text/event-stream; charset=utf-8");
    EXPECT_FALSE(head.headers.find("Content-Length"));
    EXPECT_EQ(client.read_until("0\r\n\r\n"),
              "9\r\ndata: 0\n\n\r\n9\r\ndata: 1\n\n\r\n9\r\ndata: 3\n\n\r\n0\r\n\r\n");
    EXPECT_TRUE(client.at_end());
}

TEST(ServerStream, ends_when_its_listener_is_gone_or_the_server_stops) {
    TestServer test;
    {
        LoopbackClient leaves = test.client();
        leaves.send("GET /endless HTTP/1.1\r\nHost: shop\r\n\r\n");
        leaves.read_until("data: 5");
    }
    for (int tries = 0; tries < 200 && test.server->connections() > 0; ++tries)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_EQ(test.server->connections(), 0U);
    LoopbackClient stays = test.client();
    stays.send("GET /endless HTTP/1.1\r\nHost: shop\r\n\r\n");
    stays.read_until("data: 5");
    test.server->stop();
    EXPECT_TRUE(stays.read_until("\r\n0\r\n\r\n").ends_with("0\r\n\r\n"));
}

TEST(ServerStop, answers_what_was_accepted_and_closes_the_idle) {
    TestServer test;
    LoopbackClient idle(test.server->port());
    EXPECT_EQ(idle.ask(hello).status, 200);
    LoopbackClient waiting(test.server->port());
    waiting.send(post_later());
    const Reply reply = test.held.take();

    auto stopped = std::async(std::launch::async, [&] { test.server->stop(); });
    EXPECT_TRUE(idle.at_end());
    EXPECT_EQ(stopped.wait_for(milliseconds(0)), std::future_status::timeout);
    reply(json_response(201, "{}"));
    const Answer answer = waiting.read();
    EXPECT_EQ(answer.status, 201);
    EXPECT_EQ(answer.headers.find("Connection"), "close");
    EXPECT_TRUE(waiting.at_end());
    stopped.get();
    EXPECT_EQ(test.server->connections(), 0U);
    EXPECT_FALSE(LoopbackClient(test.server->port()).connected());
}

TEST(ServerStop, waits_no_longer_than_its_limit) {
    ServerOptions options;
    options.stop_time = milliseconds(50);
    TestServer test(options);
    auto client = std::make_unique<LoopbackClient>(test.server->port());
    client->send(post_later());
    Reply late = test.held.take();
    test.server->stop();
    test.server.reset();
    late(json_response(200, "{}"));  // into the void, and harmless
    late = nullptr;
    EXPECT_TRUE(client->at_end());
}

TEST(ServerStop, lets_a_half_sent_request_finish) {
    TestServer test;
    LoopbackClient client(test.server->port());
    const std::string request = post_later("X-Half: 1\r\n");
    EXPECT_EQ(client.ask(hello).status, 200);
    client.send(request.substr(0, 20));
    auto stopped = std::async(std::launch::async, [&] { test.server->stop(); });
    client.send(request.substr(20));
    test.held.take()(json_response(200, "{}"));
    EXPECT_EQ(client.read().status, 200);
    stopped.get();
}

TEST(ServerLoad, leaks_neither_requests_nor_connections) {
    ServerOptions options;
    options.io_threads = 2;
    TestServer test(options);
    constexpr int clients = 8, requests = 250;
    std::atomic<int> answered = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < clients; ++i)
            threads.emplace_back([&] {
                LoopbackClient client(test.server->port());
                for (int n = 0; n < requests; ++n) {
                    const std::string body = "{\"n\":" + std::to_string(n) + "}";
                    const Answer answer = client.ask(
                        "POST /echo HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\n"
                        "Content-Length: " +
                        std::to_string(body.size()) + "\r\n\r\n" + body);
                    if (answer.status == 200 && answer.body == body) ++answered;
                }
            });
    }
    EXPECT_EQ(answered, clients * requests);
    test.server->stop();
    EXPECT_EQ(test.server->in_flight(), 0U);
    EXPECT_EQ(test.server->connections(), 0U);
    const std::string metrics = test.service.metrics()->text();
    EXPECT_TRUE(
        metrics.contains("vuelve_http_requests_total{operation=\"echo\",status=\"2xx\"} 2000"));
    EXPECT_TRUE(metrics.contains("vuelve_http_requests_in_flight 0"));
}

}  // namespace
}  // namespace vuelve::http
