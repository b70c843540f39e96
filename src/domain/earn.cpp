#include "domain/earn.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <list>
#include <map>
#include <memory_resource>
#include <numeric>

#include "domain/alloc.h"
#include "domain/earn_base.h"
#include "domain/subscription.h"

namespace vuelve {
namespace {

/// One evaluation, step by step in the order of domain.md 3.7. What it needs on the way lives in
/// one piece of memory that goes with it.
class Evaluator {
 public:
    Evaluator(const PurchaseFacts& facts, const Book& book)
        : facts_(facts),
          book_(book),
          now_(local_time_of(*facts.store->zone, facts.occurred_at)),
          bases_(&memory_),
          candidates_(&memory_),
          awards_(&memory_),
          taken_by_rule_(&memory_),
          taken_today_(&memory_) {}

    Result<Evaluation> run() {
        for (const Currency& currency : facts_.programme->document().currencies)
            bases_.emplace_back(currency, facts_, memory_);
        candidates_ =
            find_candidates(facts_, book_, now_, memory_, result_.trace, result_.rules_looked_at);
        awards_.reserve(candidates_.size() + 4);
        // Base rules know neither groups nor exclusivity, so they can be earned first; `best` needs
        // what they gave.
        for (BaseOf& base : bases_) TRY(base.earn(candidates_, awards_));
        order_base_awards();
        TRY(decide_groups());
        decide_exclusive();
        TRY(multiply_all());
        give_bonuses();
        TRY(cap_all());
        finish();
        return std::move(result_);
    }

 private:
    BaseOf* base_of(CurrencyId currency) {
        for (BaseOf& base : bases_)
            if (base.currency().id == currency) return &base;
        return nullptr;
    }

    /// Base awards were made currency by currency; they are posted in the order of their rules.
    void order_base_awards() {
        std::ranges::sort(awards_, {}, [](const RawAward& award) {
            return std::pair(award.candidate, award.effect);
        });
    }

    Result<std::int64_t> stand_alone(const Candidate& candidate) {
        std::int64_t sum = 0;
        for (const Effect& effect : candidate.rule->effects) {
            if (effect.type == EffectType::Bonus) sum += effect.bonus.n;
            if (effect.type == EffectType::BonusPerQuantity)
                sum +=
                    quantity_of(facts_, candidate.matched) / effect.per_quantity * effect.bonus.n;
            if (effect.type == EffectType::Multiply)
                sum +=
                    TRY(base_of(effect.currency_id)->stand_alone(candidate.matched, effect.factor));
        }
        return sum;
    }

    Result<bool> decide_groups() {
        struct Kept {
            const Candidate* candidate = nullptr;
            std::int64_t award = 0;
        };
        std::pmr::vector<Kept> groups(facts_.programme->rule_index().groups() + 1, &memory_);
        for (const Candidate& candidate : candidates_) {
            if (candidate.compiled->group == 0) continue;
            Kept& kept = groups[candidate.compiled->group];
            const std::int64_t award =
                candidate.compiled->best_of_group ? TRY(stand_alone(candidate)) : 0;
            if (!kept.candidate || award > kept.award) kept = {&candidate, award};
        }
        for (Candidate& candidate : candidates_) {
            if (candidate.compiled->group == 0) continue;
            const Candidate* winner = groups[candidate.compiled->group].candidate;
            if (winner != &candidate) candidate.drop(Reason::ExcludedByGroup, winner->rule->id);
        }
        return true;
    }

    static bool shares_currency(const Rule& a, const Rule& b) {
        return std::ranges::any_of(a.effects, [&](const Effect& one) {
            return one.currency_id.value != 0 &&
                   std::ranges::any_of(b.effects, [&](const Effect& other) {
                       return other.currency_id == one.currency_id;
                   });
        });
    }

    void decide_exclusive() {
        for (std::size_t i = 0; i < candidates_.size(); ++i) {
            const Candidate& kept = candidates_[i];
            if (!kept.alive || !kept.rule->exclusive) continue;
            for (std::size_t later = i + 1; later < candidates_.size(); ++later) {
                Candidate& other = candidates_[later];
                if (other.alive && !other.compiled->earns_base &&
                    shares_currency(*kept.rule, *other.rule))
                    other.drop(Reason::ExcludedByExclusive, kept.rule->id);
            }
        }
    }

    Result<bool> multiply_by(BaseOf& base,
                             RuleId rule,
                             std::span<const std::uint32_t> lines,
                             const Ratio& factor,
                             Candidate* candidate,
                             const Effect* effect) {
        auto award = TRY(base.multiply(lines, factor));
        if (!award) {
            if (candidate) candidate->trace->reason = Reason::NoBase;
            return false;
        }
        award->candidate = candidate;
        award->effect = effect;
        award->rule = rule;
        awards_.push_back(*award);
        return true;
    }

    Result<bool> multiply_all() {
        const ProgrammeDocument& doc = facts_.programme->document();
        if (doc.tiers && doc.tiers->factor_currency_id.value != 0)
            for (const Level& level : doc.tiers->levels)
                if (level.code == facts_.level && Ratio(1) < level.factor)
                    TRY(multiply_by(*base_of(doc.tiers->factor_currency_id),
                                    facts_.programme->factor_rule("tier:", level.code), all_lines(),
                                    level.factor, nullptr, nullptr));
        for (const SubscriptionPlan& plan : doc.subscriptions) {
            if (Ratio(1) < plan.factor &&
                has_plan(facts_.member->subscriptions, plan.code, facts_.occurred_at))
                TRY(multiply_by(*base_of(plan.currency_id),
                                facts_.programme->factor_rule("subscription:", plan.code),
                                all_lines(), plan.factor, nullptr, nullptr));
        }
        for (Candidate& candidate : candidates_) {
            if (!candidate.alive) continue;
            for (const Effect& effect : candidate.rule->effects)
                if (effect.type == EffectType::Multiply)
                    TRY(multiply_by(*base_of(effect.currency_id), candidate.rule->number,
                                    candidate.matched, effect.factor, &candidate, &effect));
        }
        return true;
    }

    void give_bonuses() {
        for (Candidate& candidate : candidates_) {
            if (!candidate.alive) continue;
            for (const Effect& effect : candidate.rule->effects) {
                bool per_quantity = effect.type == EffectType::BonusPerQuantity;
                if (effect.type != EffectType::Bonus && !per_quantity) continue;
                RawAward award{.candidate = &candidate,
                               .effect = &effect,
                               .rule = candidate.rule->number,
                               .currency = effect.currency_id,
                               .units = effect.bonus.n,
                               .shared = per_quantity ? RawAward::Shared::ByQuantity
                                                      : RawAward::Shared::ByLines};
                if (per_quantity)
                    award.units *= quantity_of(facts_, candidate.matched) / effect.per_quantity;
                awards_.push_back(award);
            }
        }
    }

    /// What the rule's own limits leave of `units`, given what the rule took already in this
    /// purchase.
    std::int64_t cap_by_rule(const RawAward& award, std::int64_t units) {
        if (!award.candidate->compiled->is_limited) return units;
        const Rule& rule = *award.candidate->rule;
        std::int64_t room = units;
        std::int64_t taken = taken_by_rule_[{award.rule, award.currency}];
        if (rule.max_per_transaction) room = std::min(room, rule.max_per_transaction->n - taken);
        for (const Limit& limit : rule.limits) {
            if (!limit.points) continue;
            auto key = limit_key(rule.number, limit, now_.day);
            std::int64_t used = key ? book_.tally(facts_.member->id, *key).value : 0;
            room = std::min(room, limit.value - used - taken);
        }
        if (rule.budget) room = std::min(room, budget_of(rule.number, book_).left - taken);
        return room;
    }

    std::int64_t cap_by_day(const RawAward& award, std::int64_t room) {
        const Currency& currency = facts_.programme->currency(award.currency);
        if (!currency.daily_cap) return room;
        TallyKey key{TallyKind::DailyCap, currency.id.value, now_.day.value};
        std::int64_t used = book_.tally(facts_.member->id, key).value + taken_today_[currency.id];
        return std::min(room, currency.daily_cap->n - used);
    }

    /// Caps in the order of domain.md 2.11, in posting order, charging what is left after all of
    /// them.
    Result<bool> cap_all() {
        result_.earned.reserve(awards_.size());
        for (const RawAward& award : awards_) {
            if (award.units > amount_max) return refuse(ErrorCode::Overflow);
            std::int64_t room = award.candidate ? cap_by_rule(award, award.units) : award.units;
            room = std::max<std::int64_t>(0, cap_by_day(award, room));
            bool all_or_nothing = award.candidate && !award.candidate->rule->partial;
            std::int64_t units =
                room < award.units && all_or_nothing ? 0 : std::min(room, award.units);
            if (units == 0) continue;
            if (award.candidate) {
                award.candidate->fired = true;
                award.candidate->capped |= units < award.units;
                if (award.candidate->compiled->is_limited)
                    taken_by_rule_[{award.rule, award.currency}] += units;
            }
            taken_today_[award.currency] += units;
            earn(award, units);
        }
        return true;
    }

    /// How the lines share an award. Nothing of an action can come back.
    std::vector<std::int64_t> shares_of(const RawAward& award, std::int64_t units) {
        if (facts_.basket->lines.empty()) return {};
        if (award.shared == RawAward::Shared::Exactly) return alloc(units, award.exact);
        if (award.shared == RawAward::Shared::Whole) return alloc(units, award.whole);
        if (weights_.empty())
            weights_ = values_in(memory_, facts_.basket->lines.size(), std::int64_t{0});
        const bool by_quantity = award.shared == RawAward::Shared::ByQuantity;
        for (std::uint32_t line : award.candidate->matched) {
            const BasketLine& source = facts_.basket->lines[line];
            weights_[line] = by_quantity ? source.source->quantity : source.eligible.n;
        }
        auto shares = alloc(units, std::span<const std::int64_t>(weights_));
        for (std::uint32_t line : award.candidate->matched) weights_[line] = 0;
        return shares;
    }

    void earn(const RawAward& award, std::int64_t units) {
        Earned& made = result_.earned.emplace_back();
        made.rule = award.rule;
        made.currency = award.currency;
        made.units = Units{units};
        made.shares = shares_of(award, units);
        if (!award.candidate) return;
        const Rule& rule = *award.candidate->rule;
        made.on_return = award.effect->on_return;
        made.pending_days = rule.pending_days;
        made.expiry = rule.expiry ? &*rule.expiry : nullptr;
        made.funding = rule.funding;
        if (made.on_return == OnReturn::RevokeIfUnmet) {
            for (const Condition& condition : rule.conditions) {
                if (condition.type == ConditionType::MinAmount)
                    made.min_amount = Minor{condition.value};
                if (condition.type == ConditionType::MinQuantity)
                    made.min_quantity = condition.value;
            }
            made.matched.assign(facts_.basket->lines.size(), 0);
            for (std::uint32_t line : award.candidate->matched) made.matched[line] = 1;
        }
    }

    void finish() {
        for (Candidate& candidate : candidates_)
            if (candidate.alive) settle(candidate);
        for (const auto& [currency, units] : taken_today_) {
            if (!facts_.programme->currency(currency).daily_cap) continue;
            result_.counters.push_back(
                {{TallyKind::DailyCap, currency.value, now_.day.value}, {units, 0}});
        }
    }

    std::span<const std::uint32_t> all_lines() {
        const auto all = values_in(memory_, facts_.basket->lines.size(), std::uint32_t{0});
        std::iota(all.begin(), all.end(), 0U);
        return all;
    }

    /// Where a discount is taken from: the whole ticket, or what the rule is about.
    std::vector<std::uint32_t> lines_of(const Candidate& candidate, const Effect& effect) {
        const auto lines = effect.discount_scope == whole_basket ? all_lines() : candidate.matched;
        return {lines.begin(), lines.end()};
    }

    /// A rule that passed everything: what it grants besides units, its reason, its counters.
    void settle(Candidate& candidate) {
        const Rule& rule = *candidate.rule;
        for (const Effect& effect : rule.effects) {
            if (effect.type == EffectType::Coupon) result_.coupons.push_back(effect.code);
            if (effect.type == EffectType::Badge) result_.badges.push_back(effect.code);
            if (effect.type == EffectType::Discount)
                result_.discounts.push_back({rule.number, &effect, lines_of(candidate, effect)});
            candidate.fired |= effect.type == EffectType::Coupon ||
                               effect.type == EffectType::Badge ||
                               effect.type == EffectType::Discount;
        }
        if (!candidate.fired) {
            bool has_reason = candidate.trace->reason == Reason::LineTaken ||
                              candidate.trace->reason == Reason::NoBase;
            if (!has_reason) candidate.trace->reason = Reason::ZeroAward;
            return;
        }
        candidate.trace->reason = candidate.capped ? Reason::Capped : Reason::Fired;
        if (!candidate.compiled->is_limited) return;
        std::int64_t units = 0;
        for (const auto& [key, taken] : taken_by_rule_)
            if (key.first == rule.number) units += taken;
        std::pmr::map<TallyKey, Tally> by(&memory_);
        for (const Limit& limit : rule.limits)
            if (auto key = limit_key(rule.number, limit, now_.day)) by[*key] = Tally{units, 1};
        for (const auto& [key, change] : by) result_.counters.push_back({key, change});
        if (rule.budget && units > 0) result_.budgets.push_back({rule.number, Units{units}});
    }

    /// Enough for a basket of 20 lines and 50 campaigns; larger ones ask for more.
    alignas(std::max_align_t) std::array<std::byte, 24 * 1024> first_memory_;
    std::pmr::monotonic_buffer_resource memory_{first_memory_.data(), first_memory_.size()};
    const PurchaseFacts& facts_;
    const Book& book_;
    const LocalTime now_;
    std::pmr::list<BaseOf> bases_;
    std::pmr::vector<Candidate> candidates_;
    std::pmr::vector<RawAward> awards_;
    std::pmr::map<std::pair<RuleId, CurrencyId>, std::int64_t> taken_by_rule_;
    std::pmr::map<CurrencyId, std::int64_t> taken_today_;
    std::span<std::int64_t> weights_;  // of the lines, by one award; 0 between two
    Evaluation result_;
};

}  // namespace

std::vector<Trace> told(std::span<const RuleTrace> traces) {
    std::vector<Trace> all;
    all.reserve(traces.size());
    for (const RuleTrace& trace : traces)
        all.emplace_back(trace.rule->trace_name, trace.rule->rule_id, trace.reason,
                         std::string(trace.detail), trace.missing);
    return all;
}

Result<Evaluation> evaluate(const PurchaseFacts& facts, const Book& book) {
    return Evaluator(facts, book).run();
}

}  // namespace vuelve
