#include "codec/level_json.h"

#include "codec/sentences_reach.h"
#include "codec/sentences_teller.h"
#include "codec/terms_words.h"

namespace vuelve {
namespace {

struct KeepPhrase {
    std::string_view many, one, until;  // {0} amount {1} level; {0} last day
};
constexpr KeepPhrase keep_es{"Te faltan {0} para seguir en {1}", "Te falta {0} para seguir en {1}",
                             "Tienes {1} hasta el {0}."};
constexpr KeepPhrase keep_en{"{0} to go to stay in {1}", "{0} to go to stay in {1}",
                             "You have {1} until {0}."};
constexpr KeepPhrase keep_pt{"Faltam {0} para continuar em {1}", "Falta {0} para continuar em {1}",
                             "Você tem {1} até {0}."};

const KeepPhrase& keep_phrase(std::string_view language) {
    return language == "en" ? keep_en : language == "pt" ? keep_pt : keep_es;
}

std::string_view unit_of(const Tiers& tiers) {
    return tiers.metric == Tiers::Metric::Spend    ? "money"
           : tiers.metric == Tiers::Metric::Visits ? "visits"
                                                   : "credits";
}

/// "477 créditos", "15.00 USD", "2 visitas"
std::string amount_of_level(const Tiers& tiers, std::int64_t amount, const Teller& teller) {
    if (tiers.metric == Tiers::Metric::Spend) return teller.money(Minor{amount});
    if (tiers.metric == Tiers::Metric::Visits) {
        const CountPhrase& phrase =
            teller.phrases().counted[static_cast<std::size_t>(Challenge::Metric::PurchaseCount)];
        return fill(amount == 1 ? phrase.one : phrase.many, {teller.number(amount, 0)});
    }
    return teller.units(Units{amount}, teller.programme().currency(tiers.currency_id));
}

std::string next_text(const TierPreview& tier, const Telling& telling) {
    const auto& symbols = telling.programme.symbols();
    return reach_text({.kind = ReachKind::Level,
                       .code = symbols.code(tier.next_level.value),
                       .missing = *tier.missing,
                       .deadline = tier.deadline},
                      telling.programme, telling.language);
}

std::string keep_text(const TierPreview& tier, const Teller& teller, std::string_view language) {
    const Programme& programme = teller.programme();
    const Tiers& tiers = *programme.document().tiers;
    const KeepPhrase& phrase = keep_phrase(language);
    const std::string name(teller.level_name(programme.symbols().code(tier.level.value)));
    if (tier.keep_missing > 0) {
        const bool is_one = tier.keep_missing == 1 && tiers.metric != Tiers::Metric::Spend;
        std::string text = fill(is_one ? phrase.one : phrase.many,
                                {amount_of_level(tiers, tier.keep_missing, teller), name});
        if (tier.deadline) text += fill(teller.phrases().until, {teller.date(*tier.deadline)});
        return text + '.';
    }
    if (!tier.valid_until) return {};
    return fill(phrase.until, {teller.last_day_before(*tier.valid_until), name});
}

void write_sentence(JsonWriter& out, std::string_view name, const std::string& text) {
    out.key(name);
    text.empty() ? out.null() : out.value(text);
}

}  // namespace

void write_next_level(JsonWriter& out,
                      const std::optional<TierPreview>& tier,
                      const Telling& telling) {
    const auto& tiers = telling.programme.document().tiers;
    if (!tier || !tiers || !tier->missing) {
        out.null();
        return;
    }
    const Teller teller(telling.programme, telling.language);
    const TermsWords& words = terms_words(telling.language);
    const Level& level = tiers->levels[telling.programme.level_place(tier->next_level)];
    out.begin_object()
        .member("level", level.code)
        .member("name", teller.text(level.name, level.code))
        .member("missing", *tier->missing)
        .member("text", next_text(*tier, telling))
        .key("sentences")
        .begin_array();
    if (level.factor != Ratio{1} && !tiers->factor_currency.empty())
        out.value(fill(words.level_factor,
                       {teller.number(level.factor),
                        std::string(teller.currency_word(
                            telling.programme.currency(tiers->factor_currency_id)))}));
    if (level.reward_discount)
        out.value(fill(words.level_discount, {teller.number(*level.reward_discount)}));
    out.end_array().key("benefits").begin_array();
    for (const std::string& benefit : level.benefits) out.value(benefit);
    out.end_array().end_object();
}

void write_level_told(JsonWriter& out,
                      const std::optional<TierPreview>& tier,
                      const Telling& telling) {
    const auto& tiers = telling.programme.document().tiers;
    if (!tier || !tiers) {
        out.null();
        return;
    }
    const Teller teller(telling.programme, telling.language);
    const Zone& zone = telling.programme.zone();
    std::optional<Day> last_day;
    if (tier->valid_until) last_day = zone.local_day(*tier->valid_until + -1);
    out.begin_object().member("unit", unit_of(*tiers));
    write_sentence(
        out, "unit_name",
        tiers->metric == Tiers::Metric::Status
            ? std::string(teller.currency_word(telling.programme.currency(tiers->currency_id)))
            : std::string());
    out.member("last_day", last_day);
    write_sentence(out, "text", tier->missing ? next_text(*tier, telling) : std::string());
    write_sentence(out, "keep_text", keep_text(*tier, teller, telling.language));
    write_next_level(out.key("next"), tier, telling);
    out.end_object();
}

}  // namespace vuelve
