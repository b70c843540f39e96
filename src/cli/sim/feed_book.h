#pragma once

#include <map>

#include "app/service.h"
#include "cli/sim/checks.h"
#include "cli/sim/feed_balances.h"
#include "cli/sim/reading.h"

/// The auditor's own view of the feed: numbered without gaps, and enough to keep everybody's
/// balances by. Source: contract.md 3.
namespace vuelve::cli {

class FeedBook {
 public:
    explicit FeedBook(Checks& checks) : checks_(checks) {}

    /// Reads on, then holds what it says against what the tables hold of everybody. Throws
    /// Violation.
    void audit(app::Service& service,
               const app::OpenProgramme& programme,
               const std::map<HolderId, Reading>& everybody);

 private:
    Checks& checks_;
    std::int64_t last_ = 0;
    FeedBalances balances_;
};

}  // namespace vuelve::cli
