#pragma once

#include <cstdint>

#include "domain/calendar.h"

/// What an id says of itself. Source: scale-out.md S5.
namespace vuelve::storage {

/// When an id of FreshIds::next_id was drawn, to the millisecond.
Instant made_at(std::int64_t id);

/// No number that was drawn from `at` on is smaller. An hour of slack: numbers run ahead of clocks
/// that go back.
std::int64_t least_id_at(Instant at);

}  // namespace vuelve::storage
