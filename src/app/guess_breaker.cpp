#include "app/guess_breaker.h"

namespace vuelve::app {

GuessBreaker::Hour& GuessBreaker::hour_of(std::int64_t tenant_id, Instant now) {
    Hour& hour = hours_[tenant_id];
    const std::int64_t minute = now.value / ms_per_minute;
    if (minute - hour.latest >= minutes) {
        hour = {.latest = minute};
        return hour;
    }
    // A clock that goes back counts in the minute it had reached: nothing is forgotten by it.
    while (hour.latest < minute) {
        auto& oldest = hour.failures[static_cast<std::size_t>(++hour.latest % minutes)];
        hour.sum -= oldest;
        oldest = 0;
    }
    return hour;
}

bool GuessBreaker::failed(std::int64_t tenant_id, Instant now) {
    const std::lock_guard lock(guard_);
    Hour& hour = hour_of(tenant_id, now);
    ++hour.failures[static_cast<std::size_t>(hour.latest % minutes)];
    return ++hour.sum == failures_max + 1;
}

bool GuessBreaker::is_open(std::int64_t tenant_id, Instant now) {
    const std::lock_guard lock(guard_);
    return hour_of(tenant_id, now).sum > failures_max;
}

}  // namespace vuelve::app
