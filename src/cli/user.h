#pragma once

#include <vector>

#include "cli/command.h"

namespace vuelve::cli {

/// `vuelve user add|list|role|password|disable|enable|reset-totp|own-member`: people of the shop,
/// for whoever sits at the machine: no second person is asked. Passwords are printed once.
/// Source: security.md 4.
std::vector<CliCommand> user_commands();

}  // namespace vuelve::cli
