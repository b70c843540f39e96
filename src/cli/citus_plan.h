#pragma once

#include <string>

#include "app/distribution.h"
#include "cli/command.h"

namespace vuelve::cli {

/// `vuelve citus-plan`: prints what tells Citus where each table lies.
CliCommand citus_plan_command();

/// The statements, for psql, with what is to be checked before and after. `distribution` is without
/// fault.
std::string citus_statements(const storage::Distribution& distribution, int shards);

}  // namespace vuelve::cli
