#include "cli/sim/plan_book.h"

#include <fmt/format.h>

#include <algorithm>

namespace vuelve::cli {
namespace {

/// What time alone makes of a state.
SubscriptionState state_at(const SubscriptionPeriod& paid, Instant at) {
    using enum SubscriptionState;
    const bool is_over = paid.until <= at;
    if (paid.state == Active && paid.to <= at) return is_over ? Lapsed : PastDue;
    if (paid.state == PastDue && is_over) return Lapsed;
    if (paid.state == Cancelling && is_over) return Ended;
    return paid.state;
}

}  // namespace

PlanBook::PlanBook(const Programme& programme, Checks& checks) : checks_(checks) {
    for (const SubscriptionPlan& plan : programme.document().subscriptions)
        factors_[plan.code] = programme.factor_rule("subscription:", plan.code);
}

void PlanBook::take(const Witnessed& one, const SalesBook& sales) {
    if (!one.is_done()) return;
    const Receipt& receipt = *one.receipt;
    if (receipt.subscription)
        rows_[receipt.subscription->id] = {receipt.member, *receipt.subscription};
    if (std::holds_alternative<Merge>(one.body)) merged_.insert({receipt.member, receipt.other});
    if (std::holds_alternative<Close>(one.body))
        for (auto& [id, row] : rows_) {
            const auto state = state_at(row.paid, receipt.at);
            if (row.member != receipt.member || state == SubscriptionState::Lapsed ||
                state == SubscriptionState::Ended)
                continue;
            row.paid.state = SubscriptionState::Ended;
            row.paid.until = std::min(row.paid.until, receipt.at);
        }
    const auto* purchase = std::get_if<RecordPurchase>(&one.body);
    const Sale* sale = purchase && !purchase->quote ? sales.find(purchase->id) : nullptr;
    if (sale) check_factors(receipt, sale->occurred_at);
}

bool PlanBook::was_paid(HolderId member, const std::string& plan, Instant at) const {
    return std::ranges::any_of(rows_, [&](const auto& known) {
        const Row& row = known.second;
        return row.member == member && row.paid.plan == plan && row.paid.from <= at &&
               at < row.paid.until;
    });
}

void PlanBook::check_factors(const Receipt& receipt, Instant occurred_at) {
    if (merged_.contains(receipt.member)) return;
    for (const auto& [plan, factor] : factors_) {
        const bool gave =
            std::ranges::find(receipt.effects, factor, &AwardLine::rule) != receipt.effects.end();
        if (gave)
            checks_.hold("plans", was_paid(receipt.member, plan, occurred_at), [&] {
                return fmt::format("{}: the factor of {}, which was not paid for", receipt.id,
                                   plan);
            });
    }
}

void PlanBook::check(const Evidence& evidence) {
    for (const auto& [id, reading] : evidence.readings) {
        if (merged_.contains(id)) continue;
        for (const SubscriptionPeriod& is : reading.holder.subscriptions) {
            auto known = rows_.find(is.id);
            const SubscriptionPeriod* own = known == rows_.end() ? nullptr : &known->second.paid;
            auto numbers = [&] {
                return fmt::format("subscription {} of holder {} is {} to {}, benefits until {}",
                                   is.id.value, id.value, name_of(is.state), is.to.value,
                                   is.until.value) +
                       (own ? fmt::format("; the answers made it {} to {} until {}",
                                          name_of(own->state), own->to.value, own->until.value)
                            : "; nobody bought it");
            };
            checks_.hold("plans", own && own->to == is.to && own->until == is.until, numbers);
            // Where the due jobs have not run it may stand anywhere on its way.
            const bool is_late = !evidence.is_settled &&
                                 (is.state == own->state || is.state == state_at(*own, own->to));
            checks_.hold("plans", is_late || is.state == state_at(*own, evidence.at), numbers);
        }
    }
}

}  // namespace vuelve::cli
