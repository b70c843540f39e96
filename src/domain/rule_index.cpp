#include "domain/rule_index.h"

#include <algorithm>
#include <bit>
#include <ranges>

#include "domain/conditions.h"

namespace vuelve {
namespace {

/// Keys under which a rule with line conditions can be reached from a line; false when only a full
/// look can tell (a `not`, say).
struct Reach {
    std::vector<std::string_view> skus, categories, brands;
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

bool asks_same_of_lines(const Rule& a, const Rule& b) {
    auto about_lines = std::views::filter(is_line_condition);
    return std::ranges::equal(a.conditions | about_lines, b.conditions | about_lines);
}

const Campaign* campaign_named(const std::string& code, const ProgrammeDocument& document) {
    if (code.empty()) return nullptr;
    auto found = std::ranges::find(document.campaigns, code, &Campaign::code);
    return found == document.campaigns.end() ? nullptr : &*found;
}

}  // namespace

std::uint64_t SetsByText::key_of(std::string_view text) {
    if (text.size() <= short_max) return number_of(text);
    std::uint64_t key = text.size();
    for (; text.size() > short_max; text.remove_prefix(short_max))
        key = mixed(key ^ number_of(text.substr(0, short_max)));
    return mixed(key ^ number_of(text));
}

std::size_t SetsByText::place_in(std::string_view text, std::uint64_t key) const {
    std::size_t at = place_of(key, text.size());
    while (slots_[at].entry != 0 && (slots_[at].key != key || texts_[slots_[at].entry - 1] != text))
        at = (at + 1) & mask_;
    return at;
}

std::span<const std::uint32_t> SetsByText::find_long(std::string_view text) const {
    return sets_of(slots_[place_in(text, key_of(text))]);
}

SetsByText::SetsByText(const SetsOfTexts& sets)
    : slots_(std::bit_ceil(4 * (sets.size() + 1))), mask_(slots_.size() - 1) {
    entries_.reserve(sets.size());
    texts_.reserve(sets.size());
    for (const auto& [text, numbers] : sets) {
        const std::uint64_t key = key_of(text);
        Slot& slot = slots_[place_in(text, key)];
        entries_.emplace_back(static_cast<std::uint32_t>(sets_.size()),
                              static_cast<std::uint32_t>(numbers.size()));
        texts_.push_back(text);
        sets_.insert(sets_.end(), numbers.begin(), numbers.end());
        slot = {key, static_cast<std::uint32_t>(text.size()),
                static_cast<std::uint32_t>(entries_.size())};
    }
}

RuleIndex::RuleIndex(std::span<const Rule> rules, const ProgrammeDocument& document) {
    std::vector<std::string_view> groups;
    Texts texts;
    rules_.reserve(rules.size());
    names_.reserve(rules.size());
    for (const Rule& rule : rules) {
        CompiledRule& compiled = rules_.emplace_back();
        compiled.campaign = campaign_named(rule.campaign, document);
        names_.emplace_back(rule.trace_name(), rule.id);
        compiled.lines = line_set_of(rule, texts);
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
    }
    groups_ = static_cast<std::uint32_t>(groups.size());
    by_sku_ = SetsByText(texts.skus);
    by_category_ = SetsByText(texts.categories);
    by_brand_ = SetsByText(texts.brands);
}

AskedCondition RuleIndex::compile_asked(const Condition& condition) {
    using Kind = AskedCondition::Kind;
    AskedCondition asked{.condition = &condition, .name = name_of(condition.type)};
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

std::uint32_t RuleIndex::line_set_of(const Rule& rule, Texts& texts) {
    const auto about_lines = std::ranges::count_if(rule.conditions, is_line_condition);
    LineSet set{.rule = &rule};
    Reach reach;
    set.on_every_line =
        about_lines == 0 ||
        !collect_reach(*std::ranges::find_if(rule.conditions, is_line_condition), reach);
    set.reached_is_matched = about_lines == (set.on_every_line ? 0 : 1);
    if (set.on_every_line) reach = {};

    const auto is_same = [&](std::uint32_t known) {
        return line_sets_[known].on_every_line == set.on_every_line &&
               asks_same_of_lines(rule, *line_sets_[known].rule);
    };
    // Equal conditions are found under equal texts.
    const std::vector<std::uint32_t>& known =
        !reach.skus.empty()         ? texts.skus[reach.skus.front()]
        : !reach.categories.empty() ? texts.categories[reach.categories.front()]
        : !reach.brands.empty()     ? texts.brands[reach.brands.front()]
                                    : on_every_line_;
    if (const auto same = std::ranges::find_if(known, is_same); same != known.end()) return *same;

    const auto number = static_cast<std::uint32_t>(line_sets_.size());
    line_sets_.push_back(set);
    if (set.on_every_line) on_every_line_.push_back(number);
    const auto add = [&](const std::vector<std::string_view>& from, SetsOfTexts& to) {
        for (std::string_view text : from)
            if (auto& sets = to[text]; sets.empty() || sets.back() != number)
                sets.push_back(number);
    };
    add(reach.skus, texts.skus);
    add(reach.categories, texts.categories);
    add(reach.brands, texts.brands);
    return number;
}

}  // namespace vuelve
