#include "domain/earn_candidates.h"

#include <algorithm>

#include "domain/suspension.h"
#include "domain/versions.h"

namespace vuelve {
namespace {

/// Which rules each earning line can reach: by_rule[place] = lines, ascending.
std::vector<std::vector<std::uint32_t>> reach(const Programme& programme, const Basket& basket) {
    std::vector<std::vector<std::uint32_t>> by_rule(programme.rules().size());
    std::vector<std::uint32_t> places;
    for (std::uint32_t line = 0; line < basket.lines.size(); ++line) {
        if (basket.lines[line].eligible.n <= 0) continue;
        const PurchaseLine& source = *basket.lines[line].source;
        places.clear();
        programme.append_reachable(source.sku, source.category, source.brand, places);
        for (std::uint32_t place : places)
            if (by_rule[place].empty() || by_rule[place].back() != line)
                by_rule[place].push_back(line);
        for (std::uint32_t place : programme.basket_rules()) by_rule[place].push_back(line);
    }
    return by_rule;
}

const Campaign* campaign_of(const Rule& rule, const Programme& programme) {
    if (rule.campaign.empty()) return nullptr;
    for (const Campaign& campaign : programme.document().campaigns)
        if (campaign.code == rule.campaign) return &campaign;
    return nullptr;
}

}  // namespace

bool is_effective(const Rule& rule, Instant at) {
    return rule.state == RuleState::Active &&
           (!rule.effective_from || *rule.effective_from <= at) &&
           (!rule.effective_to || at < *rule.effective_to);
}

bool nothing_left(const Rule& rule, const PurchaseFacts& facts, const Book& book, Trace& trace) {
    Day today = facts.store->zone->local_day(facts.occurred_at);
    for (const Limit& limit : rule.limits) {
        auto key = limit_key(rule.number, limit, today);
        if (!key) continue;
        Tally used = book.tally(facts.member->id, *key);
        if ((limit.points ? used.value : used.count) < limit.value) continue;
        trace.missing = used.count;
        trace.detail.clear();
        return true;
    }
    return false;
}

bool in_control_group_of(const Rule& rule, const PurchaseFacts& facts) {
    const Campaign* campaign = campaign_of(rule, *facts.programme);
    return campaign && (in_holdout(facts.programme->document(), facts.member->id) ||
                        in_control_group(*campaign, facts.member->id));
}

bool budget_exhausted(const Rule& rule, const Book& book) {
    if (!rule.budget) return false;
    return budget_of(rule.number, book).left <= 0;
}

Resource budget_of(RuleId rule, const Book& book) {
    const std::int64_t full = book.programme().budget(rule).value_or(Units{0}).n;
    const Resource kept = book.resource({ResourceKind::RuleBudget, rule.value, 0}, full);
    return {std::clamp<std::int64_t>(full - (kept.total - kept.left), 0, full), full};
}

void Candidate::drop(Reason reason, std::string detail) {
    alive = false;
    trace.reason = reason;
    trace.detail = std::move(detail);
}

bool earns_base(const Rule& rule) {
    return std::ranges::any_of(
        rule.effects, [](const Effect& effect) { return effect.type == EffectType::EarnBase; });
}

std::optional<TallyKey> limit_key(RuleId rule, const Limit& limit, Day local_day) {
    if (limit.period == Period::Transaction) return std::nullopt;
    std::int64_t period =
        period_key(limit.period, local_day) * 8 + static_cast<std::int64_t>(limit.period);
    return TallyKey{TallyKind::RuleLimit, rule.value, period};
}

std::vector<Candidate> find_candidates(const PurchaseFacts& facts,
                                       const Book& book,
                                       std::size_t& looked_at) {
    const Programme& programme = *facts.programme;
    auto by_rule = reach(programme, *facts.basket);
    const bool suspended = is_suspended(programme, facts.store->brand_id, facts.occurred_at);
    std::vector<Candidate> candidates;
    candidates.reserve(programme.rules().size());
    for (std::size_t place = 0; place < programme.rules().size(); ++place) {
        const Rule& rule = programme.rules()[place];
        if (!stands_at(rule, facts.occurred_at)) continue;
        Candidate& candidate = candidates.emplace_back();
        candidate.rule = &rule;
        candidate.trace.rule = rule.trace_name();
        candidate.trace.rule_id = rule.id;
        if (suspended || !is_effective(rule, facts.occurred_at)) {
            candidate.drop(Reason::NotEffective);
            continue;
        }
        candidate.matched = std::move(by_rule[place]);
        if (!candidate.matched.empty())
            keep_matching(rule.conditions, *facts.basket, candidate.matched);
        // An action has no lines: rules about purchases find none that match.
        const bool has_subject =
            facts.action.empty() ? !candidate.matched.empty() : is_about_actions(rule);
        if (!has_subject) {
            candidate.drop(Reason::NoMatchingLines);
            continue;
        }
        ++looked_at;
        if (in_control_group_of(rule, facts)) {
            candidate.drop(Reason::ConditionFailed, "control_group");
            continue;
        }
        ConditionResult conditions = check_conditions(rule.conditions, facts, candidate.matched);
        if (!conditions.holds) {
            candidate.drop(Reason::ConditionFailed, conditions.failed);
            candidate.trace.missing = conditions.missing;
        } else if (nothing_left(rule, facts, book, candidate.trace)) {
            candidate.drop(Reason::LimitReached);
        } else if (budget_exhausted(rule, book)) {
            candidate.drop(Reason::BudgetExhausted);
        }
    }
    return candidates;
}

}  // namespace vuelve
