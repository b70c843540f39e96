#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "domain/money.h"

namespace vuelve {

/// Shares of `total` in proportion to `weights`, by largest remainder: they add up to `total`
/// exactly, left-over units go to the largest fractional remainders, ties to the lower index; all
/// weights 0 gives everything to index 0. `total` >= 0, weights >= 0 and not overflowed, at least
/// one weight.   Source: domain.md 2.5.
std::vector<std::int64_t> alloc(std::int64_t total, std::span<const Ratio> weights);
std::vector<std::int64_t> alloc(std::int64_t total, std::span<const std::int64_t> weights);

}  // namespace vuelve
