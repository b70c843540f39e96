#pragma once

#include <optional>

#include "domain/programme.h"
#include "domain/state.h"

/// When a lot becomes available and when it ends. Source: domain.md 3.13, 5.1 to 5.3.
namespace vuelve {

/// Last valid day under a policy for a lot with this base date; nothing = never ends.
/// For inactivity: base + months (the shared last day is the caller's).
/// Errors: ExpiryInPast when a fixed date lies before the base.
Result<std::optional<Day>> last_day_of(const ExpiryPolicy& policy, Day base);

/// Exclusive end of a last valid day: the start of the day after it, in the programme's zone.
Instant end_of(const Zone& zone, Day last_day);
/// The last valid day whose exclusive end is `expires_at`.
Day last_day_before(const Zone& zone, Instant expires_at);

struct LotTerms {
    bool pending = false;
    Instant available_at{};
    std::optional<Instant> expires_at{};
};
/// Terms of a lot earned at `occurred_at` and posted at `at`.   Errors: ExpiryInPast.
Result<LotTerms> terms_of(const Zone& zone,
                          const Currency& currency,
                          int pending_days,
                          const ExpiryPolicy& policy,
                          Instant occurred_at,
                          Instant at);

/// The scheduler's next instant for a lot with these terms.
std::optional<Instant> due_of(const LotTerms& terms);

}  // namespace vuelve
