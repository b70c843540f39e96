#include "codec/sentences_teller.h"

#include <algorithm>
#include <array>

#include "codec/identity.h"
#include "codec/json_writer.h"
#include "codec/sentences.h"
#include "domain/pay_points.h"

namespace vuelve {
namespace {

/// 1.820,50 instead of 1,820.50. Source: how shops print prices; Ecuador's follow the dollar.
bool writes_decimal_comma(std::string_view country) {
    static constexpr std::string_view countries[] = {"AR", "BO", "BR", "CL", "CO", "CR",
                                                     "ES", "PT", "PY", "UY", "VE"};
    return std::ranges::find(countries, country) != std::end(countries);
}

}  // namespace

std::string_view text_in(const Text& text, std::string_view language, std::string_view fallback) {
    if (text.empty()) return fallback;
    if (auto found = text.find(std::string(language)); found != text.end()) return found->second;
    if (auto spanish = text.find("es"); spanish != text.end()) return spanish->second;
    return text.begin()->second;
}

std::string format_money(Minor amount, const Programme& programme) {
    return Teller(programme, "es").money(amount);
}

std::string format_units(Units units,
                         const Currency& currency,
                         const Programme& programme,
                         std::string_view language) {
    return Teller(programme, language).units(units, currency);
}

Teller::Teller(const Programme& programme, std::string_view language)
    : programme_(programme), language_(language), phrases_(phrases_of(language)) {
    std::string_view country = region_of_zone(programme.document().time_zone);
    if (writes_decimal_comma(country) || (country.empty() && language == "pt"))
        std::swap(group_, point_);
}

std::string_view Teller::text(const Text& text, std::string_view fallback) const {
    return text_in(text, language_, fallback);
}

std::string_view Teller::rule_name(const Rule* rule, std::string_view id) const {
    return rule ? text(rule->name, id) : id;
}

std::string_view Teller::level_name(std::string_view code) const {
    if (const auto& tiers = programme_.document().tiers)
        for (const Level& level : tiers->levels)
            if (level.code == code) return text(level.name, code);
    return code;
}

std::string_view Teller::coupon_name(std::string_view code) const {
    const Coupon* coupon = programme_.find_coupon(code);
    return coupon ? text(coupon->name, code) : code;
}

std::string_view Teller::plan_name(std::string_view code) const {
    const SubscriptionPlan* plan = programme_.find_plan(code);
    return plan ? text(plan->name, code) : code;
}

std::string_view Teller::badge_name(std::string_view code) const {
    for (const Badge& badge : programme_.document().badges)
        if (badge.code == code) return text(badge.name, code);
    return code;
}

std::string Teller::number(std::int64_t value, int scale) const {
    // Written from its end, into more room than any number with its marks needs.
    std::array<char, 64> text;
    char* const end = text.data() + text.size();
    char* from = end;
    // Unsigned, so that the smallest number has a size too.
    auto left =
        value < 0 ? ~static_cast<std::uint64_t>(value) + 1 : static_cast<std::uint64_t>(value);
    const auto digit = [&] {
        *--from = static_cast<char>('0' + left % 10);
        left /= 10;
    };
    for (int place = 0; place < scale; ++place) digit();
    if (scale > 0) *--from = point_;
    int whole = 0;
    do {
        if (whole > 0 && whole % 3 == 0) *--from = group_;
        digit();
        ++whole;
    } while (left > 0);
    if (value < 0) *--from = '-';
    return {from, end};
}

std::string Teller::number(const Ratio& value) const {
    std::string text = format_decimal(value);
    std::ranges::replace(text, '.', point_);
    return text;
}

std::string Teller::quantity(std::int64_t thousandths) const {
    return number(Ratio(thousandths, 1000));
}

std::string Teller::money(Minor amount) const {
    const ProgrammeDocument& document = programme_.document();
    std::string text = number(amount.n, document.money_exponent);
    (text += ' ') += document.money_currency;
    return text;
}

std::string Teller::units(Units units, const Currency& currency) const {
    if (currency.kind == CurrencyKind::Wallet && currency.money_value)
        return money(value_of(currency, units));
    std::string_view word = currency_word(currency);
    bool single = units == one(currency) && !currency.name.empty();
    // Whole points are written without decimals, as everybody says them.
    std::int64_t point = one(currency).n;
    std::string amount =
        units.n % point == 0 ? number(units.n / point, 0) : number(units.n, currency.scale);
    amount += ' ';
    if (single)
        amount += singular(word, language_);
    else
        amount += word;
    return amount;
}

std::string_view Teller::currency_word(const Currency& currency) const {
    std::string_view name = text(currency.name, currency.code);
    return name.substr(0, name.find(" de "));
}

std::string Teller::date(Day day, std::optional<Day> today) const {
    CalendarDate date = date_of(day);
    const bool is_this_year = today && date_of(*today).year == date.year;
    return fill(
        is_this_year ? phrases_.date_this_year : phrases_.date,
        {std::to_string(date.day), phrases_.months[static_cast<std::size_t>(date.month - 1)],
         std::to_string(date.year)});
}

std::string Teller::last_day_before(Instant end) const {
    return date(programme_.zone().local_day(end + -1));
}

namespace {

/// "o" becomes "u" before an o, "y" becomes "e" before an i: "Plata u Oro".
std::string_view before_sound(std::string_view word, std::string_view next) {
    if (next.starts_with('h') || next.starts_with('H')) next.remove_prefix(1);
    if (next.empty()) return word;
    const char first = static_cast<char>(next[0] | 0x20);
    const bool is_diphthong = first == 'i' && next.size() > 1 && (next[1] == 'e' || next[1] == 'a');
    if (word == " o " && first == 'o') return " u ";
    if (word == " y " && first == 'i' && !is_diphthong) return " e ";
    return word;
}

}  // namespace

std::string Teller::list(const std::vector<std::string>& items, std::string_view last_word) const {
    std::string text;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0)
            text += i + 1 < items.size()                     ? ", "
                    : language_ != "en" && language_ != "pt" ? before_sound(last_word, items[i])
                                                             : last_word;
        text += items[i];
    }
    return text;
}

std::string category_word(std::string_view path) {
    std::string word(path.substr(path.rfind('/') + 1));
    std::ranges::replace_if(word, [](char c) { return c == '-' || c == '_'; }, ' ');
    return word;
}

std::string capitalised(std::string text) {
    if (text.empty()) return text;
    if (text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    // The small letters of Latin-1 lie 0x20 above the capital ones: á é í ó ú ñ ç.
    auto second = text.size() > 1 ? static_cast<unsigned char>(text[1]) : 0;
    if (text[0] == '\xC3' && second >= 0xA0 && second <= 0xBE && second != 0xB7)
        text[1] = static_cast<char>(second - 0x20);
    return text;
}

}  // namespace vuelve
