#include "http/rate_limit.h"

#include <algorithm>

namespace vuelve::http {
namespace {

using std::chrono::nanoseconds;

std::int64_t whole_seconds_up(nanoseconds span) {
    return std::max<std::int64_t>(0, std::chrono::ceil<std::chrono::seconds>(span).count());
}

}  // namespace

RateLimiter::RateLimiter(Rate rate, std::size_t keys_max) : rate_(rate), keys_max_(keys_max) {}

/// What a bucket that lacks `missing` allows.
Allowance RateLimiter::judge(nanoseconds missing) const {
    const nanoseconds interval{1'000'000'000 * rate_.seconds / rate_.per_second};
    const nanoseconds whole = interval * rate_.burst;
    const bool allowed = missing + interval <= whole;
    const nanoseconds after = allowed ? missing + interval : missing;
    return {.allowed = allowed,
            .remaining = (whole - after) / interval,
            .reset_seconds = whole_seconds_up(after),
            .retry_seconds = allowed ? 0 : whole_seconds_up(missing + interval - whole)};
}

Allowance RateLimiter::take(std::string_view key, Instant now) {
    const std::lock_guard lock(mutex_);
    auto bucket = full_at_.find(key);
    if (bucket == full_at_.end()) {
        if (full_at_.size() >= keys_max_) make_room(now);
        bucket = full_at_.emplace(std::string(key), now).first;
    }
    const nanoseconds missing = std::max(bucket->second, now) - now;
    const Allowance allowance = judge(missing);
    const nanoseconds interval{1'000'000'000 * rate_.seconds / rate_.per_second};
    bucket->second = now + missing + (allowance.allowed ? interval : nanoseconds{0});
    return allowance;
}

Allowance RateLimiter::look(std::string_view key, Instant now) const {
    const std::lock_guard lock(mutex_);
    const auto bucket = full_at_.find(key);
    return judge(bucket == full_at_.end() ? nanoseconds{0} : std::max(bucket->second, now) - now);
}

std::size_t RateLimiter::keys() const {
    const std::lock_guard lock(mutex_);
    return full_at_.size();
}

void RateLimiter::make_room(Instant now) {
    std::erase_if(full_at_, [now](const auto& bucket) { return bucket.second <= now; });
    // All of them busy at once: dropping half keeps the next thousands of requests from sweeping
    // again.
    for (auto it = full_at_.begin(); it != full_at_.end() && full_at_.size() > keys_max_ / 2;)
        it = full_at_.erase(it);
}

void add_rate_headers(Response& response, const Rate& rate, const Allowance& allowance) {
    const auto window = std::max<std::int64_t>(1, rate.burst / rate.per_second);
    response.headers.set("RateLimit-Policy", "\"credential\";q=" + std::to_string(rate.burst) +
                                                 ";w=" + std::to_string(window));
    response.headers.set("RateLimit", "\"credential\";r=" + std::to_string(allowance.remaining) +
                                          ";t=" + std::to_string(allowance.reset_seconds));
    if (!allowance.allowed)
        response.headers.set("Retry-After", std::to_string(allowance.retry_seconds));
}

}  // namespace vuelve::http
