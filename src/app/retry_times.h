#pragma once

#include <optional>

#include "domain/calendar.h"

/// When a delivery that was not taken is tried again. Source: contract.md 3.
namespace vuelve::app {

/// At once and nine times more.
inline constexpr int delivery_tries_max = 10;
/// A receiver whose every answer was a failure for this long is told nothing any more.
inline constexpr std::int64_t failing_days_max = 3;

/// The next try after the `tries`-th, which failed at `now`: after 5 s, 5 min, 30 min, 2, 5, 10,
/// 14, 20, 24 h, and up to a tenth of that later, always the same for the same delivery, so that
/// what failed together does not come back together. Later when the receiver asked for it, by at
/// most 24 h. Nothing after the last.
std::optional<Instant> next_try(int tries,
                                Instant now,
                                std::int64_t webhook,
                                std::int64_t sequence,
                                std::optional<std::int64_t> retry_after_s);

}  // namespace vuelve::app
