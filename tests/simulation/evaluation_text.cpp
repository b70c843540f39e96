#include "evaluation_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace vuelve::sim {

std::string award_text(const Earned& award) {
    return fmt::format(
        "{} gives {} of {} [{}] on return {} pending {} own expiry {} funded {} "
        "at least {} {} of {}\n",
        award.rule.value, award.units.n, award.currency.value, fmt::join(award.shares, " "),
        static_cast<int>(award.on_return), award.pending_days.value_or(-1), award.expiry != nullptr,
        static_cast<int>(award.funding), award.min_amount.value_or(Minor{-1}).n,
        award.min_quantity.value_or(-1), fmt::join(award.matched, ""));
}

std::string trace_text(const Trace& trace) {
    return fmt::format("{} ({}) {} {}\n", trace.rule, trace.rule_id, trace.text(), trace.missing);
}

std::string counter_text(const CounterChange& change) {
    return fmt::format("counter {} of {} in {}: {} {}\n", static_cast<int>(change.key.kind),
                       change.key.ref, change.key.period, change.by.value, change.by.count);
}

std::string discount_text(RuleId rule, const std::vector<std::uint32_t>& lines) {
    return fmt::format("discount of {} from [{}]\n", rule.value, fmt::join(lines, " "));
}

std::string text_of(const Evaluation& evaluation) {
    std::string text;
    for (const Earned& award : evaluation.earned) text += award_text(award);
    for (const Trace& trace : told(evaluation.trace)) text += trace_text(trace);
    for (const std::string& coupon : evaluation.coupons) text += fmt::format("coupon {}\n", coupon);
    for (const std::string& badge : evaluation.badges) text += fmt::format("badge {}\n", badge);
    for (const RuleDiscount& discount : evaluation.discounts)
        text += discount_text(discount.rule, discount.lines);
    for (const CounterChange& change : evaluation.counters) text += counter_text(change);
    for (const BudgetChange& change : evaluation.budgets)
        text += fmt::format("budget {}: {}\n", change.rule.value, change.units.n);
    return text;
}

}  // namespace vuelve::sim
