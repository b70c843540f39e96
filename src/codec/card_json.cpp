#include "codec/card_json.h"

#include <algorithm>
#include <array>
#include <utility>

#include "codec/answer_json_parts.h"
#include "codec/offers_json.h"
#include "codec/programme_words.h"
#include "codec/sentences_teller.h"
#include "domain/accounting.h"
#include "domain/pay_points.h"

namespace vuelve {
namespace {

bool is_collected(const Currency& currency) { return currency.kind != CurrencyKind::Status; }

/// What of this currency ends first, as far as it can be used now.
std::optional<HeldUnits::Ending> next_ending(CurrencyId currency,
                                             std::span<const Lot> lots,
                                             const Zone& zone) {
    std::optional<HeldUnits::Ending> ending;
    for (const Lot& lot : lots) {
        if (lot.currency != currency || !lot.expires_at || state_of(lot) != LotState::Available)
            continue;
        const Day last = zone.local_day(*lot.expires_at + -1);
        if (!ending) ending = {Units{}, last};
        if (ending->last_day != last) break;
        ending->points += lot.remaining - lot.reserved;
    }
    if (ending && ending->points.n == 0) return std::nullopt;
    return ending;
}

std::optional<Instant> next_release(CurrencyId currency, std::span<const Lot> lots) {
    std::optional<Instant> first;
    for (const Lot& lot : lots)
        if (lot.currency == currency && is_pending(lot))
            first = std::min(first.value_or(lot.available_at), lot.available_at);
    return first;
}

void write_worth(JsonWriter& out, std::string_view name, const Currency& currency, Units units) {
    out.key(name);
    if (has_money_value(currency))
        out.value(value_of(currency, units));
    else
        out.null();
}

void write_ending(JsonWriter& out, const HeldUnits& held, const Currency& currency) {
    out.key("expiring");
    if (!held.ending) {
        out.null();
        return;
    }
    out.begin_object()
        .member("points", held.ending->points)
        .member("last_day", held.ending->last_day);
    write_worth(out, "value", currency, held.ending->points);
    out.end_object();
}

/// {} is what stays: "106 puntos".
struct StaysPhrase {
    std::string_view language, many, one;
};
constexpr std::array stays_phrases{
    StaysPhrase{"es", "Te quedan {0}.", "Te queda {0}."},
    StaysPhrase{"en", "You keep {0}.", "You keep {0}."},
    StaysPhrase{"pt", "Ficam {0} para você.", "Fica {0} para você."}};

std::string stays_text(Units left, const Currency& currency, const Telling& telling) {
    const auto known = std::ranges::find(stays_phrases, telling.language, &StaysPhrase::language);
    const StaysPhrase& phrase = known == stays_phrases.end() ? stays_phrases[0] : *known;
    const Teller teller(telling.programme, telling.language);
    const bool single = left.n == power_of_ten(currency.scale);
    return fill(single ? phrase.one : phrase.many, {teller.units(left, currency)});
}

std::string prize_text(const SpendActivity& prize, Units left, const Telling& telling) {
    const Currency& currency = telling.programme.currency(prize.currency);
    if (!prize.refused && prize.missing.n == 0) return stays_text(left, currency, telling);
    if (!prize.refused) {
        const Teller teller(telling.programme, telling.language);
        const bool single = prize.missing.n == power_of_ten(currency.scale);
        const Phrases& phrases = teller.phrases();
        return fill(single ? phrases.missing_one : phrases.missing,
                    {teller.units(prize.missing, currency)}) +
               '.';
    }
    const Reward* reward = telling.programme.find_reward(prize.code);
    return offer_text(RewardOffer{.reward = reward->id,
                                  .currency = prize.currency,
                                  .cost = prize.cost,
                                  .missing = prize.missing,
                                  .money = prize.money,
                                  .refused = prize.refused},
                      telling);
}

}  // namespace

std::vector<HeldUnits> held_units(std::span<const BalanceLine> balances,
                                  std::span<const Lot> lots,
                                  const Programme& programme) {
    std::vector<HeldUnits> all;
    for (const Currency& currency : programme.document().currencies) {
        if (!is_collected(currency)) continue;
        HeldUnits held{.line = {.currency = currency.id}};
        const auto line = std::ranges::find(balances, currency.id, &BalanceLine::currency);
        if (line != balances.end()) held.line = *line;
        held.ending = next_ending(currency.id, lots, programme.zone());
        held.pending_until = next_release(currency.id, lots);
        all.push_back(std::move(held));
    }
    const auto is_points = [&](const HeldUnits& held) {
        return programme.currency(held.line.currency).kind == CurrencyKind::Points;
    };
    if (const auto main = std::ranges::find_if(all, is_points); main != all.end())
        std::rotate(all.begin(), main, main + 1);
    return all;
}

void write_held(JsonWriter& out, const HeldUnits& held, const Telling& telling) {
    const Currency& currency = telling.programme.currency(held.line.currency);
    out.begin_object()
        .member("currency", currency.code)
        .member("kind", word_of(words::currency_kind, currency.kind))
        .member("name", text_in(currency.name, telling.language, currency.code))
        .member("pending", held.line.pending)
        .member("available", held.line.available)
        .member("reserved", held.line.reserved)
        .member("debt", held.line.debt);
    write_worth(out, "value", currency, held.line.available);
    write_ending(out, held, currency);
    out.member("pending_until", held.pending_until).end_object();
}

void write_values(JsonWriter& out, std::span<const HeldUnits> held, const Telling& telling) {
    out.key("values").begin_object();
    for (const HeldUnits& one : held) {
        const Currency& currency = telling.programme.currency(one.line.currency);
        out.key(currency.code).begin_object();
        write_worth(out, "value", currency, one.line.available);
        write_ending(out, one, currency);
        out.end_object();
    }
    out.end_object();
}

PrizeReach reach_of(const SpendActivity& prize) {
    constexpr std::int64_t almost_share = 5;
    if (prize.refused) switch (*prize.refused) {
            case ErrorCode::NotInWindow: return PrizeReach::NotNow;
            case ErrorCode::OutOfStock: return PrizeReach::SoldOut;
            case ErrorCode::LimitReached: return PrizeReach::Limit;
            default: return PrizeReach::Locked;
        }
    if (prize.missing.n == 0) return PrizeReach::Affordable;
    return prize.missing.n <= prize.cost.n / almost_share ? PrizeReach::Almost : PrizeReach::Later;
}

std::string_view name_of(PrizeReach reach) {
    static constexpr std::array names{"affordable", "almost",   "later",  "locked",
                                      "limit",      "sold_out", "not_now"};
    return names[std::to_underlying(reach)];
}

void write_for_me(JsonWriter& out,
                  const SpendActivity& prize,
                  Units available,
                  const Telling& telling) {
    const Units left = available - prize.cost;
    out.begin_object()
        .member("reach", name_of(reach_of(prize)))
        .member("cost", prize.cost)
        .member("missing", prize.missing)
        .key("left_after");
    if (prize.missing.n == 0)
        out.value(left);
    else
        out.null();
    out.key("reason");
    if (prize.refused)
        out.value(literal(*prize.refused));
    else
        out.null();
    out.member("text", prize_text(prize, left, telling)).end_object();
}

}  // namespace vuelve
