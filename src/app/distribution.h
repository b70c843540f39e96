#pragma once

#include "base/result.h"
#include "storage/distribution.h"

namespace vuelve::app {

/// How the tables of this program would lie on a cluster of servers. Errors: InternalError when no
/// database in memory can be made.
Result<storage::Distribution> distribution();

}  // namespace vuelve::app
