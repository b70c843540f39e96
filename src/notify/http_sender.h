#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "notify/address_guard.h"

/// Posts to receivers nobody vouches for. Source: security.md 3 cases 34 and 36, docs/adr/0033.
namespace vuelve::notify {

struct SenderOptions {
    PrivateTargets listed{};
    std::chrono::milliseconds time_max{10'000};
    std::chrono::milliseconds connect_time_max{3'000};
    std::string user_agent = "Vuelve";
    /// For tests: "name:port:address", answers of the resolver before it is asked.
    std::vector<std::string> resolved{};
};

/// At most this much of an answer is read, head and body each; what it says is not kept.
inline constexpr std::size_t answer_bytes_max = 16 * 1024;

struct HttpPost {
    std::string url;                   // of read_target_url
    std::vector<std::string> headers;  // "webhook-id: evt_..."
    std::string body;
};

struct HttpOutcome {
    std::uint64_t ticket = 0;
    int status = 0;     // of HTTP; 0 = no whole answer
    std::string error;  // "" = answered; else what went wrong, in words for a log
    std::int64_t duration_ms = 0;
    std::optional<std::int64_t> retry_after_s{};  // as the receiver asked

    bool is_delivered() const { return status >= 200 && status < 300; }
};

/// Any number of posts at once, on the thread that calls wait(). A receiver that hangs holds up
/// nobody else. Redirects are not followed, proxies not asked, certificates verified; every
/// connection goes to an address that was judged (address_guard.h) at the moment of connecting, so
/// that a name which leads elsewhere the second time leads nowhere.
class HttpSender {
 public:
    explicit HttpSender(SenderOptions options);
    /// Ends what is under way without waiting for it.
    ~HttpSender();
    HttpSender(const HttpSender&) = delete;
    HttpSender& operator=(const HttpSender&) = delete;

    /// Begins; the outcome comes out of wait() under the ticket.
    void post(std::uint64_t ticket, const HttpPost& post);
    /// What has ended, waiting for news at most this long.
    std::vector<HttpOutcome> wait(std::chrono::milliseconds patience);
    std::size_t under_way() const;

 private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace vuelve::notify
