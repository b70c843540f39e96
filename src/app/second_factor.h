#pragma once

#include <string>
#include <vector>

#include "app/staff.h"

/// Codes of an authenticator app, and those on paper for when it is lost: each counts once. Callers
/// keep what these change.   Source: security.md 4.
namespace vuelve::app {

/// False when it is no code of the app, or was used before.
bool use_app_code(Staff& staff, const std::string& code, Instant now);
/// Ten fresh ones in the place of those there were; shown once, kept as keyed hashes.
std::vector<std::string> give_recovery_codes(const OpenProgramme& programme, Staff& staff);
bool use_recovery_code(const OpenProgramme& programme, Staff& staff, const std::string& code);

}  // namespace vuelve::app
