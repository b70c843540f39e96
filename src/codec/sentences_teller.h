#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "codec/sentences_phrases.h"
#include "domain/programme.h"

/// Names, numbers and dates of one programme in one language: what the sentences are made of.
namespace vuelve {

class Teller {
 public:
    Teller(const Programme& programme, std::string_view language);

    const Programme& programme() const { return programme_; }
    const Phrases& phrases() const { return phrases_; }

    std::string_view text(const Text& text, std::string_view fallback) const;
    /// The fallback is the id: rules need no name.
    std::string_view rule_name(const Rule* rule, std::string_view id) const;
    std::string_view level_name(std::string_view code) const;
    std::string_view coupon_name(std::string_view code) const;
    std::string_view plan_name(std::string_view code) const;
    std::string_view badge_name(std::string_view code) const;

    /// `value` / 10^scale as the programme's country writes it: "1,820", "18.10".
    std::string number(std::int64_t value, int scale) const;
    std::string number(const Ratio& value) const;
    std::string quantity(std::int64_t thousandths) const;
    std::string money(Minor amount) const;
    std::string units(Units units, const Currency& currency) const;
    /// "puntos"; the first noun where the name says more ("créditos" of "créditos de nivel").
    std::string_view currency_word(const Currency& currency) const;
    std::string one_of(const Currency& currency) const { return units(one(currency), currency); }
    /// "1.5 unidades", "1 unidad"
    std::string units_of(std::int64_t thousandths) const;
    /// "1 de marzo de 2026"; without the year when `today` lies in it.
    std::string date(Day day, std::optional<Day> today = {}) const;
    std::string last_day_before(Instant end) const;
    /// "a, b y c"
    std::string list(const std::vector<std::string>& items, std::string_view last_word) const;

    /// Why a condition did not hold, and the condition as part of a rule read aloud. `place`: which
    /// lines a minimum is about, "" = all.
    std::string refused(const Condition& condition,
                        std::int64_t missing,
                        std::string_view place = {}) const;
    std::string read(const Condition& condition) const;
    /// The lines that conditions are about: "en lácteos"; "" = all lines.
    std::string place_of(std::span<const Condition> conditions) const;

 private:
    static Units one(const Currency& currency) { return Units{power_of_ten(currency.scale)}; }
    const ConditionPhrase& phrase_of(const Condition& condition) const;
    std::string subject_of(const Condition& condition, std::int64_t missing) const;
    std::string days_of(std::int64_t days) const;
    std::string goal_of(const Condition& condition) const;
    std::string names_of(const Condition& condition) const;
    std::string time_window(const Condition& condition) const;
    std::string attribute(const Condition& condition) const;

    const Programme& programme_;
    std::string_view language_;
    const Phrases& phrases_;
    char group_ = ',';
    char point_ = '.';
};

/// "tabaco/puros" -> "tabaco"-like last name of a category path, for people: "puros".
std::string category_word(std::string_view path);
/// With its first letter in upper case, also where that is no ASCII letter.
std::string capitalised(std::string text);

}  // namespace vuelve
