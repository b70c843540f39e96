#pragma once

#include <vector>

#include "cli/command.h"

/// `vuelve report what-if`: what a draft would have given for the sales that were, beside what the
/// document in force would have.
namespace vuelve::cli {

std::vector<CliCommand> report_what_if_commands();

}  // namespace vuelve::cli
