#include "http/server.h"

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <condition_variable>
#include <expected>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "http/connection.h"

namespace vuelve::http {

namespace asio = boost::asio;
using asio::ip::tcp;

struct Server::Core : std::enable_shared_from_this<Server::Core> {
    Core(const ServerOptions& given, Application& served)
        : options(given),
          application(served),
          io(given.io_threads),
          acceptor(asio::make_strand(io)),
          workers(static_cast<std::size_t>(given.workers)) {}

    const ServerOptions options;
    Application& application;
    std::uint16_t bound_port = 0;
    std::atomic<std::size_t> in_flight{0};
    std::atomic<bool> stopping{false};
    std::mutex mutex;
    std::condition_variable emptied;
    std::unordered_map<Connection*, std::weak_ptr<Connection>> connections;  // under mutex

    // Destroyed first, because what still hangs in its queues uses everything above.
    asio::io_context io;
    // A request that waits for its Reply is no work that asio can see.
    asio::executor_work_guard<asio::io_context::executor_type> work{io.get_executor()};
    tcp::acceptor acceptor;
    asio::thread_pool workers;
    std::vector<std::jthread> threads;
};

namespace {

/// The one answer of one request, from whichever thread. The core is kept alive for whoever still
/// holds a Reply.
class Once {
 public:
    using Answer = std::expected<Response, Error>;

    Once(std::shared_ptr<Server::Core> core, std::move_only_function<void(Answer)> resume)
        : core_(std::move(core)), resume_(std::move(resume)) {}
    Once(const Once&) = delete;
    Once& operator=(const Once&) = delete;

    ~Once() { complete(std::unexpected(Error{ErrorCode::InternalError, "the reply was dropped"})); }

    void complete(Answer answer) {
        if (done_.exchange(true)) return;
        core_->in_flight.fetch_sub(1);
        resume_(std::move(answer));
    }

 private:
    std::shared_ptr<Server::Core> core_;  // before resume_, whose sockets need it to the end
    std::move_only_function<void(Answer)> resume_;
    std::atomic<bool> done_{false};
};

void call(const Plan& plan, Request request, const std::shared_ptr<Once>& once) {
    try {
        plan.handle(std::move(request),
                    [once](Response response) { once->complete(std::move(response)); });
    } catch (const std::exception& exception) {
        once->complete(std::unexpected(Error{ErrorCode::InternalError, exception.what()}));
    }
}

/// Gives the request to its handler and waits, holding no thread.
asio::awaitable<Once::Answer> hand_over(Server::Core& core,
                                        Connection& connection,
                                        Plan plan,
                                        Request request) {
    if (core.in_flight.fetch_add(1) >= core.options.in_flight_max) {
        core.in_flight.fetch_sub(1);
        co_return refuse(ErrorCode::Overloaded);
    }
    auto start = [&](auto handler) {
        auto resume = [executor = connection.socket.get_executor(),
                       handler = std::move(handler)](Once::Answer answer) mutable {
            asio::post(executor,
                       [handler = std::move(handler), answer = std::move(answer)]() mutable {
                           std::move(handler)(std::move(answer));
                       });
        };
        auto once = std::make_shared<Once>(core.shared_from_this(), std::move(resume));
        if (plan.runs_on == RunsOn::IoThread) return call(plan, std::move(request), once);
        asio::post(core.workers,
                   [plan = std::move(plan), request = std::move(request),
                    once = std::move(once)]() mutable { call(plan, std::move(request), once); });
    };
    co_return co_await asio::async_initiate<const asio::use_awaitable_t<>, void(Once::Answer)>(
        start, asio::use_awaitable);
}

/// What a refusal needs of a request that has gone to its handler.
Request outline(const Request& request) {
    Request outline;
    outline.method = request.method;
    outline.path = request.path;
    outline.id = request.id;
    outline.peer = request.peer;
    if (const auto language = request.headers.find("Accept-Language"))
        outline.headers.add("Accept-Language", std::string(*language));
    return outline;
}

/// One request and its answer. False when the connection is to be closed.
asio::awaitable<bool> exchange(Server::Core& core, Connection& connection) {
    auto received = co_await receive(connection);
    if (!received) co_return false;
    connection.clear_deadline();
    const Request head = outline(received->request);
    Response response;
    if (received->plan.answer) {
        response = std::move(*received->plan.answer);
    } else {
        auto answer = co_await hand_over(core, connection, std::move(received->plan),
                                         std::move(received->request));
        response = answer ? std::move(*answer) : core.application.refuse(head, answer.error());
    }
    if (response.stream && head.method != Method::Head) {
        co_await write_stream(connection, response, core.workers);
        co_return false;
    }
    const After after = received->keep_alive && !core.stopping ? After::KeepAlive : After::Close;
    const bool written = co_await write(connection, response, head.method, after);
    co_return written&& after == After::KeepAlive;
}

asio::awaitable<void> converse(Server::Core& core, std::shared_ptr<Connection> connection) {
    while (co_await first_byte(*connection) && co_await exchange(core, *connection)) {
    }
    connection->close();
}

void welcome(Server::Core& core, tcp::socket socket) {
    boost::system::error_code error;
    const auto endpoint = socket.remote_endpoint(error);
    if (error) return;
    socket.set_option(tcp::no_delay(true), error);
    auto connection = std::make_shared<Connection>(core.options, core.application, core.stopping,
                                                   std::move(socket), [&core](Connection* gone) {
                                                       const std::lock_guard lock(core.mutex);
                                                       core.connections.erase(gone);
                                                       if (core.connections.empty())
                                                           core.emptied.notify_all();
                                                   });
    connection->peer = endpoint.address().to_string();
    {
        const std::lock_guard lock(core.mutex);
        if (core.connections.size() >= core.options.connections_max) return;
        core.connections.emplace(connection.get(), connection);
    }
    const auto executor = connection->socket.get_executor();
    asio::co_spawn(executor, converse(core, std::move(connection)), asio::detached);
}

asio::awaitable<void> accept_all(Server::Core& core) {
    while (!core.stopping) {
        auto [error, socket] =
            co_await core.acceptor.async_accept(asio::make_strand(core.io), as_result);
        if (!error) {
            welcome(core, std::move(socket));
        } else if (error != asio::error::operation_aborted) {
            // Out of file descriptors: one frees up when a connection ends; asking at once would
            // spin.
            asio::steady_timer pause(core.acceptor.get_executor(), std::chrono::milliseconds(50));
            co_await pause.async_wait(as_result);
        }
    }
}

}  // namespace

Server::Server(std::shared_ptr<Core> core) : core_(std::move(core)) {}
Server::~Server() { stop(); }

Result<std::unique_ptr<Server>> Server::start(const ServerOptions& options,
                                              Application& application) {
    const std::string place = options.address + ':' + std::to_string(options.port);
    const auto cannot = [&](std::string_view why) {
        return refuse(ErrorCode::InternalError,
                      "cannot listen on " + place + ": " + std::string(why));
    };
    boost::system::error_code error;
    const auto address = asio::ip::make_address(
        options.address == "localhost" ? "127.0.0.1" : options.address, error);
    if (error) return cannot("not an IP address");

    auto core = std::make_shared<Core>(options, application);
    const tcp::endpoint endpoint(address, options.port);
    core->acceptor.open(endpoint.protocol(), error);
    if (!error) core->acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) core->acceptor.bind(endpoint, error);
    if (!error) core->acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error) return cannot(error.message());
    core->bound_port = core->acceptor.local_endpoint().port();

    asio::co_spawn(core->acceptor.get_executor(), accept_all(*core), asio::detached);
    for (int i = 0; i < options.io_threads; ++i)
        core->threads.emplace_back([raw = core.get()] { raw->io.run(); });
    return std::unique_ptr<Server>(new Server(std::move(core)));
}

std::uint16_t Server::port() const { return core_->bound_port; }

std::size_t Server::in_flight() const { return core_->in_flight; }

std::size_t Server::connections() const {
    const std::lock_guard lock(core_->mutex);
    return core_->connections.size();
}

void Server::stop() {
    if (core_->stopping.exchange(true)) return;
    asio::post(core_->acceptor.get_executor(), [core = core_.get()] {
        boost::system::error_code ignored;
        core->acceptor.close(ignored);
    });
    {
        std::unique_lock lock(core_->mutex);
        for (const auto& [raw, weak] : core_->connections)
            asio::post(raw->socket.get_executor(), [weak] {
                const auto connection = weak.lock();
                if (connection && connection->idle) connection->cancel();
            });
        core_->emptied.wait_for(lock, core_->options.stop_time,
                                [&] { return core_->connections.empty(); });
    }
    core_->io.stop();
    core_->threads.clear();
    core_->workers.join();
}

}  // namespace vuelve::http
