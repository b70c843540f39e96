#pragma once

#include <vector>

#include "cli/command.h"

namespace vuelve::cli {

/// `vuelve import members|products|purchases FILE`.   Source: design.md 5, 8; contract.md 1
/// rule 26.
std::vector<CliCommand> import_commands();

}  // namespace vuelve::cli
