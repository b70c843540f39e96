#pragma once

#include "cli/command.h"

namespace vuelve::cli {

/// `vuelve export KIND`: a programme's data as a file, without anything personal but ids.
/// Source: design.md 5.
CliCommand export_command();

}  // namespace vuelve::cli
