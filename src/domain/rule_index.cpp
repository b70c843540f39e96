#include "domain/rule_index.h"

#include <algorithm>

#include "domain/conditions.h"

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

void PlacesByText::add(std::string_view text, std::uint32_t place) {
    if (slots_.size() < 4 * (entries_.size() + 1)) grow();
    const std::uint64_t hash = hash_of(text);
    std::size_t at = hash & mask();
    while (slots_[at].entry != 0 && entries_[slots_[at].entry - 1].text != text)
        at = (at + 1) & mask();
    if (slots_[at].entry == 0) {
        entries_.push_back({std::string(text), {}});
        slots_[at] = {tag_of(hash), static_cast<std::uint32_t>(entries_.size())};
    }
    std::vector<std::uint32_t>& places = entries_[slots_[at].entry - 1].places;
    if (places.empty() || places.back() != place) places.push_back(place);
}

void PlacesByText::grow() {
    slots_.assign(std::max<std::size_t>(16, 2 * slots_.size()), Slot{});
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        const std::uint64_t hash = hash_of(entries_[i].text);
        std::size_t at = hash & mask();
        while (slots_[at].entry != 0) at = (at + 1) & mask();
        slots_[at] = {tag_of(hash), static_cast<std::uint32_t>(i + 1)};
    }
}

RuleIndex::RuleIndex(std::span<const Rule> rules, const ProgrammeDocument& document) {
    std::vector<std::string_view> groups;
    rules_.reserve(rules.size());
    names_.reserve(rules.size());
    for (const Rule& rule : rules) {
        CompiledRule& compiled = rules_.emplace_back();
        compiled.campaign = campaign_named(rule.campaign, document);
        compiled.names = &names_.emplace_back(rule.trace_name(), rule.id);
        compiled.is_about_actions = is_about_actions(rule);
        compiled.earns_base = std::ranges::find(rule.effects, EffectType::EarnBase,
                                                &Effect::type) != rule.effects.end();
        compiled.moves_credits_only = moves_credits_only(rule, document);
        all_asked_for_by_action_ &= compiled.is_asked_for(true);
        all_asked_for_by_sale_ &= compiled.is_asked_for(false);
        compiled.is_limited =
            !rule.limits.empty() || rule.budget.has_value() || rule.max_per_transaction.has_value();
        compile_times(rule, compiled);
        compiled.asked_first = static_cast<std::uint32_t>(asked_.size());
        for (const Condition& condition : rule.conditions)
            if (!is_line_condition(condition)) asked_.push_back(compile_asked(condition));
        compiled.asked_end = static_cast<std::uint32_t>(asked_.size());
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

AskedCondition RuleIndex::compile_asked(const Condition& condition) {
    using Kind = AskedCondition::Kind;
    AskedCondition asked{.type = condition.type, .condition = &condition};
    if (asks_about_matched(condition)) {
        asked.kind = condition.type == ConditionType::MinAmount     ? Kind::MinAmount
                     : condition.type == ConditionType::MinQuantity ? Kind::MinQuantity
                                                                    : Kind::OfMatched;
        asked.at_least = condition.value;
        return asked;
    }
    auto same = std::ranges::find_if(asked_once_,
                                     [&](const Condition* known) { return *known == condition; });
    asked.once = static_cast<std::uint32_t>(same - asked_once_.begin());
    if (same == asked_once_.end()) asked_once_.push_back(&condition);
    return asked;
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
    for (const std::string& sku : reach.skus) by_sku_.add(sku, place);
    for (const std::string& category : reach.categories) by_category_.add(category, place);
    for (const std::string& brand : reach.brands) by_brand_.add(brand, place);
}

}  // namespace vuelve
