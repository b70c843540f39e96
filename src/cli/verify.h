#pragma once

#include "cli/command.h"

namespace vuelve::cli {

/// `vuelve verify --database NAME`: every invariant of domain.md 13 that a query can check.
/// Needs the database alone. Exit code 1 when something is wrong.
CliCommand verify_command();

}  // namespace vuelve::cli
