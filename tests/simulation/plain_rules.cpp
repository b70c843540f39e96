#include "plain_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "domain/subscription.h"
#include "domain/suspension.h"
#include "evaluation_text.h"
#include "plain_numbers.h"

namespace vuelve::sim {
namespace {

struct PlainRule {
    const Rule* rule = nullptr;
    Trace trace{};
    std::vector<std::uint32_t> lines{};
    bool alive = false, fired = false, capped = false;
};

struct PlainAward {
    PlainRule* rule = nullptr;
    const Effect* effect = nullptr;
    RuleId number{};
    CurrencyId currency{};
    std::int64_t units = 0;
    std::vector<Exact> weights{};
};

/// Base points of one currency, line by line.
struct PlainBase {
    explicit PlainBase(std::size_t lines)
        : base(lines),
          factor(lines, Exact(1)),
          taken(lines),
          by_line(lines),
          first_by_line(lines) {}

    std::vector<Exact> base, factor;
    std::vector<bool> taken;
    std::vector<std::int64_t> by_line, first_by_line;  // rounding_scope line
    std::int64_t given = 0, first_given = 0;
};

class PlainEvaluation {
 public:
    PlainEvaluation(const PurchaseFacts& facts, const Book& book)
        : facts_(facts),
          book_(book),
          doc_(facts.programme->document()),
          lines_(facts.basket->lines),
          today_(facts.store->zone->local_day(facts.occurred_at)) {}

    std::string text() {
        for (const Currency& currency : doc_.currencies)
            bases_.emplace(currency.id, PlainBase(lines_.size()));
        for (const Rule& rule : facts_.programme->rules()) judge(rule);
        for (PlainRule& rule : rules_) earn_base(rule);
        decide_groups();
        decide_exclusive();
        multiply_all();
        give_bonuses();
        std::string text;
        for (const PlainAward& award : awards_) text += capped(award);
        settle();
        for (const PlainRule& rule : rules_) text += trace_text(rule.trace);
        for (const auto& [currency, units] : today_by_currency_)
            if (facts_.programme->currency(currency).daily_cap)
                counters_ +=
                    counter_text({{TallyKind::DailyCap, currency.value, today_.value}, {units, 0}});
        for (const auto& [type, granted] : granted_) text += granted;
        return text + counters_ + budgets_;
    }

 private:
    void judge(const Rule& rule) {
        const Instant at = facts_.occurred_at;
        if ((rule.stands_from && at < *rule.stands_from) ||
            (rule.stands_to && at >= *rule.stands_to))
            return;
        PlainRule& judged = rules_.emplace_back(PlainRule{.rule = &rule});
        judged.trace = {.rule = rule.trace_name(), .rule_id = rule.id};
        for (std::uint32_t i = 0; i < lines_.size(); ++i) {
            const PurchaseLine& source = *lines_[i].source;
            const LineFacts line{source.sku, source.category, source.brand};
            if (lines_[i].eligible.n > 0 &&
                std::ranges::all_of(rule.conditions, [&](const Condition& condition) {
                    return !is_line_condition(condition) || line_matches(condition, line);
                }))
                judged.lines.push_back(i);
        }
        judged.alive = may_fire(judged);
    }

    bool may_fire(PlainRule& judged) {
        const Rule& rule = *judged.rule;
        const Instant at = facts_.occurred_at;
        const auto refused = [&](Reason reason, std::string_view detail, std::int64_t missing) {
            judged.trace.reason = reason;
            judged.trace.detail = detail;
            judged.trace.missing = missing;
            return false;
        };
        if (is_suspended(*facts_.programme, facts_.store->brand_id, at) ||
            rule.state != RuleState::Active || (rule.effective_from && at < *rule.effective_from) ||
            (rule.effective_to && at >= *rule.effective_to))
            return refused(Reason::NotEffective, "", 0);
        if (facts_.action.empty() ? judged.lines.empty() : !is_about_actions(rule))
            return refused(Reason::NoMatchingLines, "", 0);
        if (const Campaign* campaign = campaign_of(rule);
            campaign &&
            (in_holdout(doc_, facts_.member->id) || in_control_group(*campaign, facts_.member->id)))
            return refused(Reason::ConditionFailed, "control_group", 0);
        const auto conditions = check_conditions(rule.conditions, facts_, judged.lines);
        if (!conditions.holds)
            return refused(Reason::ConditionFailed, conditions.failed, conditions.missing);
        for (const Limit& limit : rule.limits) {
            const Tally used = tally_of(rule, limit);
            if (limit.period != Period::Transaction &&
                (limit.points ? used.value : used.count) >= limit.value)
                return refused(Reason::LimitReached, "", used.count);
        }
        if (rule.budget && budget_left(rule) <= 0) return refused(Reason::BudgetExhausted, "", 0);
        return true;
    }

    const Campaign* campaign_of(const Rule& rule) const {
        auto found = std::ranges::find(doc_.campaigns, rule.campaign, &Campaign::code);
        return found == doc_.campaigns.end() ? nullptr : &*found;
    }
    Tally tally_of(const Rule& rule, const Limit& limit) const {
        const auto key = limit_key(rule.number, limit, today_);
        return key ? book_.tally(facts_.member->id, *key) : Tally{};
    }
    std::int64_t budget_left(const Rule& rule) const {
        const std::int64_t full = rule.budget->n;
        const Resource kept =
            book_.resource({ResourceKind::RuleBudget, rule.number.value, 0}, full);
        return full - (kept.total - kept.left);
    }
    void earn_base(PlainRule& rule) {
        if (!rule.alive) return;
        for (const Effect& effect : rule.rule->effects) {
            if (effect.type != EffectType::EarnBase) continue;
            PlainBase& of = bases_.at(effect.currency_id);
            std::vector<std::uint32_t> own;
            for (std::uint32_t line : rule.lines)
                if (!of.taken[line]) own.push_back(line);
            if (own.empty())
                rule.trace.reason = Reason::LineTaken;
            else
                earn_lines(rule, effect, own, of);
        }
    }

    /// domain.md 2.8
    void earn_lines(PlainRule& rule,
                    const Effect& effect,
                    const std::vector<std::uint32_t>& own,
                    PlainBase& of) {
        const Currency& currency = facts_.programme->currency(effect.currency_id);
        const Exact points = exact(effect.points) * power_of_ten(currency.scale);
        Whole eligible = 0;
        for (std::uint32_t line : own) eligible += lines_[line].eligible.n;
        const Exact steps =
            effect.step ? Exact(eligible / effect.per.n) : Exact(eligible, effect.per.n);
        const Exact all = steps * points;
        PlainAward award = award_of(&rule, &effect, rule.rule->number, currency.id);
        std::vector<Exact> by_money(lines_.size());
        for (std::uint32_t line : own) {
            of.taken[line] = true;
            by_money[line] = lines_[line].eligible.n;
            of.base[line] = all * lines_[line].eligible.n / eligible;
        }
        const bool each = currency.rounding_scope == RoundingScope::Line && !effect.step;
        if (!each) award.units = rounded(all, currency.rounding);
        const auto shares = shared_out(award.units, by_money);
        award.weights = by_money;
        for (std::uint32_t line : own) {
            of.by_line[line] = each ? rounded(of.base[line], currency.rounding) : shares[line];
            of.first_by_line[line] = of.by_line[line];
            if (!each) continue;
            award.units += of.by_line[line];
            award.weights[line] = of.by_line[line];
        }
        of.given = of.first_given += award.units;
        awards_.push_back(award);
    }

    PlainAward award_of(PlainRule* rule, const Effect* effect, RuleId number, CurrencyId of) const {
        return {rule, effect, number, of, 0, std::vector<Exact>(lines_.size())};
    }

    Exact sum_at(const PlainBase& of, const std::vector<Exact>& factor) const {
        Exact sum = 0;
        for (std::size_t i = 0; i < lines_.size(); ++i) sum += of.base[i] * factor[i];
        return sum;
    }

    /// domain.md 3.7 step 6
    std::int64_t stand_alone(const PlainRule& rule) const {
        std::int64_t sum = 0;
        for (const Effect& effect : rule.rule->effects) {
            if (effect.type == EffectType::Bonus) sum += effect.bonus.n;
            if (effect.type == EffectType::BonusPerQuantity)
                sum += quantity_of(facts_, rule.lines) / effect.per_quantity * effect.bonus.n;
            if (effect.type != EffectType::Multiply) continue;
            const PlainBase& of = bases_.at(effect.currency_id);
            const Currency& currency = facts_.programme->currency(effect.currency_id);
            std::vector<Exact> factor(lines_.size(), Exact(1));
            for (std::uint32_t line : rule.lines) factor[line] = exact(effect.factor);
            if (currency.rounding_scope == RoundingScope::Basket)
                sum += rounded(sum_at(of, factor), currency.rounding) - of.first_given;
            else
                for (std::size_t i = 0; i < lines_.size(); ++i)
                    sum += rounded(of.base[i] * factor[i], currency.rounding) - of.first_by_line[i];
        }
        return sum;
    }

    void decide_groups() {
        std::map<std::string, std::pair<const PlainRule*, std::int64_t>> kept;
        for (const PlainRule& rule : rules_) {
            if (!rule.alive || rule.rule->group.empty()) continue;
            const std::int64_t award =
                doc_.groups.at(rule.rule->group) == GroupMode::Best ? stand_alone(rule) : 0;
            auto [place, is_first] = kept.try_emplace(rule.rule->group, &rule, award);
            if (!is_first && award > place->second.second) place->second = {&rule, award};
        }
        for (PlainRule& rule : rules_)
            if (rule.alive && !rule.rule->group.empty())
                if (const PlainRule* winner = kept[rule.rule->group].first; winner != &rule)
                    drop(rule, Reason::ExcludedByGroup, *winner);
    }

    static void drop(PlainRule& rule, Reason reason, const PlainRule& winner) {
        rule.alive = false;
        rule.trace.reason = reason;
        rule.trace.detail = winner.rule->id;
    }

    void decide_exclusive() {
        for (std::size_t i = 0; i < rules_.size(); ++i)
            for (std::size_t later = i + 1; later < rules_.size(); ++later)
                if (rules_[i].alive && rules_[i].rule->exclusive && rules_[later].alive &&
                    yields_to(*rules_[later].rule, *rules_[i].rule))
                    drop(rules_[later], Reason::ExcludedByExclusive, rules_[i]);
    }

    static bool yields_to(const Rule& rule, const Rule& exclusive) {
        bool same = false;
        for (const Effect& one : rule.effects) {
            if (one.type == EffectType::EarnBase) return false;
            for (const Effect& other : exclusive.effects)
                same |= one.currency_id.value != 0 && one.currency_id == other.currency_id;
        }
        return same;
    }

    /// domain.md 2.9
    void multiply(PlainAward award, const std::vector<std::uint32_t>& lines, const Exact& by) {
        PlainBase& of = bases_.at(award.currency);
        const Currency& currency = facts_.programme->currency(award.currency);
        const bool has_base =
            std::ranges::any_of(lines, [&](std::uint32_t line) { return of.base[line] != 0; });
        if (!has_base && award.rule) award.rule->trace.reason = Reason::NoBase;
        if (!has_base) return;
        const std::vector<Exact> before = of.factor;
        for (std::uint32_t line : lines) {
            Exact& factor = of.factor[line];
            switch (doc_.multiplier_stacking) {
                case MultiplierStacking::Additive: factor += by - 1; break;
                case MultiplierStacking::Multiplicative: factor *= by; break;
                case MultiplierStacking::Max: factor = std::max(factor, by); break;
            }
        }
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            award.weights[i] = of.base[i] * (of.factor[i] - before[i]);
            if (currency.rounding_scope == RoundingScope::Basket) continue;
            const std::int64_t now = rounded(of.base[i] * of.factor[i], currency.rounding);
            const std::int64_t more = std::max<std::int64_t>(0, now - of.by_line[i]);
            award.weights[i] = more;
            award.units += more;
            of.by_line[i] += more;
        }
        if (currency.rounding_scope == RoundingScope::Basket)
            award.units = std::max<std::int64_t>(
                0, rounded(sum_at(of, of.factor), currency.rounding) - of.given);
        of.given += award.units;
        awards_.push_back(award);
    }

    void multiply_all() {
        std::vector<std::uint32_t> all(lines_.size());
        std::iota(all.begin(), all.end(), 0U);
        for (const Level& level : doc_.tiers->levels)
            if (level.code == facts_.level && exact(level.factor) > 1)
                multiply(
                    award_of(nullptr, nullptr, facts_.programme->factor_rule("tier:", level.code),
                             doc_.tiers->factor_currency_id),
                    all, exact(level.factor));
        for (const SubscriptionPlan& plan : doc_.subscriptions)
            if (exact(plan.factor) > 1 &&
                has_plan(facts_.member->subscriptions, plan.code, facts_.occurred_at))
                multiply(award_of(nullptr, nullptr,
                                  facts_.programme->factor_rule("subscription:", plan.code),
                                  plan.currency_id),
                         all, exact(plan.factor));
        for (PlainRule& rule : rules_)
            for (const Effect& effect : rule.rule->effects)
                if (rule.alive && effect.type == EffectType::Multiply)
                    multiply(award_of(&rule, &effect, rule.rule->number, effect.currency_id),
                             rule.lines, exact(effect.factor));
    }

    void give_bonuses() {
        for (PlainRule& rule : rules_)
            for (const Effect& effect : rule.rule->effects) {
                const bool each = effect.type == EffectType::BonusPerQuantity;
                if (!rule.alive || (effect.type != EffectType::Bonus && !each)) continue;
                PlainAward award = award_of(&rule, &effect, rule.rule->number, effect.currency_id);
                award.units = effect.bonus.n;
                if (each) award.units *= quantity_of(facts_, rule.lines) / effect.per_quantity;
                for (std::uint32_t line : rule.lines)
                    award.weights[line] =
                        each ? lines_[line].source->quantity : lines_[line].eligible.n;
                awards_.push_back(award);
            }
    }

    /// domain.md 2.11 and 3.14
    std::string capped(const PlainAward& award) {
        std::int64_t room = award.units;
        if (award.rule) {
            const Rule& rule = *award.rule->rule;
            const std::int64_t taken = by_rule_[award.number];
            if (rule.max_per_transaction)
                room = std::min(room, rule.max_per_transaction->n -
                                          by_rule_and_currency_[{award.number, award.currency}]);
            for (const Limit& limit : rule.limits)
                if (limit.points)
                    room = std::min(room, limit.value - tally_of(rule, limit).value - taken);
            if (rule.budget) room = std::min(room, budget_left(rule) - taken);
        }
        const Currency& currency = facts_.programme->currency(award.currency);
        if (currency.daily_cap) {
            const TallyKey key{TallyKind::DailyCap, currency.id.value, today_.value};
            room =
                std::min(room, currency.daily_cap->n - book_.tally(facts_.member->id, key).value -
                                   today_by_currency_[currency.id]);
        }
        room = std::max<std::int64_t>(0, room);
        if (award.rule && !award.rule->rule->partial && room < award.units) room = 0;
        if (room == 0) return "";
        today_by_currency_[award.currency] += room;
        if (!award.rule) return posted(award, room);
        by_rule_[award.number] += room;
        by_rule_and_currency_[{award.number, award.currency}] += room;
        award.rule->fired = true;
        award.rule->capped |= room < award.units;
        return posted(award, room);
    }

    std::string posted(const PlainAward& award, std::int64_t units) const {
        Earned earned{.rule = award.number,
                      .currency = award.currency,
                      .units = Units{units},
                      .shares = shared_out(units, award.weights)};
        if (!award.rule) return award_text(earned);
        const Rule& rule = *award.rule->rule;
        earned.on_return = award.effect->on_return;
        earned.pending_days = rule.pending_days;
        earned.expiry = rule.expiry ? &*rule.expiry : nullptr;
        earned.funding = rule.funding;
        if (earned.on_return != OnReturn::RevokeIfUnmet) return award_text(earned);
        earned.matched.assign(lines_.size(), 0);
        for (std::uint32_t line : award.rule->lines) earned.matched[line] = 1;
        for (const Condition& condition : rule.conditions) {
            if (condition.type == ConditionType::MinAmount)
                earned.min_amount = Minor{condition.value};
            if (condition.type == ConditionType::MinQuantity) earned.min_quantity = condition.value;
        }
        return award_text(earned);
    }

    void settle() {
        for (PlainRule& rule : rules_) {
            if (!rule.alive) continue;
            for (const Effect& effect : rule.rule->effects) grant(rule, effect);
            Reason& reason = rule.trace.reason;
            if (!rule.fired) {
                if (reason != Reason::LineTaken && reason != Reason::NoBase)
                    reason = Reason::ZeroAward;
                continue;
            }
            reason = rule.capped ? Reason::Capped : Reason::Fired;
            const std::int64_t units = by_rule_[rule.rule->number];
            std::map<TallyKey, Tally> counted;
            for (const Limit& limit : rule.rule->limits)
                if (auto key = limit_key(rule.rule->number, limit, today_))
                    counted[*key] = {units, 1};
            for (const auto& [key, by] : counted) counters_ += counter_text({key, by});
            if (rule.rule->budget && units > 0)
                budgets_ += fmt::format("budget {}: {}\n", rule.rule->number.value, units);
        }
    }

    void grant(PlainRule& rule, const Effect& effect) {
        std::vector<std::uint32_t> from = rule.lines;
        if (effect.discount_scope == whole_basket) {
            from.resize(lines_.size());
            std::iota(from.begin(), from.end(), 0U);
        }
        std::string& granted = granted_[effect.type];
        switch (effect.type) {
            case EffectType::Coupon: granted += fmt::format("coupon {}\n", effect.code); break;
            case EffectType::Badge: granted += fmt::format("badge {}\n", effect.code); break;
            case EffectType::Discount: granted += discount_text(rule.rule->number, from); break;
            default: return;
        }
        rule.fired = true;
    }

    const PurchaseFacts& facts_;
    const Book& book_;
    const ProgrammeDocument& doc_;
    const std::vector<BasketLine>& lines_;
    const Day today_;
    std::vector<PlainRule> rules_;
    std::map<CurrencyId, PlainBase> bases_;
    std::vector<PlainAward> awards_;
    std::map<RuleId, std::int64_t> by_rule_;
    std::map<std::pair<RuleId, CurrencyId>, std::int64_t> by_rule_and_currency_;
    std::map<CurrencyId, std::int64_t> today_by_currency_;
    std::map<EffectType, std::string> granted_;
    std::string counters_, budgets_;
};

}  // namespace

std::string plainly_evaluated(const PurchaseFacts& facts, const Book& book) {
    return PlainEvaluation(facts, book).text();
}

}  // namespace vuelve::sim
