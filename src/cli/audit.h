#pragma once

#include <vector>

#include "cli/command.h"

namespace vuelve::cli {

/// `vuelve audit list|verify` and `vuelve digest`: who did what, and the proof that nobody changed
/// it. Source: security.md 2, 6.
std::vector<CliCommand> audit_commands();

}  // namespace vuelve::cli
