#pragma once

#include <map>
#include <set>

#include "cli/sim/checks.h"
#include "cli/sim/sales_book.h"

/// The auditor's own tier metrics, day by day. Source: domain.md 6, 13 (I21, I22).
namespace vuelve::cli {

class LevelBook {
 public:
    LevelBook(const ProgrammeDocument& document, Checks& checks);

    void take(const Witnessed& one, const SalesBook& sales);
    void take_back(const SalesBook::TakenBack& back);
    /// The levels of all members that were read, against the metric and the level before. Throws
    /// Violation. `before` gives the last reading.
    void check(const Evidence& evidence, const std::function<const Holder*(HolderId)>& before);

 private:
    struct Standing {
        std::map<std::int64_t, std::int64_t> metric;  // by day: credits or eligible money
        std::map<std::int64_t, int> visits;           // by day: purchases not voided
        bool is_manual = false;  // somebody set it, or a level came with the member
    };
    std::optional<std::int64_t> metric_now(const Standing& standing, Instant at) const;
    std::size_t place_of(LevelId level) const;
    void check_kept(const Evidence& evidence, const Holder& before, const Holder& now);

    const ProgrammeDocument& document_;
    Checks& checks_;
    std::optional<std::int64_t> offset_;
    std::map<HolderId, Standing> members_;
    std::map<HolderId, HolderId> merged_;
    std::set<std::string> counted_visits_;
};

}  // namespace vuelve::cli
