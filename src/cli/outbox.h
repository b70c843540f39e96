#pragma once

#include "cli/command.h"

namespace vuelve::cli {

/// `vuelve outbox`: messages by type, state and reason.   Source: domain.md 12.
CliCommand outbox_command();

}  // namespace vuelve::cli
