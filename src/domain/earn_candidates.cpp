#include "domain/earn_candidates.h"

#include <algorithm>
#include <bit>

#include "domain/suspension.h"

namespace vuelve {
namespace {

/// The lines of one LineSet, found out when the first of its rules asks.
struct Lines {
    std::span<const std::uint32_t> matched;  // ascending
    std::int64_t amount = 0, quantity = 0;   // what they bring to minimums
    bool known = false;
};

/// The earning lines that meet the conditions of each rule about lines.
class LinesOfRules {
 public:
    LinesOfRules(const RuleIndex& index, const Basket& basket, std::pmr::memory_resource& memory)
        : sets_(index.line_sets()),
          basket_(basket),
          words_((basket.lines.size() + 63) / 64),
          reached_(values_in(memory, sets_.size() * words_, std::uint64_t{0})),
          of_sets_(values_in(memory, sets_.size(), Lines{})),
          memory_(memory) {
        const auto earning = values_in(memory, basket.lines.size(), std::uint32_t{0});
        std::size_t count = 0, found = 0;
        for (std::uint32_t line = 0; line < basket.lines.size(); ++line) {
            if (basket.lines[line].eligible.n <= 0) continue;
            earning[count++] = line;
            found += reach(index, *basket.lines[line].source, line);
        }
        earning_ = earning.first(count);
        free_ = values_in(memory, found, std::uint32_t{0});
    }

    const Lines& operator[](std::uint32_t set) {
        Lines& lines = of_sets_[set];
        if (lines.known) return lines;
        lines.known = true;
        lines.matched = matched_by(set);
        for (std::uint32_t line : lines.matched) {
            lines.amount += basket_.lines[line].eligible.n;
            lines.quantity += basket_.lines[line].source->quantity;
        }
        return lines;
    }

 private:
    /// How often the line reaches a set; it may reach one twice.
    std::size_t reach(const RuleIndex& index, const PurchaseLine& source, std::uint32_t line) {
        std::uint64_t* const word = reached_.data() + line / 64;
        const std::uint64_t bit = std::uint64_t{1} << line % 64;
        const std::size_t words = words_;
        std::size_t found = 0;
        index.each_reachable(source.sku, source.category, source.brand,
                             [&](std::span<const std::uint32_t> sets) {
                                 for (std::uint32_t set : sets) word[set * words] |= bit;
                                 found += sets.size();
                             });
        return found;
    }
    std::span<const std::uint32_t> matched_by(std::uint32_t number) {
        const LineSet& set = sets_[number];
        if (set.on_every_line && set.reached_is_matched) return earning_;
        const std::span<std::uint32_t> own =
            set.on_every_line ? copy_of_earning() : reached_by(number);
        if (set.reached_is_matched || own.empty()) return own;
        return own.first(keep_matching(set.rule->conditions, basket_, own));
    }
    std::span<std::uint32_t> reached_by(std::uint32_t number) {
        std::uint32_t* next = free_.data();
        std::uint32_t first = 0;
        for (std::uint64_t bits : reached_.subspan(number * words_, words_)) {
            for (; bits != 0; bits &= bits - 1)
                *next++ = first + static_cast<std::uint32_t>(std::countr_zero(bits));
            first += 64;
        }
        const auto count = static_cast<std::size_t>(next - free_.data());
        const auto lines = free_.first(count);
        free_ = free_.subspan(count);
        return lines;
    }
    std::span<std::uint32_t> copy_of_earning() {
        const auto copy = values_in(memory_, earning_.size(), std::uint32_t{0});
        std::ranges::copy(earning_, copy.begin());
        return copy;
    }

    const std::span<const LineSet> sets_;
    const Basket& basket_;
    const std::size_t words_;                 // a set
    const std::span<std::uint64_t> reached_;  // by set, a bit for each line
    const std::span<Lines> of_sets_;
    std::span<const std::uint32_t> earning_;
    std::span<std::uint32_t> free_;  // for the lines of the sets not asked yet
    std::pmr::memory_resource& memory_;
};

/// The conditions of one purchase that are not about lines.
class Conditions {
 public:
    Conditions(const PurchaseFacts& facts, const LocalTime& now, std::pmr::memory_resource& memory)
        : index_(facts.programme->rule_index()),
          facts_(facts),
          now_(now),
          answers_(values_in(memory, index_.asked_once(), Answer::NotAsked)) {}

    /// Do all of the rule's hold? Else the trace says which is the first that fails, in listed
    /// order.
    bool hold(const CompiledRule& rule, const Lines& lines, RuleTrace& trace) {
        for (const AskedCondition& asked : index_.asked_of(rule)) {
            if (holds(asked, lines, trace)) continue;
            trace.detail = asked.name;
            return false;
        }
        return true;
    }

 private:
    enum class Answer : std::uint8_t { NotAsked, Holds, Fails };

    bool holds(const AskedCondition& asked, const Lines& lines, RuleTrace& trace) {
        using Kind = AskedCondition::Kind;
        if (asked.kind == Kind::Once) return holds_for_all(asked);
        if (asked.kind == Kind::OfMatched)
            return condition_holds(*asked.condition, facts_, lines.matched, now_);
        const std::int64_t brought = asked.kind == Kind::MinAmount ? lines.amount : lines.quantity;
        if (asked.at_least <= brought) return true;
        trace.missing = asked.at_least - brought;
        return false;
    }

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
    const std::span<Answer> answers_;  // of those that all rules share
};

/// Why a rule with matching lines may not fire; nothing when it may.
std::optional<Reason> refusal(const Rule& rule,
                              const CompiledRule& compiled,
                              const Lines& lines,
                              const PurchaseFacts& facts,
                              const Book& book,
                              Conditions& asked,
                              RuleTrace& trace) {
    if (compiled.campaign && in_control_group_of(compiled, facts)) {
        trace.detail = "control_group";
        return Reason::ConditionFailed;
    }
    if (!asked.hold(compiled, lines, trace)) return Reason::ConditionFailed;
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
    LinesOfRules lines_of_rules(programme.rule_index(), *facts.basket, memory);
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
        RuleTrace& trace = traces.emplace_back(&index.names_of(place));
        if (suspended || !compiled.is_effective_at(at)) {
            trace.reason = Reason::NotEffective;
            continue;
        }
        const Lines& lines = lines_of_rules[compiled.lines];
        // An action has no lines: rules about purchases find none that match.
        const bool has_subject =
            facts.action.empty() ? !lines.matched.empty() : compiled.is_about_actions;
        if (!has_subject) {
            trace.reason = Reason::NoMatchingLines;
            continue;
        }
        ++looked_at;
        if (auto why = refusal(rule, compiled, lines, facts, book, conditions, trace))
            trace.reason = *why;
        else
            candidates.push_back({&rule, &compiled, lines.matched, &trace});
    }
    return candidates;
}

}  // namespace vuelve
