#pragma once

#include <map>
#include <set>

#include "cli/sim/checks.h"
#include "cli/sim/evidence.h"
#include "cli/sim/sales_book.h"
#include "domain/programme.h"

/// The auditor's own record of what members pay for: states as answers and the clock make them, and
/// no factor where nothing was paid for. Source: domain.md 8.6, 14.
namespace vuelve::cli {

class PlanBook {
 public:
    /// Of the programme it keeps the numbers alone: their table goes when the shop starts again.
    PlanBook(const Programme& programme, Checks& checks);

    void take(const Witnessed& one, const SalesBook& sales);
    /// Throws Violation.
    void check(const Evidence& evidence);

 private:
    struct Row {
        HolderId member{};
        SubscriptionPeriod paid;
    };
    void check_factors(const Receipt& receipt, Instant occurred_at);
    bool was_paid(HolderId member, const std::string& plan, Instant at) const;

    std::map<std::string, RuleId> factors_;  // by plan
    Checks& checks_;
    std::map<SubscriptionId, Row> rows_;
    std::set<HolderId> merged_;  // whose rows went to another, or came from one
};

}  // namespace vuelve::cli
