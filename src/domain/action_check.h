#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "domain/document.h"

namespace vuelve {

/// What keeps a rule about actions from being published, each with its pointer below `base`; empty
/// = nothing. Such a rule gives bonuses and badges only, is limited, is paid for by marketing and
/// asks for nothing that only a purchase has.   Source: domain.md 8.7.
std::vector<Fault> check_action_rule(const Rule& rule, const std::string& base);

}  // namespace vuelve
