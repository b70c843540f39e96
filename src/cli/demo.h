#pragma once

#include "cli/command.h"
#include "cli/serve.h"

namespace vuelve::cli {

/// `vuelve demo`: makes the shop in its folder where there is none yet, tells what to try, and
/// serves it until stopped.   Source: design.md 1, 9.
CliCommand demo_command(Serve serve);

}  // namespace vuelve::cli
