#include "domain/earn_candidates.h"

#include <algorithm>
#include <utility>

#include "domain/suspension.h"

namespace vuelve {
namespace {

/// The earning lines that each rule can reach, ascending.
class LinesOfRules {
 public:
    LinesOfRules(const Programme& programme,
                 const Basket& basket,
                 std::pmr::memory_resource& memory)
        : basket_(basket),
          earning_(&memory),
          lines_(&memory),
          ends_(programme.rules().size(), 0, &memory),
          memory_(memory) {
        std::pmr::vector<Hit> hits(&memory);
        hits.reserve(4 * basket.lines.size());
        collect(programme.rule_index(), basket, hits);
        std::uint32_t end = 0;
        for (std::uint32_t& count : ends_) end += std::exchange(count, end);
        lines_.resize(end);
        for (const Hit& hit : hits) lines_[ends_[hit.rule]++] = hit.line;
    }

    /// The lines that meet all conditions of the rule about lines.
    std::span<const std::uint32_t> matched_by(std::size_t place,
                                              const Rule& rule,
                                              const CompiledRule& compiled) {
        if (compiled.on_every_line && compiled.reached_is_matched) return earning_;
        const std::span<std::uint32_t> own =
            compiled.on_every_line ? copy_of_earning() : lines_of(place);
        if (compiled.reached_is_matched || own.empty()) return own;
        return own.first(keep_matching(rule.conditions, basket_, own));
    }

 private:
    struct Hit {
        std::uint32_t rule, line;
    };

    /// Leaves in `ends_` how many lines reach each rule.
    void collect(const RuleIndex& index, const Basket& basket, std::pmr::vector<Hit>& hits) {
        std::pmr::vector<std::uint32_t> reached_by(ends_.size(), UINT32_MAX, &memory_);
        earning_.reserve(basket.lines.size());
        for (std::uint32_t line = 0; line < basket.lines.size(); ++line) {
            if (basket.lines[line].eligible.n <= 0) continue;
            earning_.push_back(line);
            const PurchaseLine& source = *basket.lines[line].source;
            index.each_reachable(source.sku, source.category, source.brand,
                                 [&](std::span<const std::uint32_t> rules) {
                                     for (std::uint32_t rule : rules)
                                         if (std::exchange(reached_by[rule], line) != line) {
                                             hits.push_back({rule, line});
                                             ++ends_[rule];
                                         }
                                 });
        }
    }

    std::span<std::uint32_t> lines_of(std::size_t place) {
        const std::uint32_t first = place == 0 ? 0 : ends_[place - 1];
        return std::span(lines_).subspan(first, ends_[place] - first);
    }
    std::span<std::uint32_t> copy_of_earning() {
        std::uint32_t* first =
            std::pmr::polymorphic_allocator<std::uint32_t>(&memory_).allocate(earning_.size());
        std::ranges::copy(earning_, first);
        return {first, earning_.size()};
    }

    const Basket& basket_;
    std::pmr::vector<std::uint32_t> earning_;
    std::pmr::vector<std::uint32_t> lines_;  // rule by rule
    std::pmr::vector<std::uint32_t> ends_;   // in lines_, by rule
    std::pmr::memory_resource& memory_;
};

/// Why a rule with matching lines may not fire; nothing when it may.
std::optional<Reason> refusal(const Rule& rule,
                              const CompiledRule& compiled,
                              std::span<const std::uint32_t> matched,
                              const PurchaseFacts& facts,
                              const Book& book,
                              const LocalTime& now,
                              Trace& trace) {
    if (in_control_group_of(compiled, facts)) {
        trace.detail = "control_group";
        return Reason::ConditionFailed;
    }
    const ConditionResult conditions = check_conditions(compiled.asked, facts, matched, now);
    if (!conditions.holds) {
        trace.detail = conditions.failed;
        trace.missing = conditions.missing;
        return Reason::ConditionFailed;
    }
    if (!compiled.is_limited) return std::nullopt;
    if (nothing_left(rule, facts, book, trace)) return Reason::LimitReached;
    if (budget_exhausted(rule, book)) return Reason::BudgetExhausted;
    return std::nullopt;
}

}  // namespace

bool nothing_left(const Rule& rule, const PurchaseFacts& facts, const Book& book, Trace& trace) {
    if (rule.limits.empty()) return false;
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

bool in_control_group_of(const CompiledRule& rule, const PurchaseFacts& facts) {
    return rule.campaign && (in_holdout(facts.programme->document(), facts.member->id) ||
                             in_control_group(*rule.campaign, facts.member->id));
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

void Candidate::drop(Reason reason, std::string_view detail) {
    alive = false;
    trace->reason = reason;
    trace->detail = detail;
}

std::optional<TallyKey> limit_key(RuleId rule, const Limit& limit, Day local_day) {
    if (limit.period == Period::Transaction) return std::nullopt;
    std::int64_t period =
        period_key(limit.period, local_day) * 8 + static_cast<std::int64_t>(limit.period);
    return TallyKey{TallyKind::RuleLimit, rule.value, period};
}

std::pmr::vector<Candidate> find_candidates(const PurchaseFacts& facts,
                                            const Book& book,
                                            const LocalTime& now,
                                            std::pmr::memory_resource& memory,
                                            std::vector<Trace>& traces,
                                            std::size_t& looked_at) {
    const Programme& programme = *facts.programme;
    const Instant at = facts.occurred_at;
    LinesOfRules reached(programme, *facts.basket, memory);
    const bool suspended = is_suspended(programme, facts.store->brand_id, at);
    std::pmr::vector<Candidate> candidates(&memory);
    candidates.reserve(programme.rules().size());
    traces.reserve(programme.rules().size());
    for (std::size_t place = 0; place < programme.rules().size(); ++place) {
        const Rule& rule = programme.rules()[place];
        const CompiledRule& compiled = programme.rule_index()[place];
        if (!compiled.stands_at(at)) continue;
        Trace& trace = traces.emplace_back(compiled.trace_name, compiled.rule_id);
        if (suspended || !compiled.is_effective_at(at)) {
            trace.reason = Reason::NotEffective;
            continue;
        }
        const auto matched = reached.matched_by(place, rule, compiled);
        // An action has no lines: rules about purchases find none that match.
        const bool has_subject =
            facts.action.empty() ? !matched.empty() : compiled.is_about_actions;
        if (!has_subject) {
            trace.reason = Reason::NoMatchingLines;
            continue;
        }
        ++looked_at;
        if (auto why = refusal(rule, compiled, matched, facts, book, now, trace))
            trace.reason = *why;
        else
            candidates.push_back({&rule, &compiled, matched, &trace});
    }
    return candidates;
}

}  // namespace vuelve
