#pragma once

#include <vector>

#include "cli/command.h"

namespace vuelve::cli {

/// `vuelve key create|list|revoke`: API keys of a programme. The text of a key is printed once, at
/// its making, and cannot be shown again.
std::vector<CliCommand> key_commands();

}  // namespace vuelve::cli
