#pragma once

#include <vector>

#include "cli/command.h"

namespace vuelve::cli {

/// `vuelve privacy export|erase|erasures|replay|requests|retention|incidents|map`: whose data it
/// is, for whoever keeps the machine.
std::vector<CliCommand> privacy_commands();

}  // namespace vuelve::cli
