#include "app/retry_times.h"

#include <algorithm>
#include <array>

namespace vuelve::app {
namespace {

constexpr std::array waits{5 * ms_per_second, 5 * ms_per_minute, 30 * ms_per_minute,
                           2 * ms_per_hour,   5 * ms_per_hour,   10 * ms_per_hour,
                           14 * ms_per_hour,  20 * ms_per_hour,  24 * ms_per_hour};
static_assert(waits.size() == delivery_tries_max - 1, "each try but the last has a next one");

/// 0 to 1023, spread evenly over neighbours (a round of splitmix64).
std::int64_t spread(std::int64_t webhook, std::int64_t sequence, int tries) {
    auto mixed = static_cast<std::uint64_t>(webhook) ^ (static_cast<std::uint64_t>(sequence) << 8) ^
                 static_cast<std::uint64_t>(tries);
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebU;
    return static_cast<std::int64_t>((mixed ^ (mixed >> 31)) & 1023U);
}

}  // namespace

std::optional<Instant> next_try(int tries,
                                Instant now,
                                std::int64_t webhook,
                                std::int64_t sequence,
                                std::optional<std::int64_t> retry_after_s) {
    if (tries >= delivery_tries_max) return std::nullopt;
    const std::int64_t wait = waits[static_cast<std::size_t>(std::max(tries, 1) - 1)];
    const std::int64_t planned = wait + wait / 10 * spread(webhook, sequence, tries) / 1023;
    const std::int64_t asked = std::clamp<std::int64_t>(retry_after_s.value_or(0), 0, 24 * 3600);
    return now + std::max(planned, asked * ms_per_second);
}

}  // namespace vuelve::app
