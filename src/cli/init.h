#pragma once

#include "cli/command.h"

namespace vuelve::cli {

/// `vuelve init --folder DIR [--tenant CODE] [--programme FILE]`: settings, key ring, database, the
/// first tenant and its programme. Refused where something would be overwritten.
CliCommand init_command();

}  // namespace vuelve::cli
