#include "http/connection.h"

#include <fmt/format.h>
#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <expected>

#include "http/request_id.h"

namespace vuelve::http {
namespace {

namespace asio = boost::asio;
namespace beast_http = boost::beast::http;
using asio::ip::tcp;
using Parser = beast_http::request_parser<beast_http::string_body>;

constexpr std::size_t discard_bytes_max =
    64 * 1024;  // a body not wanted is read for the next request's sake
constexpr std::size_t linger_bytes_max = 32 * 1024 * 1024;
constexpr std::chrono::milliseconds linger_time{2'000};

/// Why reading ended: the code to answer, or none when nobody listens any more.
using Trouble = std::optional<ErrorCode>;

/// Reads what has come, `wanted` bytes at most. False when the time is up or the peer is gone.
asio::awaitable<bool> read_some(Connection& connection, std::size_t wanted = 4096) {
    auto& buffer = connection.buffer;
    const std::size_t room = std::min(buffer.max_size() - buffer.size(), wanted);
    auto [error, count] =
        co_await connection.socket.async_read_some(buffer.prepare(room), as_result);
    buffer.commit(count);
    co_return !error && !connection.timed_out;
}

asio::awaitable<std::expected<std::size_t, Trouble>> read_head(Connection& connection) {
    const ServerOptions& options = connection.options;
    std::size_t scanned = 0;
    for (bool first = true;; first = false) {
        const HeadState state = scan_head(connection.unread(), scanned, options.head);
        if (state.refused) co_return std::unexpected(state.refused);
        if (state.complete) {
            const auto refused =
                judge_head(connection.unread().substr(0, state.size), options.head);
            if (refused) co_return std::unexpected(refused);
            co_return state.size;
        }
        if (first) connection.set_deadline(options.head_time);
        if (!co_await read_some(connection))
            co_return std::unexpected(connection.timed_out ? Trouble(ErrorCode::RequestTimeout)
                                                           : std::nullopt);
    }
}

/// Reads the rest of the message into the parser: no trouble, or what to answer.
asio::awaitable<std::expected<void, Trouble>> read_body(Connection& connection, Parser& parser) {
    connection.set_deadline(connection.options.body_time);
    parser.eager(true);
    while (!parser.is_done()) {
        boost::system::error_code error;
        connection.buffer.consume(parser.put(connection.buffer.data(), error));
        if (error == beast_http::error::body_limit)
            co_return std::unexpected(ErrorCode::BodyTooLarge);
        if (error && error != beast_http::error::need_more)
            co_return std::unexpected(ErrorCode::MalformedRequest);
        if (parser.is_done()) break;
        if (connection.buffer.size() == connection.buffer.max_size())
            co_return std::unexpected(ErrorCode::MalformedRequest);  // a chunk header without end
        if (!co_await read_some(connection, buffer_bytes_max))
            co_return std::unexpected(connection.timed_out ? Trouble(ErrorCode::RequestTimeout)
                                                           : std::nullopt);
    }
    co_return std::expected<void, Trouble>{};
}

/// Closes after an answer that came before the request was read: closing over unread bytes resets
/// the connection, and the reset overtakes the answer.
asio::awaitable<void> linger(Connection& connection) {
    boost::system::error_code error;
    connection.socket.shutdown(tcp::socket::shutdown_send, error);
    connection.set_deadline(linger_time);
    for (std::size_t read = 0; !error && read < linger_bytes_max;) {
        connection.buffer.clear();
        if (!co_await read_some(connection, buffer_bytes_max)) break;
        read += connection.buffer.size();
    }
}

asio::awaitable<void> refuse_and_close(Connection& connection,
                                       const Request& head,
                                       ErrorCode code) {
    const Response response = connection.application.refuse(head, Error{code, {}});
    if (co_await write(connection, response, head.method, After::Close))
        co_await linger(connection);
}

/// Moves method and fields out of the parsed head; the target is left for the application.
void take_head(const Parser::value_type& message, Request& request) {
    request.method = parse_method(std::string_view(message.method_string()));
    for (const auto& field : message)
        request.headers.add(std::string(field.name_string()), std::string(field.value()));
}

}  // namespace

Connection::Connection(const ServerOptions& limits,
                       Application& served,
                       const std::atomic<bool>& ending,
                       tcp::socket connected,
                       std::function<void(Connection*)> when_gone)
    : options(limits),
      application(served),
      stopping(ending),
      socket(std::move(connected)),
      timer(socket.get_executor()),
      gone(std::move(when_gone)) {}

Connection::~Connection() { gone(this); }

void Connection::set_deadline(std::chrono::milliseconds from_now) {
    timed_out = false;
    deadline = Clock::now() + from_now;
    if (deadline < rings_at) wind();
}

void Connection::wind() {
    rings_at = deadline;
    timer.expires_at(deadline);
    timer.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
        const auto self = weak.lock();
        if (error || !self) return;
        self->rings_at = Clock::time_point::max();
        if (self->deadline == Clock::time_point::max()) return;
        if (Clock::now() < self->deadline) return self->wind();
        self->timed_out = true;
        self->cancel();
    });
}

void Connection::cancel() {
    boost::system::error_code ignored;
    socket.cancel(ignored);
}

void Connection::close() {
    boost::system::error_code ignored;
    socket.shutdown(tcp::socket::shutdown_both, ignored);
    socket.close(ignored);
    timer.cancel();
}

bool Connection::has_waiting_bytes() {
    boost::system::error_code error;
    return socket.available(error) > 0 && !error;
}

std::string_view Connection::unread() const {
    return {static_cast<const char*>(buffer.data().data()), buffer.size()};
}

asio::awaitable<bool> first_byte(Connection& connection) {
    if (connection.buffer.size() > 0) co_return true;
    connection.set_deadline(connection.options.idle_time);
    connection.idle = true;
    if (connection.stopping && !connection.has_waiting_bytes()) co_return false;
    bool arrived = co_await read_some(connection);
    connection.idle = false;
    // A stop wakes idle connections; what had arrived by then was accepted and is answered.
    if (!arrived && !connection.timed_out && connection.has_waiting_bytes())
        arrived = co_await read_some(connection);
    co_return arrived;
}

asio::awaitable<bool> write(Connection& connection,
                            const Response& response,
                            Method method,
                            After after) {
    connection.set_deadline(connection.options.write_time);
    const std::string head = wire_head(response, http_date(), after == After::Close);
    const bool sends_body = has_body(response.status) && method != Method::Head;
    const std::array<asio::const_buffer, 2> buffers{
        asio::buffer(head), sends_body ? asio::buffer(response.body) : asio::const_buffer()};
    auto [error, count] = co_await asio::async_write(connection.socket, buffers, as_result);
    const bool written = !error && !connection.timed_out;
    connection.clear_deadline();
    co_return written;
}

namespace {

/// How long a stream without news is left alone, and how long its line may be silent.
constexpr std::chrono::milliseconds ask_again{100};
constexpr std::chrono::seconds silence_max{15};

asio::awaitable<bool> write_text(Connection& connection, std::string_view text) {
    connection.set_deadline(connection.options.write_time);
    auto [error, count] =
        co_await asio::async_write(connection.socket, asio::buffer(text), as_result);
    const bool written = !error && !connection.timed_out;
    connection.clear_deadline();
    co_return written;
}

/// Whether the other end has closed: it has nothing to say while it listens.
bool is_gone(Connection& connection) {
    char byte = 0;
    boost::system::error_code error;
    connection.socket.non_blocking(true, error);
    connection.socket.receive(asio::buffer(&byte, 1), tcp::socket::message_peek, error);
    return error && error != asio::error::would_block;
}

}  // namespace

asio::awaitable<void> write_stream(Connection& connection,
                                   const Response& response,
                                   asio::thread_pool& workers) {
    if (!co_await write_text(connection, wire_head(response, http_date(), true))) co_return;
    asio::steady_timer pause(connection.socket.get_executor());
    auto last = Connection::Clock::now();
    while (!connection.stopping && !is_gone(connection)) {
        auto ask = [stream = response.stream]() -> asio::awaitable<std::optional<std::string>> {
            co_return stream->next();
        };
        auto [failure, piece] = co_await asio::co_spawn(workers, std::move(ask), as_result);
        if (failure) co_return;  // without the last chunk: the listener sees that it is cut off
        if (!piece) break;
        std::string_view text = *piece;
        const auto now = Connection::Clock::now();
        if (text.empty() && now - last >= silence_max) text = response.stream->keep_alive();
        if (text.empty()) {
            pause.expires_after(ask_again);
            co_await pause.async_wait(as_result);
            continue;
        }
        last = now;
        if (!co_await write_text(connection, fmt::format("{:x}\r\n{}\r\n", text.size(), text)))
            co_return;
    }
    co_await write_text(connection, "0\r\n\r\n");
}

asio::awaitable<std::optional<Received>> receive(Connection& connection) {
    Received received;
    Request& request = received.request;
    request.peer = connection.peer;
    request.id = fresh_request_id();
    const auto head_size = co_await read_head(connection);
    if (!head_size) {
        if (head_size.error()) co_await refuse_and_close(connection, request, *head_size.error());
        co_return std::nullopt;
    }
    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(*head_size + 1));
    parser.body_limit(boost::none);
    boost::system::error_code error;
    connection.buffer.consume(
        parser.put(asio::buffer(connection.buffer.data().data(), *head_size), error));
    if (error || !parser.is_header_done()) {
        co_await refuse_and_close(connection, request, ErrorCode::MalformedRequest);
        co_return std::nullopt;
    }
    take_head(parser.get(), request);
    received.keep_alive = parser.keep_alive() && parser.get().version() == 11;
    received.plan = connection.application.plan(request, std::string_view(parser.get().target()));

    const std::uint64_t length = parser.content_length().value_or(0);
    const bool expects =
        equals_ignoring_case(request.headers.find("Expect").value_or(""), "100-continue");
    if (received.plan.answer) {
        const bool discards = !expects && !parser.chunked() && length <= discard_bytes_max;
        if (!discards && !parser.is_done()) {
            if (co_await write(connection, *received.plan.answer, request.method, After::Close))
                co_await linger(connection);
            co_return std::nullopt;
        }
    } else if (length > received.plan.body_bytes) {
        co_await refuse_and_close(connection, request, ErrorCode::BodyTooLarge);
        co_return std::nullopt;
    }
    if (!parser.is_done()) {
        parser.body_limit(received.plan.answer ? discard_bytes_max : received.plan.body_bytes);
        static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
        if (expects && connection.buffer.size() == 0)
            co_await asio::async_write(connection.socket, asio::buffer(go_on), as_result);
        const auto read = co_await read_body(connection, parser);
        if (!read) {
            if (read.error()) co_await refuse_and_close(connection, request, *read.error());
            co_return std::nullopt;
        }
    }
    request.body = std::move(parser.get().body());
    co_return received;
}

}  // namespace vuelve::http
