#include "load/connection.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <stdexcept>
#include <system_error>

namespace vuelve::bench {
namespace {

constexpr std::size_t read_bytes = 64 * 1024;

void or_throw(bool good, const char* what) {
    if (!good) throw std::system_error(errno, std::generic_category(), what);
}

/// The value of a head's field; names differ in case between servers.
std::optional<std::string_view> field(std::string_view head, std::string_view name) {
    for (std::size_t at = head.find("\r\n"); at != head.npos; at = head.find("\r\n", at)) {
        at += 2;
        if (head.size() - at <= name.size() || head[at + name.size()] != ':') continue;
        if (strncasecmp(head.data() + at, name.data(), name.size()) != 0) continue;
        const std::size_t start = head.find_first_not_of(' ', at + name.size() + 1);
        return head.substr(start, head.find("\r\n", start) - start);
    }
    return std::nullopt;
}

}  // namespace

Connection::Connection(std::uint16_t port) {
    socket_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    or_throw(socket_ >= 0, "socket");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    or_throw(connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0,
             "connect");
    const int on = 1;
    or_throw(setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on)) == 0, "setsockopt");
    in_.resize(read_bytes);
}

Connection::~Connection() {
    if (socket_ >= 0) close(socket_);
}

bool Connection::send(const Asked& asked, std::int64_t intended) {
    busy_ = true;
    asked_ = asked;
    intended_ = intended;
    sent_ = received_ = head_ = length_ = 0;
    return go_on();
}

bool Connection::go_on() {
    while (sent_ < out_.size()) {
        const ssize_t count =
            ::send(socket_, out_.data() + sent_, out_.size() - sent_, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0 && errno == EAGAIN) return false;
        or_throw(count > 0, "send");
        sent_ += static_cast<std::size_t>(count);
    }
    return true;
}

bool Connection::read_head() {
    const std::string_view seen(in_.data(), received_);
    const std::size_t end = seen.find("\r\n\r\n");
    if (end == seen.npos) return false;
    const std::string_view head = seen.substr(0, end + 2);
    const auto length = field(head, "Content-Length");
    if (!head.starts_with("HTTP/1.1 ") || !length)
        throw std::runtime_error("an answer without length: " + std::string(head));
    std::from_chars(head.data() + 9, head.data() + 12, status_);
    std::from_chars(length->data(), length->data() + length->size(), length_);
    replayed_ = field(head, "Idempotent-Replayed").has_value();
    head_ = end + 4;
    if (in_.size() < head_ + length_) in_.resize(head_ + length_);
    return true;
}

std::optional<Answered> Connection::receive() {
    for (;;) {
        const ssize_t count =
            recv(socket_, in_.data() + received_, in_.size() - received_, MSG_DONTWAIT);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0 && errno == EAGAIN) return std::nullopt;
        or_throw(count >= 0, "recv");
        if (count == 0) throw std::runtime_error("the server closed the connection");
        received_ += static_cast<std::size_t>(count);
        if (head_ == 0 && !read_head()) continue;
        if (received_ < head_ + length_) continue;
        busy_ = false;
        out_.clear();
        return Answered{.status = status_,
                        .replayed = replayed_,
                        .body = std::string_view(in_).substr(head_, length_)};
    }
}

}  // namespace vuelve::bench
