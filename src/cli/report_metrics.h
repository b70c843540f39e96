#pragma once

#include <vector>

#include "cli/command.h"

namespace vuelve::cli {

/// What the shop measures of itself and of its tests: `vuelve report uplift` ...   Source:
/// domain.md 11.
std::vector<CliCommand> report_metrics_commands();

}  // namespace vuelve::cli
