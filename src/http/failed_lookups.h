#pragma once

#include "http/rate_limit.h"
#include "http/router.h"

/// Whoever guesses voucher codes is slowed down: at most five look-ups a minute that find nothing,
/// for each credential and address. Source: domain.md 7.6, security.md 6.
namespace vuelve::http {

class FailedLookups {
 public:
    /// The handler, which counts as failed when it answers 404. Too many: 429 without asking it.
    LaterHandler guard(LaterHandler handler);
    LaterHandler guard(Handler handler);

 private:
    RateLimiter limiter_{{.per_second = 5, .burst = 5, .seconds = 60}};
};

}  // namespace vuelve::http
