#pragma once

#include <vector>

#include "cli/command.h"

namespace vuelve::cli {

/// `vuelve report clearing`, `bilateral` and `brands`: what brands owe one another, and whose
/// points are out (domain.md 9, 10.6).
std::vector<CliCommand> report_clearing_commands();

}  // namespace vuelve::cli
