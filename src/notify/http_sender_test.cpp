#include "notify/http_sender.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <functional>
#include <thread>

#include "base/ensure.h"
#include "notify/target_corpus.h"

namespace vuelve::notify {
namespace {

using std::chrono::milliseconds;

/// A socket that listens on a free port of 127.0.0.1.
class Listener {
 public:
    Listener() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof place;
        auto* any = reinterpret_cast<sockaddr*>(&place);
        ensure(::bind(socket_, any, size) == 0 && ::listen(socket_, 16) == 0 &&
                   ::getsockname(socket_, any, &size) == 0,
               "a test listens on the loopback address");
        port_ = ntohs(place.sin_port);
    }
    ~Listener() { ::close(socket_); }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    std::uint16_t port() const { return port_; }
    /// Whether anybody connects within this time.
    bool is_asked(milliseconds patience) const {
        pollfd waited{socket_, POLLIN, 0};
        return ::poll(&waited, 1, static_cast<int>(patience.count())) > 0;
    }
    int accept() const { return ::accept(socket_, nullptr, nullptr); }

 private:
    int socket_;
    std::uint16_t port_ = 0;
};

/// A receiver that reads one request and says what it is told to, once.
class Receiver {
 public:
    explicit Receiver(std::string answer, bool closes = true)
        : thread_([this, answer = std::move(answer), closes] {
              if (!listener_.is_asked(milliseconds(5'000))) return;
              const int line = listener_.accept();
              char bytes[4096];
              const auto size = ::recv(line, bytes, sizeof bytes, 0);
              if (size > 0) heard_.assign(bytes, static_cast<std::size_t>(size));
              static_cast<void>(::send(line, answer.data(), answer.size(), MSG_NOSIGNAL));
              // One that stays silent waits until the other end has had enough.
              while (!closes && ::recv(line, bytes, sizeof bytes, 0) > 0) {
              }
              ::close(line);
          }) {}
    ~Receiver() { join(); }
    std::string heard() {
        join();
        return heard_;
    }
    std::uint16_t port() const { return listener_.port(); }

 private:
    void join() {
        if (thread_.joinable()) thread_.join();
    }
    Listener listener_;
    std::string heard_;
    std::thread thread_;
};

PrivateTargets loopback(std::uint16_t port) { return {*parse_address("127.0.0.1", port)}; }

HttpOutcome send(HttpSender& sender, const std::string& url, const std::string& body = "{}") {
    sender.post(7, {url, {"Content-Type: application/json", "webhook-id: evt_1"}, body});
    for (int rounds = 0; rounds < 2'000; ++rounds)
        if (auto ended = sender.wait(milliseconds(10)); !ended.empty()) return ended.front();
    ADD_FAILURE() << url << " never ends";
    return {};
}

HttpOutcome told(const std::string& answer, bool closes = true) {
    Receiver receiver(answer, closes);
    HttpSender sender({.listed = loopback(receiver.port()), .time_max = milliseconds(300)});
    return send(sender, fmt::format("http://127.0.0.1:{}/hook", receiver.port()));
}

TEST(HttpSender, posts_what_it_is_given) {
    Receiver receiver("HTTP/1.1 204 No Content\r\n\r\n");
    HttpSender sender({.listed = loopback(receiver.port())});
    const auto outcome =
        send(sender, fmt::format("http://127.0.0.1:{}/a?b=c", receiver.port()), R"({"n": 1})");
    EXPECT_EQ(outcome.ticket, 7u);
    EXPECT_EQ(outcome.status, 204) << outcome.error;
    EXPECT_TRUE(outcome.is_delivered());
    EXPECT_EQ(sender.under_way(), 0u);
    const std::string heard = receiver.heard();
    EXPECT_TRUE(heard.starts_with("POST /a?b=c HTTP/1.1\r\n")) << heard;
    EXPECT_TRUE(heard.contains("\r\nwebhook-id: evt_1\r\n")) << heard;
    EXPECT_TRUE(heard.contains("\r\nUser-Agent: Vuelve\r\n")) << heard;
    EXPECT_TRUE(heard.ends_with("\r\n\r\n{\"n\": 1}")) << heard;
}

TEST(HttpSender, an_answer_is_its_status) {
    EXPECT_EQ(told("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n").status, 500);
    EXPECT_EQ(told("HTTP/1.1 200 OK\r\n\r\nuntil I close").status, 200);
    const auto busy = told("HTTP/1.1 429 Busy\r\nRetry-After: 90\r\nContent-Length: 0\r\n\r\n");
    EXPECT_EQ(busy.retry_after_s, 90);
    EXPECT_FALSE(told("HTTP/1.1 503 x\r\nRetry-After: soon\r\nContent-Length: 0\r\n\r\n")
                     .retry_after_s.has_value());
    EXPECT_EQ(told("HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n" + std::string(200'000, 'x'))
                  .status,
              200)
        << "more than we read is cut off";
}

TEST(HttpSender, does_not_follow_redirects) {
    Listener inside;
    const auto outcome = told(fmt::format(
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{}/admin\r\nContent-Length: 0\r\n\r\n",
        inside.port()));
    EXPECT_EQ(outcome.status, 302);
    EXPECT_FALSE(outcome.is_delivered());
    EXPECT_FALSE(inside.is_asked(milliseconds(50)));
}

TEST(HttpSender, case_36_an_answer_that_lies_is_none) {
    for (const std::string& answer :
         {std::string(), std::string("nonsense\r\n\r\n"), std::string("HTTP/1.1 200 OK\r\n"),
          std::string("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"),
          std::string("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
          "HTTP/1.1 200 OK\r\nX: " + std::string(40'000, 'x') + "\r\n\r\n"}) {
        const auto outcome = told(answer);
        EXPECT_EQ(outcome.status, 0) << answer.substr(0, 80);
        EXPECT_FALSE(outcome.error.empty());
    }
    const auto silent = told("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab", false);
    EXPECT_EQ(silent.status, 0);
    EXPECT_GE(silent.duration_ms, 290);
    EXPECT_LT(silent.duration_ms, 3'000);
}

TEST(HttpSender, case_36_one_that_hangs_delays_nobody) {
    Receiver hangs("", false), answers("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    PrivateTargets listed = loopback(hangs.port());
    listed.push_back(*parse_address("127.0.0.1", answers.port()));
    HttpSender sender({.listed = listed, .time_max = milliseconds(400)});
    sender.post(1, {fmt::format("http://127.0.0.1:{}/", hangs.port()), {}, "{}"});
    sender.post(2, {fmt::format("http://127.0.0.1:{}/", answers.port()), {}, "{}"});
    std::vector<HttpOutcome> ended;
    while (ended.size() < 2)
        for (const HttpOutcome& outcome : sender.wait(milliseconds(20))) ended.push_back(outcome);
    EXPECT_EQ(ended[0].ticket, 2u);
    EXPECT_EQ(ended[0].status, 200);
    EXPECT_EQ(ended[1].ticket, 1u);
    EXPECT_EQ(ended[1].status, 0);
}

/// The URL's own check is left out on purpose: this is what stands behind it.
TEST(HttpSender, no_spelling_brings_a_packet_to_a_private_address) {
    Listener inside;
    HttpSender sender({.time_max = milliseconds(500)});
    int tried = 0;
    const auto expect_nothing = [&](const std::string& host) {
        for (const char* scheme : {"http", "https"}) {
            const auto outcome =
                send(sender, fmt::format("{}://{}:{}/", scheme, host, inside.port()));
            EXPECT_EQ(outcome.status, 0) << host;
            EXPECT_FALSE(outcome.error.empty()) << host;
            ++tried;
        }
    };
    for (const std::string& host : spellings({127, 0, 0, 1})) expect_nothing(host);
    for (const char* host : {"localhost", "[::1]", "127.0.0.2", "0.0.0.0", "0", "[::]"})
        expect_nothing(host);
    EXPECT_GE(tried, 50);
    EXPECT_FALSE(inside.is_asked(milliseconds(50)));
}

TEST(HttpSender, a_name_that_turns_private_is_refused_when_connecting) {
    Listener inside;
    HttpSender sender(
        {.resolved = {fmt::format("shop.example.com:{}:127.0.0.1", inside.port()),
                      fmt::format("both.example.com:{}:127.0.0.1,93.184.216.34", inside.port())}});
    for (const char* host : {"shop.example.com", "both.example.com"}) {
        const auto outcome = send(sender, fmt::format("https://{}:{}/", host, inside.port()));
        EXPECT_EQ(outcome.status, 0);
        EXPECT_EQ(outcome.error, "the address 127.0.0.1 is not public");
    }
    EXPECT_FALSE(inside.is_asked(milliseconds(50)));
}

TEST(HttpSender, asks_no_proxy_of_the_environment) {
    Receiver receiver("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    Listener proxy;
    const std::string address = fmt::format("http://127.0.0.1:{}", proxy.port());
    for (const char* name : {"http_proxy", "HTTPS_PROXY", "ALL_PROXY"})
        ::setenv(name, address.c_str(), 1);
    HttpSender sender({.listed = loopback(receiver.port())});
    EXPECT_EQ(send(sender, fmt::format("http://127.0.0.1:{}/", receiver.port())).status, 200);
    for (const char* name : {"http_proxy", "HTTPS_PROXY", "ALL_PROXY"}) ::unsetenv(name);
    EXPECT_FALSE(proxy.is_asked(milliseconds(20)));
}

}  // namespace
}  // namespace vuelve::notify
