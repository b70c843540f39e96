#pragma once

#include "cli/command.h"

namespace vuelve::cli {

/// `vuelve restore --from FILE --database sqlite:FILE`: a shop from a file of `vuelve backup`, in a
/// new database, checked.
CliCommand restore_command();

}  // namespace vuelve::cli
