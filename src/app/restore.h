#pragma once

#include <filesystem>
#include <string>

#include "app/upkeep.h"

namespace vuelve::app {

/// A shop from a file that backup() made, in a new database of its own; brought to this program's
/// schema and then held against every invariant. `database` as in ServiceOptions, a file that is
/// not there. Errors (InternalError, the message says what would be right): something is there
/// already, the backup is none or is damaged, no space; then nothing stays behind.
Result<storage::Verified> restore(const std::filesystem::path& backup,
                                  const std::string& database,
                                  const CopyProgress& progress);

}  // namespace vuelve::app
