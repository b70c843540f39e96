#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "codec/settings.h"
#include "domain/programme.h"
#include "storage/staff_store.h"

/// Where somebody works: brands, regions (groups of stores of the tenant's settings) and stores
/// come down to stores.   Source: security.md 4.
namespace vuelve::app {

/// The stores of whoever is narrowed, sorted, each once; none = every store. Errors: Forbidden when
/// nothing is left of what somebody was narrowed to, which must not become everything.
Result<std::vector<std::string>> stores_of(const Programme& programme,
                                           const Settings& settings,
                                           const storage::Staff& staff);

/// Errors: ValidationFailed with every brand, region and store that is not there.
Result<void> check_places(const Programme& programme,
                          const Settings& settings,
                          const storage::Staff& staff);

}  // namespace vuelve::app
