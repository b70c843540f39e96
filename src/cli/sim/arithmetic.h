#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/calendar.h"

/// The auditor's own sums and days, written apart from the domain's so that a fault of one is not a
/// fault of both. Source: domain.md 2.4, 2.5.
namespace vuelve::cli::own {

/// a * b / c, rounded down. c > 0.
std::int64_t part_down(std::int64_t a, std::int64_t b, std::int64_t c);
/// a * b / c, half away from zero; a, b >= 0 and c > 0.
std::int64_t part_half_up(std::int64_t a, std::int64_t b, std::int64_t c);
/// Shares of `total` by weight: the left-over units to the largest remainders, then the lower
/// place.
std::vector<std::int64_t> shares(std::int64_t total, const std::vector<std::int64_t>& weights);

/// Milliseconds east of UTC of a zone without summer time; nothing for others.
std::optional<std::int64_t> fixed_offset(const std::string& zone);
/// Days since 1970 on the clock of a fixed offset.
std::int64_t day_at(Instant at, std::int64_t offset);
int year_of(std::int64_t day);
/// The day `months` earlier, clamped to the end of its month.
std::int64_t months_before(std::int64_t day, int months);

}  // namespace vuelve::cli::own
