#pragma once

#include <cstdint>

#include "domain/calendar.h"

/// What an id says of itself. Source: scale-out.md S5.
namespace vuelve::storage {

/// When an id of FreshIds::next_id was drawn, to the millisecond.
Instant made_at(std::int64_t id);

}  // namespace vuelve::storage
