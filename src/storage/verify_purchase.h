#pragma once

#include <vector>

#include "domain/state.h"
#include "storage/verify.h"

namespace vuelve::storage {

/// What must be true of a purchase after any of its returns: shares add up to their award, nothing
/// is taken or given back twice, and a whole return or void leaves nothing. Pure.
/// Source: domain.md 13, I11 to I13.
std::vector<Finding> verify_purchase(const Purchase& purchase);

}  // namespace vuelve::storage
