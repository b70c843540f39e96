#pragma once

#include <string>

#include "app/guess_breaker.h"
#include "app/service.h"
#include "http/rate_limit.h"
#include "http/router.h"

/// Whoever guesses codes or card numbers is slowed down: so many look-ups a minute that find
/// nothing, for each credential and address; and above a thousand an hour from everywhere, whoever
/// is neither member nor shop is not answered until it calms. Source: domain.md 7.6, security.md 3
/// (case 6), 6.
namespace vuelve::http {

class FailedLookups {
 public:
    /// `what` is looked up: names the case. `service` outlives it.
    FailedLookups(app::Service& service, std::string what, std::int64_t failures_a_minute)
        : service_(service),
          what_(std::move(what)),
          limiter_({.per_second = failures_a_minute, .burst = failures_a_minute, .seconds = 60}) {}

    /// The handler, which counts as failed when it answers 404. Too many: 429 without asking it.
    LaterHandler guard(LaterHandler handler);
    LaterHandler guard(Handler handler);

 private:
    /// Seconds to wait; 0 = ask.
    std::int64_t wait_of(const Caller& caller, const std::string& client);
    void note_failure(const Caller& caller, const std::string& client);

    app::Service& service_;
    std::string what_;
    RateLimiter limiter_;
    app::GuessBreaker breaker_{};
};

}  // namespace vuelve::http
