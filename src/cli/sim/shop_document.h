#pragma once

#include <string>

#include "cli/sim/chance.h"
#include "domain/calendar.h"

namespace vuelve::cli {

/// A random programme as the config of a worked case (tests/golden/README.md): every kind of
/// currency and expiry, rules of every effect, tiers, prizes, coupons, conversions. Valid by
/// construction. Dates lie after `opening`.
std::string random_shop(Chance& chance, Instant opening);

}  // namespace vuelve::cli
