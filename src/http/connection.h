#pragma once

#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "http/server.h"

/// One socket: reading requests whole, writing answers. The inside of server.cpp, for no other
/// file.
namespace vuelve::http {

inline constexpr auto as_result = boost::asio::as_tuple(boost::asio::use_awaitable);
inline constexpr std::size_t buffer_bytes_max = 64 * 1024;

/// What has been read ahead, and until when one waits. Lives on its strand.
struct Connection : std::enable_shared_from_this<Connection> {
    using Clock = std::chrono::steady_clock;

    Connection(const ServerOptions& limits,
               Application& served,
               const std::atomic<bool>& ending,
               boost::asio::ip::tcp::socket connected,
               std::function<void(Connection*)> when_gone);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// The running operation fails with `timed_out` when it takes longer. The timer is touched only
    /// when it would ring too late: a connection that keeps its times costs no timer operation for
    /// each request.
    void set_deadline(std::chrono::milliseconds from_now);
    void clear_deadline() { deadline = Clock::time_point::max(); }
    /// Ends the running operation.
    void cancel();
    void close();
    bool has_waiting_bytes();
    std::string_view unread() const;

    const ServerOptions& options;
    Application& application;
    const std::atomic<bool>& stopping;
    boost::asio::ip::tcp::socket socket;
    boost::asio::steady_timer timer;
    std::function<void(Connection*)> gone;
    Clock::time_point deadline = Clock::time_point::max();
    Clock::time_point rings_at = Clock::time_point::max();
    bool timed_out = false;
    bool idle = false;  // between requests: may be closed by a stop
    boost::beast::flat_buffer buffer{buffer_bytes_max};
    std::string peer;

 private:
    void wind();
};

enum class After : std::uint8_t { KeepAlive, Close };

/// A request read to its end, and what is to happen with it.
struct Received {
    Plan plan;
    Request request;
    bool keep_alive = false;
};

/// Waits for the next request. False when there will be none.
boost::asio::awaitable<bool> first_byte(Connection& connection);

/// Reads one request to its end. None: it was refused and answered, or the peer is gone; close.
boost::asio::awaitable<std::optional<Received>> receive(Connection& connection);

/// False when the answer did not get through. No body goes out for Head.
boost::asio::awaitable<bool> write(Connection& connection,
                                   const Response& response,
                                   Method method,
                                   After after);

/// Head, then the stream's pieces as chunks until it ends, the server stops or nobody listens. The
/// stream is asked on `workers`.
boost::asio::awaitable<void> write_stream(Connection& connection,
                                          const Response& response,
                                          boost::asio::thread_pool& workers);

}  // namespace vuelve::http
