#pragma once

#include "cli/command.h"

namespace vuelve::cli {

/// `vuelve backup --database sqlite:FILE --to FILE`: a checked copy in a new file, beside a running
/// server.
CliCommand backup_command();

}  // namespace vuelve::cli
