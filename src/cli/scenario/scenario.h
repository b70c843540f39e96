#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/scenario/world.h"

namespace vuelve::cli {

/// A world by the name `--over` gives it, with a fresh, empty tenant for every case.
struct WorldKind {
    std::string name;
    std::function<std::unique_ptr<World>()> make;
};

/// `vuelve scenario FILE... [--over NAME] [--case ID] [--json]`: runs golden cases and a retailer's
/// own programme tests, and says which hold. `core` and `sqlite` are always known; main adds the
/// world that needs a server. Source: design.md 5, tests/golden/README.md.
CliCommand scenario_command(std::vector<WorldKind> others = {});

}  // namespace vuelve::cli
