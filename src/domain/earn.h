#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/book.h"
#include "domain/conditions.h"
#include "domain/discount.h"

/// The earn engine: which rules fire on a purchase, and what each gives, exactly. Source:
/// domain.md 2.8 to 2.12, 3.4 to 3.10.
namespace vuelve {

/// One effect's units after rounding and caps, with the shares of the lines. Becomes one lot.
struct Earned {
    RuleId rule{};
    CurrencyId currency{};
    Units units{};
    std::vector<std::int64_t> shares;  // by basket line; they add up to units
    OnReturn on_return = OnReturn::Proportional;
    std::optional<int> pending_days{};  // of the rule, else the currency's
    const ExpiryPolicy* expiry = nullptr;
    Funding funding = Funding::Sale;
    std::optional<Minor> min_amount{};  // thresholds a return checks again (revoke_if_unmet)
    std::optional<std::int64_t> min_quantity{};
    std::vector<std::uint8_t> matched{};
};

struct RuleNames;

/// A Trace while the programme is at hand, which has all its texts: nothing is copied before
/// somebody tells it.
struct RuleTrace {
    const RuleNames* rule = nullptr;
    std::string_view detail{};
    std::int64_t missing = 0;
    Reason reason{};
};

struct Evaluation {
    std::vector<Earned> earned;                // posting order
    std::vector<RuleTrace> trace;              // order of evaluation; refers to the programme
    std::vector<std::string> coupons, badges;  // granted, in rule order
    std::vector<RuleDiscount> discounts;       // for the till; quotes only
    std::vector<CounterChange> counters;
    std::vector<BudgetChange> budgets;
    std::size_t rules_looked_at = 0;  // for the test that the index works
};

/// Everything a purchase earns and why. Reads counters and budgets from `book`, changes nothing.
/// Errors: Overflow.   Source: domain.md 3.7.
Result<Evaluation> evaluate(const PurchaseFacts& facts, const Book& book);

/// The traces as receipts keep them, which outlive the programme.
std::vector<Trace> told(std::span<const RuleTrace> traces);

/// The counter of a rule's limit in the period that contains the local day; nothing for limits
/// within one transaction.
std::optional<TallyKey> limit_key(RuleId rule, const Limit& limit, Day local_day);

}  // namespace vuelve
