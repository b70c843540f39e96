#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/scenario/golden_case.h"

namespace vuelve::cli {

/// What can be read of a world after a step; names are the keys of `expect`.
enum class View { Balances, Lots, Tiers, Vouchers, Redemptions, Stock, Journal };

/// A place where golden cases run: the core in memory, a store, a server. It speaks the vocabulary
/// of tests/golden/README.md in JSON and knows nothing of what is expected.
class World {
 public:
    virtual ~World() = default;

    /// Why this world cannot run the case: an operation or section not built yet. Such a case is
    /// skipped, never passed.
    virtual std::optional<std::string> cannot_run(const GoldenCase& golden) const = 0;
    /// An empty tenant with the case's programme and members. Errors: what is wrong with them.
    virtual std::optional<std::string> load(const GoldenCase& golden) = 0;
    /// Moves the clock, runs the scheduler, then does the step: an object with `status`, and
    /// whatever else it answers under the keys of `expect`.
    virtual Json step(const GoldenStep& step) = 0;
    /// The whole world as it is now; Journal: the entries posted in the last step.
    virtual Json read(View view) = 0;
};

}  // namespace vuelve::cli
