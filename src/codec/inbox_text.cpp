#include "codec/inbox_text.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "codec/inbox_words.h"
#include "codec/json.h"
#include "codec/sentences_teller.h"

namespace vuelve {
namespace {

using Filled = std::map<std::string, std::string, std::less<>>;

/// "119 puntos y 1 estrella"
std::string amounts_text(const Json::Object& amounts, const Teller& teller) {
    std::vector<std::string> parts;
    for (const JsonMember& one : amounts) {
        const auto* units = one.value.get_if<std::int64_t>();
        const Currency* currency = teller.programme().find_currency(one.name);
        if (units && currency) parts.push_back(teller.units(Units{*units}, *currency));
    }
    return parts.empty() ? std::string() : teller.list(parts, teller.phrases().and_word);
}

/// What a code of the programme is called, whatever it is a code of.
std::string thing_text(std::string_view code, const Teller& teller) {
    const Programme& programme = teller.programme();
    if (const Reward* reward = programme.find_reward(code))
        return std::string(teller.text(reward->name, code));
    if (programme.find_coupon(code)) return std::string(teller.coupon_name(code));
    return std::string(teller.badge_name(code));
}

std::string store_text(std::string_view code, const Teller& teller) {
    const Store* store = teller.programme().find_store(code);
    return std::string(store ? teller.text(store->name, code) : code);
}

std::string card_text_of(std::string_view code, const Teller& teller) {
    const auto& cards = teller.programme().document().stamp_cards;
    const auto card = std::ranges::find(cards, code, &StampCard::code);
    return std::string(card == cards.end() ? code : teller.text(card->name, code));
}

std::string word_text_of(const std::string& name, const std::string& word, const Teller& teller) {
    if (name == "store") return store_text(word, teller);
    if (name == "level") return std::string(teller.level_name(word));
    if (name == "card_name") return card_text_of(word, teller);
    if (name == "prize" || name == "gift") return thing_text(word, teller);
    if (const auto day = parse_day(word)) return teller.date(*day);
    return word;
}

std::string number_text(const std::string& name, std::int64_t number, const Teller& teller) {
    const bool is_money = name == "amount" || name == "money" || name == "value";
    return is_money ? teller.money(Minor{number}) : teller.number(number, 0);
}

Filled filled_by(std::string_view variables, const Teller& teller) {
    Filled filled;
    const auto json = parse_json(variables);
    const auto* members = json ? json->get_if<Json::Object>() : nullptr;
    if (!members) return filled;
    for (const JsonMember& one : *members) {
        std::string told;
        if (const auto* number = one.value.get_if<std::int64_t>())
            told = number_text(one.name, *number, teller);
        else if (const auto* word = one.value.get_if<std::string>())
            told = word_text_of(one.name, *word, teller);
        else if (const auto* amounts = one.value.get_if<Json::Object>())
            told = amounts_text(*amounts, teller);
        if (!told.empty()) filled[one.name] = std::move(told);
    }
    return filled;
}

/// Nothing when it names what this message does not have.
std::optional<std::string> filled_in(std::string_view sentence, const Filled& filled) {
    std::string text;
    while (true) {
        const std::size_t open = sentence.find('{');
        text += sentence.substr(0, open);
        if (open == std::string_view::npos) return text;
        const std::size_t close = sentence.find('}', open);
        const auto found = filled.find(sentence.substr(open + 1, close - open - 1));
        if (found == filled.end()) return std::nullopt;
        text += found->second;
        sentence = sentence.substr(close + 1);
    }
}

}  // namespace

InboxText inbox_text(MessageType type, std::string_view variables, const Telling& telling) {
    const Teller teller(telling.programme, telling.language);
    const InboxWords& words = inbox_words(type);
    const InboxWords::Told& told = words.in(telling.language);
    const Filled filled = filled_by(variables, teller);
    auto text = filled_in(told.text, filled);
    return {std::string(told.title), text ? *std::move(text) : std::string(told.plain),
            words.leads_to};
}

std::string announced_erasure_text(Day last_day, const Telling& telling) {
    const Teller teller(telling.programme, telling.language);
    const std::string_view words =
        telling.language == "en"
            ? "Your card and everything on it will be erased after {0}. Until then you can keep it."
        : telling.language == "pt" ? "Seu cartão e tudo o que está nele serão apagados depois de "
                                     "{0}. Até lá você pode ficar com ele."
                                   : "Tu tarjeta y todo lo que hay en ella se borran después del "
                                     "{0}. Hasta ese día puedes conservarla.";
    return fill(words, {teller.date(last_day)});
}

}  // namespace vuelve
