#include "domain/earn_candidates.h"

#include <algorithm>
#include <bit>

#include "domain/suspension.h"

namespace vuelve {
namespace {

/// The earning lines that each rule can reach.
class LinesOfRules {
 public:
    LinesOfRules(const Programme& programme,
                 const Basket& basket,
                 std::pmr::memory_resource& memory)
        : basket_(basket),
          words_((basket.lines.size() + 63) / 64),
          reached_(programme.rules().size() * words_, 0, &memory),
          earning_(&memory),
          lines_(&memory),
          memory_(memory) {
        earning_.reserve(basket.lines.size());
        std::size_t found = 0;
        for (std::uint32_t line = 0; line < basket.lines.size(); ++line) {
            if (basket.lines[line].eligible.n <= 0) continue;
            earning_.push_back(line);
            const PurchaseLine& source = *basket.lines[line].source;
            std::uint64_t* const word = reached_.data() + line / 64;
            const std::uint64_t bit = std::uint64_t{1} << line % 64;
            programme.rule_index().each_reachable(source.sku, source.category, source.brand,
                                                  [&](std::span<const std::uint32_t> rules) {
                                                      for (std::uint32_t rule : rules)
                                                          word[rule * words_] |= bit;
                                                      found += rules.size();
                                                  });
        }
        lines_.reserve(found);
    }

    /// The lines that meet all conditions of the rule about lines, ascending. Asked once a rule.
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
    std::span<std::uint32_t> lines_of(std::size_t place) {
        const std::size_t first = lines_.size();
        for (std::size_t word = 0; word < words_; ++word)
            for (std::uint64_t bits = reached_[place * words_ + word]; bits != 0; bits &= bits - 1)
                lines_.push_back(static_cast<std::uint32_t>(64 * word) +
                                 static_cast<std::uint32_t>(std::countr_zero(bits)));
        return std::span(lines_).subspan(first);
    }
    std::span<std::uint32_t> copy_of_earning() {
        std::uint32_t* first =
            std::pmr::polymorphic_allocator<std::uint32_t>(&memory_).allocate(earning_.size());
        std::ranges::copy(earning_, first);
        return {first, earning_.size()};
    }

    const Basket& basket_;
    const std::size_t words_;                  // a rule
    std::pmr::vector<std::uint64_t> reached_;  // by rule, a bit for each line
    std::pmr::vector<std::uint32_t> earning_;
    std::pmr::vector<std::uint32_t>
        lines_;  // of the rules asked so far; never grows beyond its reserve
    std::pmr::memory_resource& memory_;
};

/// The conditions of one purchase that are not about lines.
class Conditions {
 public:
    Conditions(const PurchaseFacts& facts, const LocalTime& now, std::pmr::memory_resource& memory)
        : index_(facts.programme->rule_index()),
          facts_(facts),
          now_(now),
          answers_(index_.asked_once(), Answer::NotAsked, &memory) {}

    /// The first that fails, in listed order.
    ConditionResult check(const CompiledRule& rule, std::span<const std::uint32_t> matched) {
        using Kind = AskedCondition::Kind;
        for (const AskedCondition& asked : index_.asked_of(rule)) {
            std::int64_t missing = 0;
            bool holds = false;
            switch (asked.kind) {
                case Kind::Once: holds = holds_for_all(asked); break;
                case Kind::OfMatched:
                    holds = condition_holds(*asked.condition, facts_, matched, now_);
                    break;
                case Kind::MinAmount:
                    missing = asked.at_least - amount_of(facts_, matched);
                    holds = missing <= 0;
                    break;
                case Kind::MinQuantity:
                    missing = asked.at_least - quantity_of(facts_, matched);
                    holds = missing <= 0;
                    break;
            }
            if (!holds) return {false, name_of(asked.type), missing};
        }
        return {};
    }

 private:
    enum class Answer : std::uint8_t { NotAsked, Holds, Fails };

    bool holds_for_all(const AskedCondition& asked) {
        Answer& answer = answers_[asked.once];
        if (answer == Answer::NotAsked)
            answer =
                condition_holds(*asked.condition, facts_, {}, now_) ? Answer::Holds : Answer::Fails;
        return answer == Answer::Holds;
    }

    const RuleIndex& index_;
    const PurchaseFacts& facts_;
    const LocalTime& now_;
    std::pmr::vector<Answer> answers_;  // of those that all rules share
};

/// Why a rule with matching lines may not fire; nothing when it may.
std::optional<Reason> refusal(const Rule& rule,
                              const CompiledRule& compiled,
                              std::span<const std::uint32_t> matched,
                              const PurchaseFacts& facts,
                              const Book& book,
                              Conditions& asked,
                              RuleTrace& trace) {
    if (compiled.campaign && in_control_group_of(compiled, facts)) {
        trace.detail = "control_group";
        return Reason::ConditionFailed;
    }
    const ConditionResult conditions = asked.check(compiled, matched);
    if (!conditions.holds) {
        trace.detail = conditions.failed;
        trace.missing = conditions.missing;
        return Reason::ConditionFailed;
    }
    if (!compiled.is_limited) return std::nullopt;
    if (const auto uses = used_up(rule, facts, book)) {
        trace.missing = *uses;
        return Reason::LimitReached;
    }
    if (budget_exhausted(rule, book)) return Reason::BudgetExhausted;
    return std::nullopt;
}

}  // namespace

std::optional<std::int64_t> used_up(const Rule& rule,
                                    const PurchaseFacts& facts,
                                    const Book& book) {
    if (rule.limits.empty()) return std::nullopt;
    Day today = facts.store->zone->local_day(facts.occurred_at);
    for (const Limit& limit : rule.limits) {
        auto key = limit_key(rule.number, limit, today);
        if (!key) continue;
        Tally used = book.tally(facts.member->id, *key);
        if ((limit.points ? used.value : used.count) >= limit.value) return used.count;
    }
    return std::nullopt;
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
                                            std::vector<RuleTrace>& traces,
                                            std::size_t& looked_at) {
    const Programme& programme = *facts.programme;
    const Instant at = facts.occurred_at;
    LinesOfRules reached(programme, *facts.basket, memory);
    Conditions conditions(facts, now, memory);
    const bool suspended = is_suspended(programme, facts.store->brand_id, at);
    std::pmr::vector<Candidate> candidates(&memory);
    const std::span<const Rule> rules = programme.rules();
    const RuleIndex& index = programme.rule_index();
    candidates.reserve(rules.size());
    traces.reserve(rules.size());
    for (std::size_t place = 0; place < rules.size(); ++place) {
        const Rule& rule = rules[place];
        const CompiledRule& compiled = index[place];
        if (!compiled.stands_at(at)) continue;
        RuleTrace& trace = traces.emplace_back(compiled.names);
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
        if (auto why = refusal(rule, compiled, matched, facts, book, conditions, trace))
            trace.reason = *why;
        else
            candidates.push_back({&rule, &compiled, matched, &trace});
    }
    return candidates;
}

}  // namespace vuelve
