#pragma once

#include <map>
#include <set>
#include <string>

#include "cli/sim/checks.h"
#include "cli/sim/evidence.h"
#include "cli/sim/sales_book.h"

/// The auditor's own count of challenges that ask for nothing but purchases: how many, on how many
/// days, in how many stores, in how many weeks in a row. Source: domain.md 8.2.
namespace vuelve::cli {

class ChallengeBook {
 public:
    ChallengeBook(const ProgrammeDocument& document, Checks& checks);

    /// Throws Violation.
    void take(const Witnessed& one, const SalesBook& sales);
    void take_back(const SalesBook::TakenBack& back);

 private:
    struct Mark {
        std::int64_t day = 0;
        std::string store;
    };
    using Marks = std::map<std::string, Mark>;  // by purchase
    using Part = std::pair<HolderId, std::string>;

    void sell(const Sale& sale, const Receipt& receipt);
    bool is_counted(const Challenge& challenge) const;
    std::int64_t progress(const Challenge& challenge, const Marks& marks) const;
    std::int64_t weeks_in_a_row(const Marks& marks) const;
    bool is_closed_in_week(const std::string& store, std::int64_t monday) const;

    const ProgrammeDocument& document_;
    Checks& checks_;
    /// East of UTC by store; empty unless every store's clock keeps its hour all year.
    std::map<std::string, std::int64_t> offsets_;
    std::map<Part, Marks> marks_;
    std::map<Part, Instant> asked_;
    std::set<HolderId> merged_;
};

}  // namespace vuelve::cli
