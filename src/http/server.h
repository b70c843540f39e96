#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "http/head_check.h"
#include "http/request.h"
#include "http/response.h"
#include "http/router.h"

/// HTTP/1.1 on a socket: reading with limits and deadlines, handing over, answering, stopping. It
/// knows no route and no member; what it serves is an Application.
namespace vuelve::http {

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;  // 0 = any free one, see Server::port
    int io_threads = 1;
    int workers = 4;
    HeadLimits head;
    std::chrono::milliseconds head_time{10'000};  // from the first byte to the empty line
    std::chrono::milliseconds body_time{30'000};
    std::chrono::milliseconds idle_time{60'000};  // before the first byte of the next request
    std::chrono::milliseconds write_time{30'000};
    std::chrono::milliseconds stop_time{10'000};  // for what was accepted before a stop
    std::size_t in_flight_max = 1024;             // handed over and not answered; above: 503
    std::size_t connections_max = 4096;           // above: new ones are closed at once
};

/// What happens to a request whose head has been read.
struct Plan {
    std::size_t body_bytes = body_bytes_default;  // above: 413, not read
    RunsOn runs_on = RunsOn::IoThread;
    /// An answer known from the head alone (no such route, no right): the body is not read.
    std::optional<Response> answer{};
    std::function<void(Request, Reply)> handle;
};

/// What a server serves. Called from several threads at once.
class Application {
 public:
    virtual ~Application() = default;
    /// Reads the head (method, headers, peer, id; the raw target) and may complete it. On an I/O
    /// thread: must not block.
    virtual Plan plan(Request& head, std::string_view target) = 0;
    /// The answer to what the server itself refuses: 400, 408, 413, 414, 415, 431, 503, and 500 for
    /// an exception or a Reply that was dropped. `head` is as far as it could be read.
    virtual Response refuse(const Request& head, const Error& error) = 0;
};

/// A listening server. Runs from `start` until `stop` or its end; all threads are its own.
class Server {
 public:
    /// Listens, then serves. `application` must outlive the server.
    ///
    /// Errors (InternalError, the message says which address and why): bad address, port in use, no
    /// right to the port.
    static Result<std::unique_ptr<Server>> start(const ServerOptions& options,
                                                 Application& application);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// The bound port.
    std::uint16_t port() const;
    /// Requests handed over and not yet answered.
    std::size_t in_flight() const;
    std::size_t connections() const;

    /// Accepts no more, answers what was accepted (at most stop_time), closes, joins. A handler
    /// that blocks on a worker is waited for beyond that. Safe to call twice; a Reply kept past it
    /// does nothing.
    void stop();

    struct Core;

 private:
    explicit Server(std::shared_ptr<Core> core);
    std::shared_ptr<Core> core_;
};

}  // namespace vuelve::http
