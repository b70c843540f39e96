#pragma once

#include <vector>

#include "cli/command.h"

namespace vuelve::cli {

/// Who comes back, who is worth what: `vuelve report retention`, `rfm`, `lifetime`.   Source:
/// domain.md 11.
std::vector<CliCommand> report_customers_commands();

}  // namespace vuelve::cli
