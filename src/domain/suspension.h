#pragma once

#include "domain/programme.h"

/// Partners whose stores neither give nor take points for a while. Source: domain.md 9.4.
namespace vuelve {

/// From suspended_from, suspended_to excluded; an end alone counts from ever before.
bool is_suspended(const Programme& programme, BrandId brand, Instant at);
/// Errors: NotInWindow when the store's brand is suspended then.
Result<bool> check_partner(const Programme& programme, BrandId brand, Instant at);

}  // namespace vuelve
