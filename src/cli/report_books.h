#pragma once

#include <vector>

#include "cli/command.h"

namespace vuelve::cli {

/// The accountant's reports: `vuelve report rollforward`, `recognition`, `journal`,
/// `breakage`.   Source: domain.md 10.
std::vector<CliCommand> report_books_commands();

}  // namespace vuelve::cli
