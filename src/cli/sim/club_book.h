#pragma once

#include <map>
#include <set>
#include <string>

#include "cli/sim/checks.h"
#include "cli/sim/sales_book.h"

/// The auditor's own count of clubs: who joined, what each purchase added, who was rewarded.
/// Source: features.md row 74, docs/adr/0030.
namespace vuelve::cli {

class ClubBook {
 public:
    ClubBook(const ProgrammeDocument& document, Checks& checks);

    void take(const Witnessed& one, const SalesBook& sales);
    void take_back(const SalesBook::TakenBack& back);
    /// Goals, parts and rewards as the tables have them against these counts. Throws Violation.
    void check(const Evidence& evidence);

 private:
    struct Share {
        std::int64_t whole = 0;  // of the purchase, beyond the goal too
        std::int64_t kept = 0;   // of the goal, after returns
        bool reached = false;    // it was the one that reached the goal
    };
    struct Standing {
        const Club* club = nullptr;
        std::int64_t progress = 0;
        bool is_reached = false;
        std::map<HolderId, Instant> joined;
        std::map<HolderId, std::int64_t> parts;
        std::map<std::string, Share> shares;  // by purchase
        std::int64_t rewards = 0;             // entries that gave one, less those taken back
    };
    void sell(Standing& standing, const Sale& sale, const Receipt& receipt);
    void unite(const Receipt& merge);
    void check_goal(const Standing& standing, const Evidence& evidence);
    void check_members(Standing& standing, const Evidence& evidence);
    std::int64_t eligible_back(const SaleLine& line, std::int64_t quantity) const;
    std::int64_t back_of(const Standing& standing, const SalesBook::TakenBack& back) const;
    HolderId now(HolderId member) const;

    Checks& checks_;
    std::map<std::string, Standing> clubs_;  // by code
    std::map<HolderId, HolderId> merged_;
};

}  // namespace vuelve::cli
