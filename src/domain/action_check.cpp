#include "domain/action_check.h"

#include <algorithm>

namespace vuelve {
namespace {

/// Can it be answered where nothing is bought?
bool asks_no_purchase(const Condition& condition) {
    switch (condition.type) {
        case ConditionType::Segment:
        case ConditionType::Tier:
        case ConditionType::Store:
        case ConditionType::StoreBrand:
        case ConditionType::TimeWindow:
        case ConditionType::Birthday:
        case ConditionType::Subscription:
        case ConditionType::DaysSinceLastPurchase: return true;
        case ConditionType::Attribute: return condition.path.starts_with("member.");
        case ConditionType::Any:
        case ConditionType::Not: return std::ranges::all_of(condition.of, asks_no_purchase);
        default: return false;
    }
}

}  // namespace

std::vector<Fault> check_action_rule(const Rule& rule, const std::string& base) {
    std::vector<Fault> faults;
    auto invalid = [&](std::string pointer, std::string detail) {
        faults.push_back({base + std::move(pointer), "INVALID_RULE", std::move(detail)});
    };
    for (std::size_t i = 0; i < rule.conditions.size(); ++i) {
        const Condition& condition = rule.conditions[i];
        if (condition.type != ConditionType::Action && !asks_no_purchase(condition))
            invalid("/conditions/" + std::to_string(i),
                    "an action is no purchase: beside it stand segment, tier, store, store_brand, "
                    "time_window, birthday, subscription, days_since_last_purchase and member.*");
    }
    for (std::size_t i = 0; i < rule.effects.size(); ++i)
        if (rule.effects[i].type != EffectType::Bonus && rule.effects[i].type != EffectType::Badge)
            invalid("/effects/" + std::to_string(i), "an action gives a bonus or a badge");
    if (rule.limits.empty())
        invalid("/limits", "what an action gives is limited, so that nobody does it all day");
    if (rule.funding != Funding::Marketing)
        invalid("/funding", "what an action gives is paid for by marketing");
    return faults;
}

}  // namespace vuelve
