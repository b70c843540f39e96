#include "codec/terms.h"

#include <algorithm>
#include <optional>

#include "codec/sentences.h"
#include "codec/sentences_teller.h"
#include "codec/terms_words.h"

namespace vuelve {
namespace {

using Metric = Challenge::Metric;

/// Collects the sentences of one programme in one language.
class Terms {
 public:
    Terms(const Programme& programme, std::string_view language, Instant now)
        : teller_(programme, language),
          language_(language),
          words_(terms_words(language)),
          now_(now) {}

    const TermsWords& words() const { return words_; }
    void earn(std::vector<std::string>& out) const;
    void gifts(std::vector<std::string>& out) const;
    void value(std::vector<std::string>& out) const;
    void expiry(std::vector<std::string>& out) const;
    void levels(std::vector<std::string>& out) const;
    void stamps(std::vector<std::string>& out) const;
    void rewards(std::vector<std::string>& out) const;
    void challenges(std::vector<std::string>& out) const;
    void plans(std::vector<std::string>& out) const;
    void referral(std::vector<std::string>& out) const;
    void returns(std::vector<std::string>& out) const;
    std::string gift(bool invited) const;
    std::vector<LevelGift> level_gifts() const;

 private:
    const ProgrammeDocument& document() const { return teller_.programme().document(); }
    const Currency& currency(CurrencyId id) const { return teller_.programme().currency(id); }
    bool is_to_come(std::optional<Instant> end) const { return !end || *end > now_; }
    bool is_told(const Rule& rule) const;
    std::string units(Units units, CurrencyId id) const {
        return teller_.units(units, currency(id));
    }
    std::string word(const Currency& one) const { return std::string(teller_.currency_word(one)); }
    std::string counted(Metric metric, std::int64_t value) const;
    std::string days(std::int64_t days) const { return counted(Metric::DistinctDays, days); }
    std::string months(std::int64_t months) const;
    std::string day(Instant at) const {
        return teller_.date(teller_.programme().zone().local_day(at));
    }
    std::string won(EffectType type, CurrencyId id, Units points, const std::string& code) const;
    std::string expiry_of(const Currency& one) const;
    std::string threshold_of(const Tiers& tiers, const Level& level) const;
    std::string gives(const Tiers& tiers, const Level& level) const;

    Teller teller_;
    std::string_view language_;
    const TermsWords& words_;
    Instant now_;
};

bool is_gift(const Rule& rule) {
    return std::ranges::any_of(rule.conditions, [](const Condition& condition) {
        return condition.type == ConditionType::FirstPurchase ||
               condition.type == ConditionType::Birthday || condition.type == ConditionType::Action;
    });
}

/// Levels are told of by themselves; what is given to a few is told to them.
bool Terms::is_told(const Rule& rule) const {
    if (rule.state != RuleState::Active || !is_to_come(rule.effective_to)) return false;
    if (std::ranges::any_of(rule.conditions, [](const Condition& condition) {
            return condition.type == ConditionType::Segment;
        }))
        return false;
    return std::ranges::any_of(rule.effects, [&](const Effect& effect) {
        const Currency* of = teller_.programme().find_currency(effect.currency);
        return !of || of->kind != CurrencyKind::Status;
    });
}

std::string Terms::counted(Metric metric, std::int64_t value) const {
    if (metric == Metric::Spend) return fill(words_.spent, {teller_.money(Minor{value})});
    if (metric == Metric::Quantity) return teller_.units_of(value);
    const CountPhrase& phrase = teller_.phrases().counted[static_cast<std::size_t>(metric)];
    return fill(value == 1 ? phrase.one : phrase.many, {teller_.number(value, 0)});
}

std::string Terms::months(std::int64_t months) const {
    const bool whole_years = months % 12 == 0;
    const std::int64_t count = whole_years ? months / 12 : months;
    const CountPhrase& phrase = whole_years ? words_.years : words_.months;
    return fill(count == 1 ? phrase.one : phrase.many, {teller_.number(count, 0)});
}

std::string Terms::won(EffectType type,
                       CurrencyId id,
                       Units points,
                       const std::string& code) const {
    if (type == EffectType::Badge) return fill(words_.badge_prize, {teller_.badge_name(code)});
    if (type == EffectType::Coupon) return fill(words_.coupon_prize, {teller_.coupon_name(code)});
    return units(points, id);
}

void Terms::earn(std::vector<std::string>& out) const {
    for (const Rule& rule : document().rules)
        if (is_told(rule) && !is_gift(rule))
            out.push_back(describe_rule(rule, teller_.programme(), language_));
    const auto points =
        std::ranges::find(document().currencies, CurrencyKind::Points, &Currency::kind);
    if (points == document().currencies.end()) return;
    if (std::vector<std::string> nothing; !document().excluded_categories.empty()) {
        for (const std::string& path : document().excluded_categories)
            nothing.push_back(category_word(path));
        out.push_back(fill(words_.earns_nothing,
                           {word(*points), teller_.list(nothing, teller_.phrases().and_word)}));
    }
    if (teller_.programme().earns_nothing("points"))
        out.push_back(fill(words_.tenders_earn_nothing, {word(*points)}));
    for (const Currency& one : document().currencies) {
        if (one.kind == CurrencyKind::Status) continue;
        if (one.pending_days > 0)
            out.push_back(fill(words_.ready_after, {word(one), days(one.pending_days)}));
        if (one.daily_cap) out.push_back(fill(words_.per_day, {units(*one.daily_cap, one.id)}));
    }
}

void Terms::gifts(std::vector<std::string>& out) const {
    for (const Rule& rule : document().rules)
        if (is_told(rule) && is_gift(rule))
            out.push_back(describe_rule(rule, teller_.programme(), language_));
    if (const auto& gift = document().birthday; gift && gift->eligibility.empty())
        out.push_back(fill(words_.birthday, {won(gift->reward, gift->currency_id,
                                                 gift->reward_points, gift->reward_code)}));
}

void Terms::value(std::vector<std::string>& out) const {
    for (const Currency& one : document().currencies) {
        if (one.kind != CurrencyKind::Points && one.kind != CurrencyKind::Wallet) continue;
        if (one.money_value) {
            out.push_back(fill(words_.worth, {units(one.money_value->points, one.id),
                                              teller_.money(one.money_value->amount)}));
            const Units least = std::max(one.redeem.min_points, one.redeem.step);
            out.push_back(fill(words_.pay, {word(one), units(least, one.id),
                                            teller_.number(one.redeem.max_share)}));
        }
        if (!one.transfer) continue;
        out.push_back(fill(words_.transfer, {word(one), units(one.transfer->min, one.id)}));
        if (one.transfer->max_per_month)
            out.push_back(fill(words_.transfer_max, {units(*one.transfer->max_per_month, one.id)}));
        if (one.transfer->fee_percent != Ratio{0})
            out.push_back(fill(words_.transfer_fee, {teller_.number(one.transfer->fee_percent)}));
    }
}

std::string Terms::expiry_of(const Currency& one) const {
    using enum ExpiryPolicy::Type;
    const ExpiryPolicy& policy = one.expiry;
    const std::string name = word(one);
    const auto period = static_cast<std::size_t>(policy.period);
    const auto day_of_year = [&] {
        return fill(teller_.phrases().date_this_year,
                    {std::to_string(policy.day),
                     teller_.phrases().months[static_cast<std::size_t>(policy.month - 1)]});
    };
    switch (policy.type) {
        case Never: return fill(words_.never, {name});
        case FixedTerm:
            return fill(words_.after,
                        {name, policy.months > 0 ? months(policy.months) : days(policy.days)});
        case PeriodEnd:
            return policy.months == 0
                       ? fill(words_.period_end[period], {name})
                       : fill(words_.period_later[period], {name, months(policy.months)});
        case Annual:
            return policy.min_months == 0
                       ? fill(words_.annual, {name, day_of_year()})
                       : fill(words_.annual_from, {name, day_of_year(), months(policy.min_months)});
        case FixedDate: return fill(words_.fixed, {name, teller_.date(policy.date)});
        case Inactivity: break;
    }
    const std::size_t without = policy.earn_is_activity ? (policy.redeem_is_activity ? 2 : 0) : 1;
    return fill(words_.idle, {name, months(policy.months), words_.activity[without]});
}

void Terms::expiry(std::vector<std::string>& out) const {
    for (const Currency& one : document().currencies)
        if (one.kind != CurrencyKind::Status) out.push_back(expiry_of(one));
}

std::string Terms::threshold_of(const Tiers& tiers, const Level& level) const {
    if (tiers.metric == Tiers::Metric::Spend) return counted(Metric::Spend, level.threshold);
    if (tiers.metric == Tiers::Metric::Visits)
        return counted(Metric::PurchaseCount, level.threshold);
    return units(Units{level.threshold}, tiers.currency_id);
}

std::string Terms::gives(const Tiers& tiers, const Level& level) const {
    std::string text;
    if (level.factor != Ratio{1} && !tiers.factor_currency.empty())
        text = fill(words_.level_factor,
                    {teller_.number(level.factor), word(currency(tiers.factor_currency_id))});
    if (!level.reward_discount) return text;
    if (!text.empty()) text += ' ';
    return text + fill(words_.level_discount, {teller_.number(*level.reward_discount)});
}

std::vector<LevelGift> Terms::level_gifts() const {
    std::vector<LevelGift> gifts;
    if (!document().tiers) return gifts;
    for (const Level& level : document().tiers->levels)
        gifts.push_back({level.code, std::string(teller_.text(level.name, level.code)),
                         gives(*document().tiers, level)});
    return gifts;
}

void Terms::levels(std::vector<std::string>& out) const {
    if (!document().tiers) return;
    const Tiers& tiers = *document().tiers;
    for (const Level& level : tiers.levels) {
        std::string text = level.threshold == 0
                               ? fill(words_.level_base, {teller_.text(level.name, level.code)})
                               : fill(words_.level_from, {teller_.text(level.name, level.code),
                                                          threshold_of(tiers, level)});
        if (const std::string more = gives(tiers, level); !more.empty()) text += ' ' + more;
        out.push_back(std::move(text));
    }
    out.push_back(fill(words_.counted[static_cast<std::size_t>(tiers.window)],
                       {months(tiers.window_months)}));
}

void Terms::stamps(std::vector<std::string>& out) const {
    for (const StampCard& card : document().stamp_cards) {
        const Reward* reward = teller_.programme().find_reward(card.reward);
        const std::string_view prize =
            reward ? teller_.text(reward->name, reward->code) : std::string_view(card.reward);
        out.push_back(fill(words_.card, {units(card.goal, card.currency_id), prize}));
    }
}

void Terms::rewards(std::vector<std::string>& out) const {
    for (const Reward& reward : document().rewards) {
        if (!is_to_come(reward.window_to)) continue;
        const std::string_view name = teller_.text(reward.name, reward.code);
        const std::string cost = units(reward.points, reward.currency_id);
        std::string text = reward.money.n == 0 ? fill(words_.prize, {name, cost})
                                               : fill(words_.prize_money,
                                                      {name, cost, teller_.money(reward.money)});
        if (reward.window_to)
            text += ' ' + fill(words_.prize_until, {teller_.last_day_before(*reward.window_to)});
        out.push_back(std::move(text));
    }
    if (std::ranges::any_of(document().rewards, &Reward::refundable))
        out.emplace_back(words_.prize_back);
}

void Terms::challenges(std::vector<std::string>& out) const {
    for (const Challenge& one : document().challenges) {
        if (!is_to_come(one.to)) continue;
        out.push_back(fill(words_.challenge,
                           {teller_.text(one.name, one.code), counted(one.metric, one.goal),
                            day(one.from), teller_.last_day_before(one.to),
                            won(one.reward, one.currency_id, one.reward_points, one.reward_code)}));
    }
}

void Terms::plans(std::vector<std::string>& out) const {
    for (const SubscriptionPlan& plan : document().subscriptions) {
        std::string text =
            fill(words_.plan, {teller_.text(plan.name, plan.code), teller_.money(plan.price),
                               words_.each[static_cast<std::size_t>(plan.period)]});
        if (plan.factor != Ratio{1})
            text += ' ' + fill(words_.plan_factor,
                               {teller_.number(plan.factor), word(currency(plan.currency_id))});
        out.push_back(std::move(text));
    }
}

void Terms::referral(std::vector<std::string>& out) const {
    if (!document().referral) return;
    const ReferralPolicy& policy = *document().referral;
    out.push_back(
        fill(words_.invite, {units(policy.referrer_points, policy.referrer_currency_id),
                             units(policy.referee_points, policy.referee_currency_id),
                             teller_.money(policy.min_amount), days(policy.within_days)}));
    if (policy.limit && !policy.limit->points)
        out.push_back(
            fill(words_.invite_limit,
                 {teller_.number(policy.limit->value, 0),
                  teller_.phrases().a_period[static_cast<std::size_t>(policy.limit->period)]}));
    if (policy.hold_days > 0) out.push_back(fill(words_.invite_later, {days(policy.hold_days)}));
}

void Terms::returns(std::vector<std::string>& out) const {
    for (const Currency& one : document().currencies) {
        if (one.kind != CurrencyKind::Points) continue;
        out.push_back(fill(words_.taken_back, {word(one)}));
        if (one.shortfall == Shortfall::Debt) out.emplace_back(words_.owed);
    }
}

std::string Terms::gift(bool invited) const {
    if (invited) {
        if (!document().referral) return {};
        const ReferralPolicy& policy = *document().referral;
        return fill(words_.gift_invited, {units(policy.referee_points, policy.referee_currency_id),
                                          teller_.money(policy.min_amount)});
    }
    for (const Rule& rule : document().rules) {
        const bool is_welcome = rule.conditions.size() == 1 &&
                                rule.conditions.front().type == ConditionType::FirstPurchase &&
                                is_told(rule) &&
                                (!rule.effective_from || *rule.effective_from <= now_);
        if (!is_welcome) continue;
        for (const Effect& effect : rule.effects)
            if (effect.type == EffectType::Bonus)
                return fill(words_.gift, {units(effect.bonus, effect.currency_id)});
    }
    return {};
}

}  // namespace

std::vector<TermsSection> terms_of(const Programme& programme,
                                   std::string_view language,
                                   Instant now) {
    const Terms terms(programme, language, now);
    const TermsWords& words = terms.words();
    struct Part {
        std::string_view id, title;
        void (Terms::*tell)(std::vector<std::string>&) const;
    };
    const Part parts[] = {{"earn", words.earn, &Terms::earn},
                          {"gifts", words.gifts, &Terms::gifts},
                          {"value", words.value, &Terms::value},
                          {"expiry", words.expiry, &Terms::expiry},
                          {"levels", words.levels, &Terms::levels},
                          {"stamps", words.stamps, &Terms::stamps},
                          {"rewards", words.rewards, &Terms::rewards},
                          {"challenges", words.challenges, &Terms::challenges},
                          {"plans", words.plans, &Terms::plans},
                          {"referral", words.referral, &Terms::referral},
                          {"returns", words.returns, &Terms::returns}};
    std::vector<TermsSection> sections;
    for (const Part& part : parts) {
        TermsSection section{std::string(part.id), std::string(part.title), {}};
        (terms.*part.tell)(section.sentences);
        if (!section.sentences.empty()) sections.push_back(std::move(section));
    }
    return sections;
}

std::string joining_gift(const Programme& programme,
                         std::string_view language,
                         Instant now,
                         bool invited) {
    return Terms(programme, language, now).gift(invited);
}

std::vector<LevelGift> level_gifts(const Programme& programme, std::string_view language) {
    return Terms(programme, language, Instant{}).level_gifts();
}

std::string_view consent_text(std::string_view purpose, std::string_view language) {
    const TermsWords& words = terms_words(language);
    if (purpose == "marketing") return words.marketing;
    return purpose == "profiling" ? words.profiling : std::string_view{};
}

}  // namespace vuelve
