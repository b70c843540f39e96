#include <algorithm>
#include <array>

#include "codec/sentences.h"
#include "codec/sentences_teller.h"

namespace vuelve {
namespace {

std::string clock_text(int minute, bool only_hours) {
    std::string hour = std::to_string(minute / 60), rest = std::to_string(minute % 60);
    return only_hours ? hour : hour + ':' + (rest.size() < 2 ? "0" : "") + rest;
}

/// The word for a code of ours; the code itself for one of the programme's.
template <std::size_t n>
std::string word_of(const std::string& code,
                    const std::array<std::string_view, n>& codes,
                    const std::array<std::string_view, n>& words) {
    const auto found = std::ranges::find(codes, code);
    if (found == codes.end()) return code;
    return std::string(words[static_cast<std::size_t>(found - codes.begin())]);
}

constexpr std::array<std::string_view, 7> channel_codes{"pos",   "ecommerce",   "app",        "web",
                                                        "kiosk", "call_center", "partner_api"};
constexpr std::array<std::string_view, 8> tender_codes{"cash",   "card",    "gift_card", "points",
                                                       "wallet", "voucher", "credit",    "other"};
constexpr std::array<std::string_view, 4> action_codes{"review", "share", "check_in", "profile"};

template <class Named>
std::string_view name_in(const std::vector<Named>& all,
                         const std::string& code,
                         const Teller& teller) {
    for (const Named& one : all)
        if (one.code == code) return teller.text(one.name, code);
    return code;
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

std::string Teller::refused(const Condition& condition,
                            std::int64_t missing,
                            std::string_view place) const {
    const bool one_unit = condition.type == ConditionType::MinQuantity && missing == 1000;
    const std::string where = place.empty() ? "" : ' ' + std::string(place);
    return fill(one_unit ? phrases_.one_unit_missing : phrase_of(condition).refused,
                {subject_of(condition, missing), goal_of(condition), where});
}

std::string Teller::read(const Condition& condition) const {
    const bool is_quantity = condition.type == ConditionType::MinQuantity;
    return fill(
        phrase_of(condition).read,
        {subject_of(condition, 0), is_quantity ? units_of(condition.value) : goal_of(condition)});
}

std::string Teller::place_of(std::span<const Condition> conditions) const {
    std::vector<std::string> places;
    for (const Condition& condition : conditions)
        if (is_line_condition(condition)) places.push_back(read(condition));
    return list(places, ", ");
}

std::string Teller::units_of(std::int64_t thousandths) const {
    const CountPhrase& phrase =
        phrases_.counted[static_cast<std::size_t>(Challenge::Metric::Quantity)];
    return fill(thousandths == 1000 ? phrase.one : phrase.many, {quantity(thousandths)});
}

std::string Teller::days_of(std::int64_t days) const {
    const CountPhrase& phrase =
        phrases_.counted[static_cast<std::size_t>(Challenge::Metric::DistinctDays)];
    return fill(days == 1 ? phrase.one : phrase.many, {number(days, 0)});
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
        case MinQuantity: return units_of(missing);
        case Category: return category_word(condition.under);
        case TimeWindow: return time_window(condition);
        case NthPurchase: return std::to_string(condition.nth);
        case DaysSinceLastPurchase: return days_of(condition.value);
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
            case ConditionType::Channel:
                names.push_back(word_of(code, channel_codes, phrases_.channels));
                break;
            case ConditionType::Tender:
                names.push_back(word_of(code, tender_codes, phrases_.tenders));
                break;
            case ConditionType::Coupon: names.emplace_back(coupon_name(code)); break;
            case ConditionType::Subscription: names.emplace_back(plan_name(code)); break;
            case ConditionType::Action:
                names.push_back(word_of(code, action_codes, phrases_.actions));
                break;
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
    const int from = condition.from.value_or(0), to = condition.to.value_or(24 * 60);
    const bool only_hours = phrases_.short_hours && from % 60 == 0 && to % 60 == 0;
    return text + fill(phrases_.clock, {clock_text(from, only_hours), clock_text(to, only_hours)});
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
                {teller.units(effect.bonus, *currency), teller.units_of(effect.per_quantity)});
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
