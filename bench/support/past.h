#pragma once

#include "support/shop.h"

namespace vuelve::bench {

/// Until so many of either are there.
struct Past {
    std::int64_t sales = INT64_MAX;
    std::int64_t entries = INT64_MAX;
    std::int64_t step_ms = 0;  // from one sale to the next
};

/// A shop's purchases of before, by all of its members in turn: decided and appended as the engine
/// does it, without what only a door adds (messages, the feed). Ten times as quick as selling.
void add_past(Shop& shop, const Past& past);

}  // namespace vuelve::bench
