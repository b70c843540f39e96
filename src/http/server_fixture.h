#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/ensure.h"
#include "http/health.h"
#include "http/loopback_client.h"
#include "http/service.h"

/// A real server on a free loopback port, over routes that tests can hold and release.
namespace vuelve::http {

/// Replies that wait until a test gives them.
class HeldReplies {
 public:
    void hold(Reply reply) {
        const std::lock_guard lock(mutex_);
        replies_.push_back(std::move(reply));
        arrived_.notify_all();
    }
    /// Waits for one.
    Reply take() {
        std::unique_lock lock(mutex_);
        arrived_.wait(lock, [&] { return !replies_.empty(); });
        Reply reply = std::move(replies_.front());
        replies_.pop_front();
        return reply;
    }

 private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<Reply> replies_;
};

/// Three pieces with a pause before the last, or one after the other for ever.
class Pieces final : public Stream {
 public:
    explicit Pieces(bool ends) : ends_(ends) {}
    std::optional<std::string> next() override {
        const int asked = asked_++;
        if (ends_ && asked > 3) return std::nullopt;
        return asked == 2 ? std::string() : "data: " + std::to_string(asked) + "\n\n";
    }

 private:
    bool ends_;
    int asked_ = 0;
};

inline std::vector<Route> test_routes(HeldReplies& held) {
    const auto open = [](Method method, std::string pattern, std::string operation, auto handler) {
        return Route{.method = method,
                     .pattern = std::move(pattern),
                     .scope = std::string(open_scope),
                     .operation = std::move(operation),
                     .handler = std::move(handler)};
    };
    std::vector<Route> routes;
    const Handler echo = [](const Request& request) { return json_response(200, request.body); };
    routes.push_back(open(Method::Post, "/echo", "echo", echo));
    routes.push_back(open(Method::Post, "/big", "big", echo));
    routes.back().body_bytes = body_bytes_max;
    routes.push_back(
        open(Method::Get, "/hello/{name}", "hello", Handler([](const Request& request) {
                 return text_response(200, "hello " + request.parameters.at("name"));
             })));
    routes.push_back(
        open(Method::Post, "/later", "later",
             LaterHandler([&held](Request, Reply reply) { held.hold(std::move(reply)); })));
    routes.push_back(open(Method::Get, "/dropped", "dropped", LaterHandler([](Request, Reply) {})));
    routes.push_back(open(Method::Get, "/throws", "throws", Handler([](const Request&) -> Response {
                              throw std::runtime_error("secret path /var/lib");
                          })));
    routes.push_back(open(Method::Get, "/splits", "splits", Handler([](const Request&) {
                              Response response = text_response(200, "ok");
                              response.headers.add("X-Name", "Ana\r\nSet-Cookie: stolen=1");
                              return response;
                          })));
    routes.push_back(open(Method::Get, "/pieces", "pieces", Handler([](const Request&) {
                              return event_stream(std::make_shared<Pieces>(true));
                          })));
    routes.push_back(open(Method::Get, "/endless", "endless", Handler([](const Request&) {
                              return event_stream(std::make_shared<Pieces>(false));
                          })));
    routes.push_back(open(Method::Post, "/guarded", "guarded", echo));
    routes.back().scope = "points.earn";
    routes.back().body_bytes = body_bytes_max;
    return routes;
}

/// Keys are the scope itself: "Bearer points.earn".
inline Result<Caller> caller_by_scope(const Request& request) {
    constexpr std::string_view scheme = "Bearer ";
    const std::string_view sent = request.headers.find("Authorization").value_or("");
    if (!sent.starts_with(scheme)) return refuse(ErrorCode::Unauthenticated);
    const std::string scope(sent.substr(scheme.size()));
    return Caller{.credential = scope, .owner = "test", .scopes = {scope}, .stores = {}};
}

struct TestServer {
    explicit TestServer(ServerOptions options = {}) : service(make_router(), service_options()) {
        options.port = 0;
        options.workers = 2;
        auto started = Server::start(options, service);
        ensure(started.has_value(), "a free loopback port can be listened on");
        server = std::move(*started);
    }

    Router make_router() {
        auto router = Router::create(test_routes(held));
        ensure(router.has_value(), "the table of the tests is right");
        return std::move(*router);
    }

    ServiceOptions service_options() {
        return {.authenticate = caller_by_scope,
                .report =
                    [this](const Request& request, const Error& error) {
                        const std::lock_guard lock(mutex);
                        reports.push_back(request.id + " " + error.message);
                    },
                .version = "test"};
    }

    LoopbackClient client() const { return LoopbackClient(server->port()); }

    HeldReplies held;
    std::mutex mutex;
    std::vector<std::string> reports;
    Service service;
    std::unique_ptr<Server> server;
};

}  // namespace vuelve::http
