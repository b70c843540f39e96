#pragma once

#include <map>
#include <vector>

#include "cli/sim/order.h"
#include "cli/sim/reading.h"

/// What the auditor is shown after one group of commands: what was asked, what was answered, and
/// what the tables hold afterwards.
namespace vuelve::cli {

struct Witnessed {
    Order order;
    CommandBody body;
    std::shared_ptr<const Receipt> receipt{};  // none when it was refused
    Outcome outcome = Outcome::Rejected;
    std::optional<Error> error{};

    bool is_done() const { return outcome == Outcome::Ok && receipt != nullptr; }
};

struct Evidence {
    Instant at{};
    std::vector<Witnessed> commands;
    std::map<HolderId, Reading> readings;
    std::map<ResourceKey, Resource> resources;  // those that have a row
    bool is_settled = false;                    // everything due had run for those read
    bool is_whole = false;                      // every holder of the shop was read
};

}  // namespace vuelve::cli
