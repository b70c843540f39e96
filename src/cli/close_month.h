#pragma once

#include "cli/command.h"

namespace vuelve::cli {

/// `vuelve close-month --month 2026-03`.   Source: domain.md 10, docs/guide/accountant.md.
CliCommand close_month_command();

}  // namespace vuelve::cli
