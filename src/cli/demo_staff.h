#pragma once

#include <string>

#include "app/service.h"

namespace vuelve::cli {

/// The people of the demo shop, with passwords that may stay: "login  password  role", one line for
/// each. They are asked for no second factor, because `vuelve demo` alone serves without one.
/// Source: contract.md 1 rule 24.
std::string add_demo_staff(app::Service& service, const app::ProgrammeKey& programme);

}  // namespace vuelve::cli
