#include "codec/sentences.h"

#include <algorithm>
#include <boost/container/small_vector.hpp>

#include "codec/sentences_refusals.h"
#include "codec/sentences_teller.h"
#include "domain/pay_points.h"
#include "domain/versions.h"

namespace vuelve {
namespace {

/// All sentences of one answer.
class Explainer {
 public:
    Explainer(const Receipt& receipt,
              const Telling& telling,
              const std::function<void(const Explained&)>& tell)
        : receipt_(receipt), telling_(telling), tell_(tell), rules_(receipt, telling) {}

    void tell_fired() {
        for (std::size_t i = 0; i < receipt_.effects.size(); ++i)
            if (currency_of(receipt_.effects[i]).kind != CurrencyKind::Status) explain_award(i);
        for (const Trace& trace : receipt_.trace)
            if (has_fired(trace)) explain_grants(trace);
    }

    void tell_refused() {
        each_refusal(receipt_, rules_,
                     [&](const Trace& trace, Lacked what) { explain_refusal(trace, what); });
    }

 private:
    const Currency& currency_of(const AwardLine& award) const {
        return telling_.programme.currency(award.currency);
    }

    const Teller& teller() const {
        if (!teller_) teller_.emplace(telling_.programme, telling_.language);
        return *teller_;
    }
    bool stood(const Rule& rule) const { return stands_at(rule, rules_.told_at()); }

    void explain_award(std::size_t award_place) {
        const AwardLine& award = receipt_.effects[award_place];
        const std::string& id = telling_.programme.symbols().code(award.rule.value);
        if (!telling_.in_words) {
            tell_({.rule = id, .award = award_place});
            return;
        }
        std::size_t place = 0;
        while (place < receipt_.trace.size() &&
               (receipt_.trace[place].rule_id != id || !has_fired(receipt_.trace[place])))
            ++place;
        bool configured = place < receipt_.trace.size();
        const Rule* rule = configured ? rules_.rule_of(receipt_.trace[place]) : nullptr;
        std::string text = configured ? award_text(award, rule, id) : factor_text(award, id);
        if (configured && receipt_.trace[place].reason == Reason::Capped && text.ends_with('.')) {
            text.pop_back();
            text += teller().phrases().capped;
        }
        tell_({.rule = id, .text = std::move(text), .award = award_place});
    }

    std::string award_text(const AwardLine& award, const Rule* rule, const std::string& id) const {
        const Phrases& phrases = teller().phrases();
        std::string_view name = teller().rule_name(rule, id);
        std::string points = teller().units(award.points, currency_of(award));
        if (const StampCard* card = card_of(award.currency)) return stamps_text(award, *card);
        auto gives = [&](EffectType type) {
            return rule && std::ranges::any_of(rule->effects, [&](const Effect& effect) {
                       return effect.type == type && effect.currency_id == award.currency;
                   });
        };
        if (gives(EffectType::Multiply)) return fill(phrases.more, {name, points});
        if (gives(EffectType::EarnBase))
            if (Minor amount = base_amount(award, *rule); amount.n > 0)
                return fill(phrases.base, {name, points, teller().money(amount)});
        return fill(phrases.plain, {name, points});
    }

    /// Money the base points were earned on; 0 when the lines are not known.
    Minor base_amount(const AwardLine& award, const Rule& rule) const {
        // Another base rule may have taken a matching line; then only a share tells them apart.
        auto rivals = std::ranges::count_if(telling_.programme.rules(), [&](const Rule& other) {
            return stood(other) && std::ranges::any_of(other.effects, [&](const Effect& effect) {
                       return effect.type == EffectType::EarnBase &&
                              effect.currency_id == award.currency;
                   });
        });
        Minor sum{0};
        for (std::size_t i = 0; i < telling_.lines.size(); ++i) {
            const RecordedLine& line = telling_.lines[i];
            LineFacts facts{line.sku, line.category, line.brand};
            bool matches = std::ranges::all_of(rule.conditions, [&](const Condition& condition) {
                return !is_line_condition(condition) || line_matches(condition, facts);
            });
            bool counted = rivals == 1 || (i < award.lines.size() && award.lines[i] > 0);
            if (matches && counted) sum += line.eligible;
        }
        return sum;
    }

    /// Awards of no configured rule: "tier:PLATA", "subscription:PLUS".
    std::string factor_text(const AwardLine& award, const std::string& id) const {
        const Phrases& phrases = teller().phrases();
        std::string points = teller().units(award.points, currency_of(award));
        std::string code = id.substr(id.find(':') + 1);
        if (const auto& tiers = telling_.programme.document().tiers;
            tiers && id.starts_with("tier:"))
            for (const Level& level : tiers->levels)
                if (level.code == code)
                    return fill(phrases.tier_factor,
                                {teller().level_name(code), teller().number(level.factor), points});
        if (id.starts_with("subscription:"))
            if (const SubscriptionPlan* plan = telling_.programme.find_plan(code))
                return fill(phrases.plan_factor,
                            {teller().plan_name(code), teller().number(plan->factor), points});
        if (const Challenge* challenge =
                id.starts_with("challenge:") ? telling_.programme.find_challenge(code) : nullptr)
            return fill(phrases.plain,
                        {text_in(challenge->name, telling_.language, challenge->code), points});
        if (const Club* club =
                id.starts_with("club:") ? telling_.programme.find_club(code) : nullptr)
            return fill(phrases.plain, {text_in(club->name, telling_.language, code), points});
        return fill(phrases.plain, {id, points});
    }

    const StampCard* card_of(CurrencyId currency) const {
        for (const StampCard& card : telling_.programme.document().stamp_cards)
            if (card.currency_id == currency) return &card;
        return nullptr;
    }

    std::string stamps_text(const AwardLine& award, const StampCard& card) const {
        const Phrases& phrases = teller().phrases();
        const Currency& currency = currency_of(award);
        std::string won = teller().units(award.points, currency);
        Units held{0};
        for (const BalanceLine& balance : receipt_.balances)
            if (balance.currency == award.currency) held = balance.available;
        Units missing = card.goal - held;
        std::string_view phrase = missing.n <= 0        ? phrases.stamps_complete
                                  : missing == Units{1} ? phrases.stamps_one_missing
                                                        : phrases.stamps;
        return fill(phrase, {won, teller().number(held.n, currency.scale),
                             teller().number(missing.n, currency.scale)});
    }

    void explain_grants(const Trace& trace) {
        const Rule* rule = rules_.rule_of(trace);
        if (!rule) return;
        const auto is_told = [](const Effect& effect) {
            return effect.type == EffectType::Coupon || effect.type == EffectType::Badge ||
                   effect.type == EffectType::Discount;
        };
        if (std::ranges::none_of(rule->effects, is_told)) return;
        const Phrases& phrases = teller().phrases();
        std::string_view name = teller().rule_name(rule, trace.rule_id);
        for (const Effect& effect : rule->effects) {
            std::string text;
            if (effect.type == EffectType::Coupon)
                text = fill(phrases.coupon_won, {name, teller().coupon_name(effect.code)});
            if (effect.type == EffectType::Badge &&
                std::ranges::count(receipt_.badges, effect.code) > 0)
                text = fill(phrases.badge_won, {name, teller().badge_name(effect.code)});
            if (effect.type == EffectType::Discount) text = fill(phrases.discount_given, {name});
            if (!text.empty())
                tell_({.rule = trace.rule_id,
                       .text = std::move(text),
                       .kind = Explained::Kind::Grant});
        }
    }

    void explain_refusal(const Trace& trace, Lacked what) {
        Explained told{.rule = trace.rule_id, .kind = Explained::Kind::Refused};
        if (telling_.in_words) told.text = refusal_text(trace, rules_.rule_of(trace));
        if (what == Lacked::Money) told.missing = Minor{trace.missing};
        if (what == Lacked::Quantity) told.missing_quantity = trace.missing;
        tell_(told);
    }

    std::string refusal_text(const Trace& trace, const Rule* rule) const {
        const Phrases& phrases = teller().phrases();
        switch (trace.reason) {
            case Reason::NotEffective: return not_effective_text(rule);
            case Reason::ConditionFailed:
                return fill(phrases.refused, {condition_text(trace, rule)});
            case Reason::NoMatchingLines: return no_lines_text(rule);
            case Reason::LimitReached: return limit_text(trace, rule);
            case Reason::BudgetExhausted: return std::string(phrases.budget);
            case Reason::ExcludedByGroup:
            case Reason::ExcludedByExclusive:
                return fill(phrases.excluded, {name_by_id(trace.detail)});
            case Reason::LineTaken: return fill(phrases.line_taken, {rival_name(trace, rule)});
            case Reason::NoBase:
            case Reason::ZeroAward: return nothing_text(trace.reason, rule);
            case Reason::Fired:
            case Reason::Capped: break;
        }
        return {};
    }

    std::string not_effective_text(const Rule* rule) const {
        const Phrases& phrases = teller().phrases();
        const bool is_suspended = std::ranges::any_of(
            receipt_.not_earning,
            [](const NotEarningLine& line) { return line.reason == NotEarning::SuspendedBrand; });
        if (is_suspended) return std::string(phrases.brand_suspended);
        if (!rule || rule->state == RuleState::Ended) return std::string(phrases.ended);
        if (rule->state == RuleState::Paused) return std::string(phrases.paused);
        const Zone& zone = telling_.programme.zone();
        const Instant when = rules_.told_at();
        const Day today = telling_.today.value_or(zone.local_day(receipt_.at));
        if (rule->effective_from && when < *rule->effective_from) {
            const Day first = zone.local_day(*rule->effective_from);
            if (first == today) return std::string(phrases.starts_today);
            if (first == today + 1) return std::string(phrases.starts_tomorrow);
            return fill(phrases.starts, {teller().date(first, today)});
        }
        if (!rule->effective_to) return std::string(phrases.ended);
        const Day last = zone.local_day(*rule->effective_to + -1);
        if (last == today) return std::string(phrases.ended_today);
        if (last + 1 == today) return std::string(phrases.ended_yesterday);
        return fill(phrases.ended_on, {teller().date(last, today)});
    }

    std::string no_lines_text(const Rule* rule) const {
        const std::string place = rule ? teller().place_of(rule->conditions) : std::string();
        if (place.empty()) return std::string(teller().phrases().no_lines);
        return fill(teller().phrases().no_lines_of, {place});
    }

    std::string condition_text(const Trace& trace, const Rule* rule) const {
        if (trace.detail == "control_group") return std::string(teller().phrases().control_group);
        if (rule)
            for (const Condition& condition : rule->conditions)
                if (name_of(condition.type) == trace.detail)
                    return teller().refused(condition, trace.missing,
                                            teller().place_of(rule->conditions));
        return teller().refused(Condition{.type = ConditionType::Attribute}, 0);
    }

    std::string limit_text(const Trace& trace, const Rule* rule) const {
        const Phrases& phrases = teller().phrases();
        const Limit* reached = nullptr;
        if (rule)
            for (const Limit& limit : rule->limits) {
                if (limit.period == Period::Transaction) continue;
                bool is_it = !limit.points && trace.missing >= limit.value;
                if (!reached || is_it) reached = &limit;
                if (is_it) break;
            }
        std::string_view period =
            reached ? phrases.this_period[static_cast<std::size_t>(reached->period)] : "";
        if (reached && reached->points && !rule->effects.empty())
            if (const Currency* currency =
                    telling_.programme.find_currency(rule->effects.front().currency))
                return fill(phrases.points_limit,
                            {teller().units(Units{reached->value}, *currency), period});
        return fill(trace.missing == 1 ? phrases.used_once : phrases.used_times,
                    {teller().number(trace.missing, 0), period});
    }

    std::string nothing_text(Reason reason, const Rule* rule) const {
        const Phrases& phrases = teller().phrases();
        const Currency* currency = nullptr;
        if (rule)
            for (const Effect& effect : rule->effects)
                if (!currency) currency = telling_.programme.find_currency(effect.currency);
        if (!currency) currency = &telling_.programme.document().currencies.front();
        if (reason == Reason::NoBase)
            return fill(phrases.no_base, {teller().currency_word(*currency)});
        return fill(phrases.zero, {teller().one_of(*currency)});
    }

    std::string name_by_id(const std::string& id) const {
        for (const Rule& rule : telling_.programme.rules())
            if (rule.id == id && stood(rule)) return std::string(teller().rule_name(&rule, id));
        return id;
    }

    /// The base rule that earned on the lines instead.
    std::string rival_name(const Trace& trace, const Rule* rule) const {
        for (const Trace& other : receipt_.trace) {
            const Rule* rival = has_fired(other) ? rules_.rule_of(other) : nullptr;
            if (!rival || !rule || other.rule_id == trace.rule_id) continue;
            for (const Effect& theirs : rival->effects)
                for (const Effect& ours : rule->effects)
                    if (theirs.type == EffectType::EarnBase && ours.type == EffectType::EarnBase &&
                        theirs.currency_id == ours.currency_id)
                        return std::string(teller().rule_name(rival, rival->id));
        }
        return std::string(teller().phrases().another_rule);
    }

    const Receipt& receipt_;
    const Telling& telling_;
    const std::function<void(const Explained&)>& tell_;
    const StoodRules rules_;
    mutable std::optional<Teller> teller_{};  // made for the first sentence: many want none
};

/// "Ganaste 1,820 puntos y 1 estrella" at the end of `line`; nothing where nothing was earned.
void append_earned(std::string& line, const Receipt& receipt, const Teller& teller) {
    struct Earned {
        Units sum;
        const Currency* currency;
    };
    boost::container::small_vector<Earned, 4> earned;
    for (const Currency& currency : teller.programme().document().currencies) {
        if (currency.kind == CurrencyKind::Status) continue;
        Units sum{0};
        for (const AwardLine& award : receipt.effects)
            if (award.currency == currency.id) sum += award.points;
        if (sum.n > 0) earned.push_back({sum, &currency});
    }
    if (earned.empty()) return;
    if (earned.size() == 1)
        return fill_into(line, teller.phrases().earned,
                         {teller.units(earned[0].sum, *earned[0].currency)});
    std::vector<std::string> texts;
    for (const Earned& one : earned) texts.push_back(teller.units(one.sum, *one.currency));
    fill_into(line, teller.phrases().earned, {teller.list(texts, teller.phrases().and_word)});
}

void append_balance(std::string& line, const BalanceLine& balance, const Teller& teller) {
    const Phrases& phrases = teller.phrases();
    const Currency& currency = teller.programme().currency(balance.currency);
    if (!currency.money_value) return;
    const Units shown = balance.available + balance.debt;  // domain.md 1.10, "saldo"
    const std::string units = teller.units(shown, currency);
    if (currency.kind == CurrencyKind::Wallet || shown.n <= 0)
        fill_into(line, phrases.balance, {units});
    else
        fill_into(line, phrases.balance_worth, {units, teller.money(value_of(currency, shown))});
}

void append_next_level(std::string& line,
                       const TierPreview& tier,
                       const Tiers& tiers,
                       const Teller& teller) {
    const Phrases& phrases = teller.phrases();
    std::int64_t missing = tier.missing.value_or(0);
    if (tier.next_level.value == 0 || missing <= 0) return;
    std::string amount;
    bool single = missing == 1;
    if (tiers.metric == Tiers::Metric::Spend) {
        amount = teller.money(Minor{missing});
        single = false;
    } else if (tiers.metric == Tiers::Metric::Visits) {
        amount = fill(single ? phrases.visit : phrases.visits, {teller.number(missing, 0)});
    } else {
        amount = teller.units(Units{missing}, teller.programme().currency(tiers.currency_id));
    }
    std::string_view name =
        teller.level_name(teller.programme().symbols().code(tier.next_level.value));
    fill_into(line, single ? phrases.next_level_one : phrases.next_level, {amount, name});
}

}  // namespace

std::vector<Explained> explain(const Receipt& receipt, const Telling& telling) {
    std::vector<Explained> told;
    each_explained(receipt, telling, [&](const Explained& one) { told.push_back(one); });
    return told;
}

void each_explained(const Receipt& receipt,
                    const Telling& telling,
                    const std::function<void(const Explained&)>& tell) {
    Explainer explainer(receipt, telling, tell);
    explainer.tell_fired();
    explainer.tell_refused();
}

void each_fired(const Receipt& receipt,
                const Telling& telling,
                const std::function<void(const Explained&)>& tell) {
    Explainer(receipt, telling, tell).tell_fired();
}

std::vector<std::string> ticket_lines(const Receipt& receipt, const Telling& telling) {
    std::vector<std::string> lines;
    each_ticket_line(receipt, telling, [&](const std::string& line) { lines.push_back(line); });
    return lines;
}

void each_ticket_line(const Receipt& receipt,
                      const Telling& telling,
                      const std::function<void(const std::string&)>& tell) {
    const Teller teller(telling.programme, telling.language);
    const ProgrammeDocument& document = telling.programme.document();
    std::string line;  // one for all: most are longer than what costs no memory
    const auto told = [&] {
        if (!line.empty()) tell(line);
        line.clear();
    };
    line = teller.text(document.name, document.code);
    if (!telling.member_name.empty()) (line += " - ") += telling.member_name;
    tell(line);
    line.clear();
    append_earned(line, receipt, teller);
    told();
    for (const BalanceLine& balance : receipt.balances) {
        append_balance(line, balance, teller);
        told();
    }
    if (receipt.tier && document.tiers)
        append_next_level(line, *receipt.tier, *document.tiers, teller);
    told();
}

std::string not_earning_text(const NotEarningLine& line, const Telling& telling) {
    const Phrases& phrases = phrases_of(telling.language);
    if (line.reason == NotEarning::PaidWithoutEarning)
        return std::string(phrases.paid_without_earning);
    if (line.reason == NotEarning::SuspendedBrand) return std::string(phrases.brand_suspended);
    if (line.reason == NotEarning::ExcludedCategory)
        for (const RecordedLine& known : telling.lines)
            for (const std::string& excluded : telling.programme.document().excluded_categories)
                if (known.line == line.line && category_under(known.category, excluded))
                    return capitalised(fill(phrases.category_excluded, {category_word(excluded)}));
    return std::string(phrases.sku_excluded);
}

}  // namespace vuelve
