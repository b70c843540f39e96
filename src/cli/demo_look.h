#pragma once

#include "app/service.h"

namespace vuelve::cli {

/// Gives Abarrotes Laurel its green, its sprig of laurel and its words of welcome.
void add_demo_look(app::Service& service, const app::ProgrammeKey& programme);

}  // namespace vuelve::cli
