#pragma once

#include "domain/decision.h"

namespace vuelve::storage {

/// Whether a transaction changes holders of another bucket than that of the member who acts: a
/// transfer, a merge, a pool (scale-out.md 4). The scheduler's own act for nobody.
bool touches_two_buckets(const vuelve::Transaction& txn);

}  // namespace vuelve::storage
