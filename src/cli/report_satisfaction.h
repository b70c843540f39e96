#pragma once

#include <vector>

#include "cli/command.h"

namespace vuelve::cli {

/// What members think: `vuelve report satisfaction`.   Source: domain.md 8.8.
std::vector<CliCommand> report_satisfaction_commands();

}  // namespace vuelve::cli
