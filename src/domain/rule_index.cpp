#include "domain/rule_index.h"

#include <algorithm>
#include <bit>

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

/// FNV-1a: the codes of a shop are short.
std::uint32_t hash_of(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (char c : text) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001b3ULL;
    return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

void compile_times(const Rule& rule, CompiledRule& compiled) {
    if (rule.stands_from) compiled.stands_from = *rule.stands_from;
    if (rule.stands_to) compiled.stands_to = *rule.stands_to;
    if (rule.effective_from) compiled.effective_from = *rule.effective_from;
    if (rule.effective_to) compiled.effective_to = *rule.effective_to;
    if (rule.state != RuleState::Active) compiled.effective_to = compiled.effective_from;
}

const Campaign* campaign_named(const std::string& code, const ProgrammeDocument& document) {
    if (code.empty()) return nullptr;
    auto found = std::ranges::find(document.campaigns, code, &Campaign::code);
    return found == document.campaigns.end() ? nullptr : &*found;
}

}  // namespace

void PlacesByText::add(std::string_view text, std::uint32_t place) {
    if (slots_.size() < 2 * (entries_.size() + 1)) grow();
    const std::uint32_t hash = hash_of(text);
    Slot& slot = slots_[slot_of(text, hash)];
    if (slot.entry == 0) {
        entries_.push_back({std::string(text), {}});
        slot = {hash, static_cast<std::uint32_t>(entries_.size())};
    }
    std::vector<std::uint32_t>& places = entries_[slot.entry - 1].places;
    if (places.empty() || places.back() != place) places.push_back(place);
}

void PlacesByText::grow() {
    slots_.assign(std::bit_ceil(4 * (entries_.size() + 4)), {});
    for (std::uint32_t entry = 0; entry < entries_.size(); ++entry) {
        const std::string& text = entries_[entry].text;
        const std::uint32_t hash = hash_of(text);
        slots_[slot_of(text, hash)] = {hash, entry + 1};
    }
}

std::size_t PlacesByText::slot_of(std::string_view text, std::uint32_t hash) const {
    const std::size_t last = slots_.size() - 1;
    std::size_t slot = hash & last;
    while (slots_[slot].entry != 0 &&
           (slots_[slot].hash != hash || entries_[slots_[slot].entry - 1].text != text))
        slot = (slot + 1) & last;
    return slot;
}

std::span<const std::uint32_t> PlacesByText::find(std::string_view text) const {
    if (entries_.empty()) return {};
    const std::uint32_t entry = slots_[slot_of(text, hash_of(text))].entry;
    return entry == 0 ? std::span<const std::uint32_t>{} : entries_[entry - 1].places;
}

RuleIndex::RuleIndex(std::span<const Rule> rules, const ProgrammeDocument& document) {
    std::vector<std::string_view> groups;
    rules_.reserve(rules.size());
    for (const Rule& rule : rules) {
        CompiledRule& compiled = rules_.emplace_back();
        compiled.campaign = campaign_named(rule.campaign, document);
        compiled.trace_name = rule.trace_name();
        compiled.is_about_actions = is_about_actions(rule);
        compiled.earns_base = std::ranges::find(rule.effects, EffectType::EarnBase,
                                                &Effect::type) != rule.effects.end();
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
    for (const std::string& sku : reach.skus) by_sku_.add(sku, place);
    for (const std::string& category : reach.categories) by_category_.add(category, place);
    for (const std::string& brand : reach.brands) by_brand_.add(brand, place);
}

}  // namespace vuelve
