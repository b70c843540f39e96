#include "domain/rule_index.h"

#include <algorithm>

#include "domain/programme.h"

namespace vuelve {
namespace {

/// Keys under which a rule with line conditions can be reached from a line; false when only a full
/// look can tell (a `not`, say).
struct Reach {
    std::vector<std::string> skus, categories, brands;
};

bool collect_reach(const Condition& condition, Reach& reach) {
    switch (condition.type) {
        case ConditionType::Sku:
            reach.skus.insert(reach.skus.end(), condition.in.begin(), condition.in.end());
            return true;
        case ConditionType::Category: reach.categories.push_back(condition.under); return true;
        case ConditionType::ProductBrand:
            reach.brands.insert(reach.brands.end(), condition.in.begin(), condition.in.end());
            return true;
        case ConditionType::Any:
            return std::ranges::all_of(
                condition.of, [&](const Condition& part) { return collect_reach(part, reach); });
        default: return false;
    }
}

void add(PlacesByText& by, const std::string& text, std::uint32_t place) {
    std::vector<std::uint32_t>& places = by[text];
    if (places.empty() || places.back() != place) places.push_back(place);
}

void compile_times(const Rule& rule, CompiledRule& compiled) {
    if (rule.stands_from) compiled.stands_from = *rule.stands_from;
    if (rule.stands_to) compiled.stands_to = *rule.stands_to;
    if (rule.effective_from) compiled.effective_from = *rule.effective_from;
    if (rule.effective_to) compiled.effective_to = *rule.effective_to;
    if (rule.state != RuleState::Active) compiled.effective_to = compiled.effective_from;
}

bool moves_credits_only(const Rule& rule, const ProgrammeDocument& document) {
    return std::ranges::all_of(rule.effects, [&](const Effect& effect) {
        auto currency = std::ranges::find(document.currencies, effect.currency, &Currency::code);
        return currency != document.currencies.end() && currency->kind == CurrencyKind::Status;
    });
}

const Campaign* campaign_named(const std::string& code, const ProgrammeDocument& document) {
    if (code.empty()) return nullptr;
    auto found = std::ranges::find(document.campaigns, code, &Campaign::code);
    return found == document.campaigns.end() ? nullptr : &*found;
}

}  // namespace

RuleIndex::RuleIndex(std::span<const Rule> rules, const ProgrammeDocument& document) {
    std::vector<std::string_view> groups;
    rules_.reserve(rules.size());
    for (const Rule& rule : rules) {
        CompiledRule& compiled = rules_.emplace_back();
        compiled.campaign = campaign_named(rule.campaign, document);
        compiled.trace_name = rule.trace_name();
        compiled.rule_id = rule.id;
        compiled.is_about_actions = is_about_actions(rule);
        compiled.earns_base = std::ranges::find(rule.effects, EffectType::EarnBase,
                                                &Effect::type) != rule.effects.end();
        compiled.moves_credits_only = moves_credits_only(rule, document);
        compiled.is_limited =
            !rule.limits.empty() || rule.budget.has_value() || rule.max_per_transaction.has_value();
        compile_times(rule, compiled);
        for (const Condition& condition : rule.conditions)
            if (!is_line_condition(condition)) compiled.asked.push_back(&condition);
        if (!rule.group.empty()) {
            auto known = std::ranges::find(groups, rule.group);
            compiled.group = static_cast<std::uint32_t>(known - groups.begin()) + 1;
            if (known == groups.end()) groups.push_back(rule.group);
            auto mode = document.groups.find(rule.group);
            compiled.best_of_group =
                mode != document.groups.end() && mode->second == GroupMode::Best;
        }
        index_lines(rule, static_cast<std::uint32_t>(rules_.size() - 1));
    }
    groups_ = static_cast<std::uint32_t>(groups.size());
}

void RuleIndex::index_lines(const Rule& rule, std::uint32_t place) {
    CompiledRule& compiled = rules_[place];
    const auto about_lines = std::ranges::count_if(rule.conditions, is_line_condition);
    Reach reach;
    if (about_lines == 0 ||
        !collect_reach(*std::ranges::find_if(rule.conditions, is_line_condition), reach)) {
        compiled.reached_is_matched = about_lines == 0;
        compiled.on_every_line = true;
        return;
    }
    compiled.reached_is_matched = about_lines == 1;
    for (const std::string& sku : reach.skus) add(by_sku_, sku, place);
    for (const std::string& category : reach.categories) add(by_category_, category, place);
    for (const std::string& brand : reach.brands) add(by_brand_, brand, place);
}

}  // namespace vuelve
