#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "load/requests.h"

/// One kept-alive connection to the server, with one request on it at a time.
namespace vuelve::bench {

class Connection {
 public:
    /// Connects to the loopback address. Throws std::system_error.
    explicit Connection(std::uint16_t port);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    int descriptor() const { return socket_; }
    bool is_busy() const { return busy_; }

    /// What waits to be sent; filled by Requests::next before send().
    std::string& outgoing() { return out_; }
    /// Starts a request that should have left at `intended`. True when all of it is with the
    /// kernel; else go_on() does the rest.
    bool send(const Asked& asked, std::int64_t intended);
    bool go_on();
    bool wants_to_write() const { return sent_ < out_.size(); }

    /// Reads what is there. The answer once it is whole; valid until the next send(). Throws
    /// std::runtime_error when the server closed or speaks something else.
    std::optional<Answered> receive();

    const Asked& asked() const { return asked_; }
    std::int64_t intended() const { return intended_; }

 private:
    bool read_head();

    int socket_ = -1;
    bool busy_ = false;
    Asked asked_;
    std::int64_t intended_ = 0;
    std::string out_, in_;
    std::size_t sent_ = 0, received_ = 0;
    std::size_t head_ = 0, length_ = 0;  // of the answer; head_ 0 = not yet known
    int status_ = 0;
    bool replayed_ = false;
};

}  // namespace vuelve::bench
