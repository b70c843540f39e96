#pragma once

#include <string>
#include <string_view>

#include "domain/activities.h"
#include "domain/programme.h"

namespace vuelve {

/// What is missing for a level, a card or a challenge, in one sentence: "Te faltan 2 visitas, hasta
/// el 30 de junio de 2026."
std::string reach_text(const ReachActivity& activity,
                       const Programme& programme,
                       std::string_view language);

}  // namespace vuelve
