#pragma once

#include "cli/command.h"

namespace vuelve::cli {

/// `vuelve sim`: random shops from a seed through the real engine, each command held against an
/// independent auditor.
CliCommand sim_command();

}  // namespace vuelve::cli
