#pragma once

#include "cli/command.h"

namespace vuelve::cli {

/// `vuelve rebuild --database NAME --keys FILE [--to FILE]`: derives every balance, lot and
/// counter anew from the transactions, in a copy, and compares. Exit code 1 at a difference.
CliCommand rebuild_command();

}  // namespace vuelve::cli
