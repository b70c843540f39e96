#include <algorithm>

#include "codec/sentences.h"
#include "codec/sentences_teller.h"

namespace vuelve {
namespace {

std::string clock_text(int minute) {
    std::string hour = std::to_string(minute / 60), rest = std::to_string(minute % 60);
    return hour + ':' + (rest.size() < 2 ? "0" : "") + rest;
}

template <class Named>
std::string_view name_in(const std::vector<Named>& all,
                         const std::string& code,
                         const Teller& teller) {
    for (const Named& one : all)
        if (one.code == code) return teller.text(one.name, code);
    return code;
}

std::string channel_word(const std::string& channel, const Phrases& phrases) {
    static constexpr std::string_view names[] = {"pos",   "ecommerce",   "app",        "web",
                                                 "kiosk", "call_center", "partner_api"};
    const auto* found = std::ranges::find(names, channel);
    if (found == std::end(names)) return channel;
    return std::string(phrases.channels[static_cast<std::size_t>(found - names)]);
}

std::string action_word(const std::string& action, const Phrases& phrases) {
    static constexpr std::string_view names[] = {"review", "share", "check_in", "profile"};
    const auto* found = std::ranges::find(names, action);
    if (found == std::end(names)) return action;
    return std::string(phrases.actions[static_cast<std::size_t>(found - names)]);
}

}  // namespace

const ConditionPhrase& Teller::phrase_of(const Condition& condition) const {
    if (condition.type == ConditionType::Birthday) {
        if (condition.birthday == Condition::BirthdayMode::Month) return phrases_.birthday_month;
        if (condition.birthday == Condition::BirthdayMode::Window) return phrases_.birthday_window;
    }
    if (condition.type == ConditionType::NthPurchase && condition.every) return phrases_.nth_every;
    return phrases_.conditions[static_cast<std::size_t>(condition.type)];
}

std::string Teller::refused(const Condition& condition, std::int64_t missing) const {
    return fill(phrase_of(condition).refused, {subject_of(condition, missing), goal_of(condition)});
}

std::string Teller::read(const Condition& condition) const {
    return fill(phrase_of(condition).read, {subject_of(condition, 0), goal_of(condition)});
}

std::string Teller::goal_of(const Condition& condition) const {
    if (condition.type == ConditionType::MinAmount) return money(Minor{condition.value});
    if (condition.type == ConditionType::MinQuantity) return quantity(condition.value);
    return {};
}

std::string Teller::subject_of(const Condition& condition, std::int64_t missing) const {
    using enum ConditionType;
    switch (condition.type) {
        case MinAmount: return money(Minor{missing});
        case MinQuantity: return quantity(missing);
        case Category: return category_word(condition.under);
        case TimeWindow: return time_window(condition);
        case NthPurchase: return std::to_string(condition.nth);
        case DaysSinceLastPurchase: return number(condition.value, 0);
        case Attribute: return attribute(condition);
        case Any:
        case Not: {
            std::vector<std::string> parts;
            for (const Condition& part : condition.of) parts.push_back(read(part));
            return list(parts, phrases_.or_word);
        }
        case Birthday:
        case FirstPurchase: return {};
        case Segment:
        case Tier:
        case Store:
        case StoreBrand:
        case Channel:
        case Sku:
        case ProductBrand:
        case Tender:
        case Coupon:
        case Subscription:
        case Action: return names_of(condition);
    }
    return {};
}

std::string Teller::names_of(const Condition& condition) const {
    const ProgrammeDocument& document = programme_.document();
    std::vector<std::string> names;
    for (const std::string& code : condition.in) {
        switch (condition.type) {
            case ConditionType::Segment:
                names.emplace_back(name_in(document.segments, code, *this));
                break;
            case ConditionType::Tier: names.emplace_back(level_name(code)); break;
            case ConditionType::Store:
                names.emplace_back(name_in(document.stores, code, *this));
                break;
            case ConditionType::StoreBrand:
                names.emplace_back(name_in(document.brands, code, *this));
                break;
            case ConditionType::Channel: names.push_back(channel_word(code, phrases_)); break;
            case ConditionType::Coupon: names.emplace_back(coupon_name(code)); break;
            case ConditionType::Subscription: names.emplace_back(plan_name(code)); break;
            case ConditionType::Action: names.push_back(action_word(code, phrases_)); break;
            default: names.push_back(code);
        }
    }
    return list(names, phrases_.or_word);
}

std::string Teller::time_window(const Condition& condition) const {
    std::vector<std::string> days;
    for (int day : condition.days)
        days.emplace_back(phrases_.weekdays[static_cast<std::size_t>(day)]);
    std::string text;
    if (!days.empty()) text = fill(phrases_.all_of_them, {list(days, phrases_.and_word)});
    if (!condition.from && !condition.to) return text;
    if (!text.empty()) text += ' ';
    return text + fill(phrases_.clock, {clock_text(condition.from.value_or(0)),
                                        clock_text(condition.to.value_or(24 * 60))});
}

std::string Teller::attribute(const Condition& condition) const {
    static constexpr std::string_view signs[] = {"=", "≠", ">", "≥", "<", "≤", "="};
    std::vector<std::string> values;
    for (const AttributeValue& value : condition.values) {
        if (const Ratio* amount = std::get_if<Ratio>(&value))
            values.push_back(number(*amount));
        else if (const bool* truth = std::get_if<bool>(&value))
            values.emplace_back(*truth ? "true" : "false");
        else
            values.push_back(std::get<std::string>(value));
    }
    std::string name = condition.path.substr(condition.path.find('.') + 1);
    return name + ' ' + std::string(signs[static_cast<std::size_t>(condition.op)]) + ' ' +
           list(values, phrases_.or_word);
}

namespace {

std::string read_effect(const Effect& effect, const Teller& teller) {
    const Phrases& phrases = teller.phrases();
    const Currency* currency = teller.programme().find_currency(effect.currency);
    switch (effect.type) {
        case EffectType::EarnBase: {
            if (!currency) return {};
            bool single = effect.points == Ratio(1);
            std::string points = single ? teller.one_of(*currency)
                                        : teller.number(effect.points) + ' ' +
                                              std::string(teller.currency_word(*currency));
            return fill(phrases.earn_base, {points, teller.money(effect.per)});
        }
        case EffectType::Multiply:
            if (!currency) return {};
            return fill(phrases.multiply,
                        {teller.currency_word(*currency), teller.number(effect.factor)});
        case EffectType::Bonus:
        case EffectType::BonusPerQuantity:
            if (!currency) return {};
            return fill(
                effect.type == EffectType::Bonus ? phrases.bonus : phrases.bonus_per_quantity,
                {teller.units(effect.bonus, *currency), teller.quantity(effect.per_quantity)});
        case EffectType::Coupon: return fill(phrases.coupon, {teller.coupon_name(effect.code)});
        case EffectType::Badge: return fill(phrases.badge, {teller.badge_name(effect.code)});
        case EffectType::Discount: {
            bool fixed = effect.discount_kind == "fixed";
            std::string value =
                fixed ? teller.money(Minor{static_cast<std::int64_t>(effect.discount_value.num())})
                      : teller.number(effect.discount_value) + " %";
            return fill(phrases.discount, {value});
        }
    }
    return {};
}

/// The currency that limits in points count in: the rule's own, the first where it gives several.
const Currency* currency_of(const Rule& rule, const Programme& programme) {
    for (const Effect& effect : rule.effects)
        if (const Currency* currency = programme.find_currency(effect.currency)) return currency;
    return nullptr;
}

void add_limits(const Rule& rule, const Teller& teller, std::vector<std::string>& parts) {
    const Phrases& phrases = teller.phrases();
    const Currency* currency = currency_of(rule, teller.programme());
    auto period = [&](Period of) { return phrases.a_period[static_cast<std::size_t>(of)]; };
    for (const Limit& limit : rule.limits) {
        if (!limit.points)
            parts.push_back(fill(limit.value == 1 ? phrases.at_most_once : phrases.at_most_times,
                                 {teller.number(limit.value, 0), period(limit.period)}));
        else if (currency)
            parts.push_back(fill(phrases.at_most, {teller.units(Units{limit.value}, *currency),
                                                   period(limit.period)}));
    }
    if (!currency) return;
    if (rule.max_per_transaction)
        parts.push_back(fill(phrases.at_most, {teller.units(*rule.max_per_transaction, *currency),
                                               period(Period::Transaction)}));
    if (rule.budget)
        parts.push_back(fill(phrases.until_spent, {teller.units(*rule.budget, *currency)}));
}

}  // namespace

std::string describe_rule(const Rule& rule, const Programme& programme, std::string_view language) {
    Teller teller(programme, language);
    const Phrases& phrases = teller.phrases();
    std::vector<std::string> effects, parts;
    for (const Effect& effect : rule.effects) effects.push_back(read_effect(effect, teller));
    parts.push_back(teller.list(effects, phrases.and_word));
    for (const Condition& condition : rule.conditions) parts.push_back(teller.read(condition));
    add_limits(rule, teller, parts);
    if (rule.effective_from)
        parts.push_back(fill(phrases.from_day,
                             {teller.date(programme.zone().local_day(*rule.effective_from))}));
    if (rule.effective_to)
        parts.push_back(fill(phrases.to_day, {teller.last_day_before(*rule.effective_to)}));
    return capitalised(teller.list(parts, ", ") + '.');
}

}  // namespace vuelve
