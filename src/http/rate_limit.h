#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "http/response.h"

/// How often one credential may ask. In memory and per process: a limit is a courtesy to the
/// others, not a right.
namespace vuelve::http {

struct Rate {
    std::int64_t per_second = 200;
    std::int64_t burst = 400;  // at once, after a pause
    std::int64_t seconds = 1;  // `per_second` is for so many of them
};

/// What the limiter says of one request.
struct Allowance {
    bool allowed = false;
    std::int64_t remaining = 0;      // further requests possible at once
    std::int64_t reset_seconds = 0;  // until the whole burst is there again
    std::int64_t retry_seconds = 0;  // when refused: until one is possible
};

/// Token buckets by the generic cell rate algorithm: each key needs one number, the instant at
/// which its bucket is full again. Safe from several threads.
class RateLimiter {
 public:
    using Instant = std::chrono::steady_clock::time_point;

    /// `keys_max` bounds memory; buckets that are full again are forgotten first, then any.
    explicit RateLimiter(Rate rate, std::size_t keys_max = 100'000);

    /// Takes one request of `key` at `now`; a refused one costs nothing.
    Allowance take(std::string_view key, Instant now);

    /// What take() would say.
    Allowance look(std::string_view key, Instant now) const;

    const Rate& rate() const { return rate_; }
    std::size_t keys() const;

 private:
    void make_room(Instant now);
    Allowance judge(std::chrono::nanoseconds missing) const;

    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view key) const {
            return std::hash<std::string_view>{}(key);
        }
    };

    const Rate rate_;
    const std::size_t keys_max_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Instant, Hash, std::equal_to<>> full_at_;
};

/// RateLimit and RateLimit-Policy fields (IETF draft-ietf-httpapi-ratelimit-headers), and
/// Retry-After when refused.
void add_rate_headers(Response& response, const Rate& rate, const Allowance& allowance);

}  // namespace vuelve::http
