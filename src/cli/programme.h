#pragma once

#include <vector>

#include "cli/command.h"

namespace vuelve::cli {

/// `vuelve programme export|diff|publish`: a programme that lives in a file, and in git.
std::vector<CliCommand> programme_commands();

}  // namespace vuelve::cli
