#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/request.h"

/// A client for tests that sends exactly the bytes it is told, as no well-behaved library would.
namespace vuelve::http {

struct Answer {
    int status = 0;  // 0 = the connection ended without one
    Headers headers;
    std::string body;
    std::string head;
};

class LoopbackClient {
 public:
    explicit LoopbackClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const timeval patience{.tv_sec = 20, .tv_usec = 0};  // a test that fails must not hang
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
        connected_ =
            ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }
    ~LoopbackClient() { ::close(socket_); }
    LoopbackClient(const LoopbackClient&) = delete;
    LoopbackClient& operator=(const LoopbackClient&) = delete;

    bool connected() const { return connected_; }

    /// False when the other end closed before everything was sent.
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    /// Whether something can be read within the time.
    bool readable(int milliseconds) {
        if (!received_.empty()) return true;
        pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
        return ::poll(&waiting, 1, milliseconds) > 0;
    }

    /// The next answer; `head_only` for HEAD. 100 Continue is an answer of its own.
    Answer read(bool head_only = false) {
        Answer answer;
        std::size_t end = 0;
        while ((end = received_.find("\r\n\r\n")) == std::string::npos)
            if (!receive()) return answer;
        answer.head = received_.substr(0, end + 2);
        received_.erase(0, end + 4);
        parse_head(answer);
        if (head_only || answer.status == 100 || answer.status == 304) return answer;
        const auto length = answer.headers.find("Content-Length");
        const std::size_t size = length ? std::stoul(std::string(*length)) : 0;
        while (received_.size() < size)
            if (!receive()) return {};
        answer.body = received_.substr(0, size);
        received_.erase(0, size);
        return answer;
    }

    Answer ask(std::string_view request) {
        send(request);
        return read();
    }

    /// The bytes that come next, up to `end` or until the other end closes.
    std::string read_until(std::string_view end) {
        while (!received_.contains(end) && receive()) {
        }
        const std::size_t found = received_.find(end);
        const std::size_t size = found == std::string::npos ? received_.size() : found + end.size();
        std::string text = received_.substr(0, size);
        received_.erase(0, size);
        return text;
    }

    /// True when the other end closes, with nothing more said.
    bool at_end() { return received_.empty() && !receive(); }

 private:
    bool receive() {
        char block[16384];
        const auto count = ::recv(socket_, block, sizeof block, 0);
        if (count > 0) received_.append(block, static_cast<std::size_t>(count));
        return count > 0;
    }

    static void parse_head(Answer& answer) {
        answer.status = std::stoi(answer.head.substr(answer.head.find(' ') + 1, 3));
        std::size_t at = answer.head.find("\r\n") + 2;
        while (at < answer.head.size()) {
            const std::size_t end = answer.head.find("\r\n", at);
            const std::size_t colon = answer.head.find(": ", at);
            answer.headers.add(answer.head.substr(at, colon - at),
                               answer.head.substr(colon + 2, end - colon - 2));
            at = end + 2;
        }
    }

    int socket_;
    bool connected_ = false;
    std::string received_;
};

}  // namespace vuelve::http
