#pragma once

#include "cli/command.h"

namespace vuelve::cli {

/// `vuelve report campaign --code`: what a campaign brought against its control group.   Source:
/// domain.md 11, docs/adr/0023.
CliCommand report_campaign_command();

}  // namespace vuelve::cli
