#pragma once

#include <vector>

#include "cli/command.h"

namespace vuelve::cli {

/// `vuelve report clearing` and `report bilateral`: what brands owe one another (domain.md 9).
std::vector<CliCommand> report_clearing_commands();

}  // namespace vuelve::cli
