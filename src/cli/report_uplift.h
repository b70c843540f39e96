#pragma once

#include "cli/command.h"

namespace vuelve::cli {

/// `vuelve report uplift`: a test with arms, from any table.   Source: domain.md 11.
CliCommand report_uplift_command();

}  // namespace vuelve::cli
