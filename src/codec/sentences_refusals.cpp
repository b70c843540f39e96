#include "codec/sentences_refusals.h"

#include "codec/json_text.h"
#include "domain/rule_index.h"

namespace vuelve {

Lacked lacked(const Trace& refusal) {
    if (refusal.missing <= 0 || refusal.reason != Reason::ConditionFailed) return Lacked::Nothing;
    const auto is_of = [&](ConditionType type) {
        return json_text::equal(refusal.detail, name_of(type));
    };
    if (is_of(ConditionType::MinAmount)) return Lacked::Money;
    return is_of(ConditionType::MinQuantity) ? Lacked::Quantity : Lacked::Nothing;
}

StoodRules::StoodRules(const Receipt& receipt, const Telling& telling)
    : trace_(receipt.trace),
      programme_(telling.programme),
      told_at_(telling.occurred_at.value_or(receipt.at)),
      is_about_action_(receipt.command == "action"),
      are_all_told_(programme_.rule_index().asked_for_by_all(is_about_action_)) {}

std::optional<std::size_t> StoodRules::find(const Trace& trace) const {
    const RuleIndex& index = programme_.rule_index();
    const std::size_t rules = programme_.rules().size();
    const auto is_it = [&](std::size_t place) {
        return json_text::equal(index.names_of(place).trace_name, trace.rule) &&
               index[place].stands_at(told_at_);
    };
    const auto likely = static_cast<std::size_t>(&trace - trace_.data());
    if (likely < rules && is_it(likely)) return likely;
    for (std::size_t place = 0; place < rules; ++place)
        if (is_it(place)) return place;
    return std::nullopt;
}

const Rule* StoodRules::rule_of(const Trace& trace) const {
    const auto place = find(trace);
    return place ? &programme_.rules()[*place] : nullptr;
}

bool StoodRules::is_asked_for(const Trace& trace) const {
    const auto place = find(trace);
    return !place || programme_.rule_index()[*place].is_asked_for(is_about_action_);
}

}  // namespace vuelve
