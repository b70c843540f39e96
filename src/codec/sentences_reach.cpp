#include "codec/sentences_reach.h"

#include "codec/club_json.h"

#include <algorithm>

#include "codec/sentences_teller.h"

namespace vuelve {
namespace {

using Metric = Challenge::Metric;

/// "2 visitas", "18.10 USD", "1.5 unidades"
std::string counted(Metric metric, std::int64_t value, const Teller& teller) {
    if (metric == Metric::Spend) return teller.money(Minor{value});
    const bool is_quantity = metric == Metric::Quantity;
    const bool single = value == (is_quantity ? 1000 : 1);
    const CountPhrase& phrase = teller.phrases().counted[static_cast<std::size_t>(metric)];
    return fill(single ? phrase.one : phrase.many,
                {is_quantity ? teller.quantity(value) : teller.number(value, 0)});
}

/// "Te faltan 2 visitas", "Te falta 1 visita"
std::string missing_text(const std::string& amount, bool single, const Teller& teller) {
    const Phrases& phrases = teller.phrases();
    return fill(single ? phrases.missing_one : phrases.missing, {amount});
}

std::string until(std::string text, const std::optional<Day>& deadline, const Teller& teller) {
    if (deadline) text += fill(teller.phrases().until, {teller.date(*deadline)});
    return text + '.';
}

std::string challenge_text(const ReachActivity& activity, const Teller& teller) {
    const Challenge& challenge = *activity.challenge;
    const Phrases& phrases = teller.phrases();
    if (!activity.failed.empty()) return std::string(phrases.challenge_closed);
    if (activity.actions.empty()) return std::string(phrases.challenge_done);
    const std::string amount = counted(challenge.metric, activity.missing, teller);
    if (activity.actions.front() == NextAction::OptIn)
        return until(fill(phrases.challenge_join, {amount}), activity.deadline, teller);
    const bool single = activity.missing == (challenge.metric == Metric::Quantity ? 1000 : 1) &&
                        challenge.metric != Metric::Spend;
    return until(missing_text(amount, single, teller), activity.deadline, teller);
}

std::string level_text(const ReachActivity& activity, const Teller& teller) {
    const auto& tiers = *teller.programme().document().tiers;
    const Phrases& phrases = teller.phrases();
    const bool by_money = tiers.metric == Tiers::Metric::Spend;
    const bool single = activity.missing == 1 && !by_money;
    std::string amount =
        by_money ? teller.money(Minor{activity.missing})
        : tiers.metric == Tiers::Metric::Visits
            ? counted(Metric::PurchaseCount, activity.missing, teller)
            : teller.units(Units{activity.missing}, teller.programme().currency(tiers.currency_id));
    return until(fill(single ? phrases.next_level_one : phrases.next_level,
                      {amount, teller.level_name(activity.code)}),
                 activity.deadline, teller);
}

std::string card_text(const ReachActivity& activity, const Teller& teller) {
    const auto& cards = teller.programme().document().stamp_cards;
    const auto card = std::ranges::find(cards, activity.code, &StampCard::code);
    const Currency& stars = teller.programme().currency(card->currency_id);
    const Reward* reward = teller.programme().find_reward(activity.prize);
    const std::string_view prize =
        reward ? teller.text(reward->name, reward->code) : std::string_view(activity.prize);
    const Phrases& phrases = teller.phrases();
    if (activity.missing <= 0) return fill(phrases.card_full, {prize});
    return fill(
        activity.missing == 1 ? phrases.card_one : phrases.card,
        {teller.units(Units{activity.earned}, stars), teller.number(activity.missing, 0), prize});
}

}  // namespace

std::string reach_text(const ReachActivity& activity,
                       const Programme& programme,
                       std::string_view language) {
    const Teller teller(programme, language);
    switch (activity.kind) {
        case ReachKind::Level: return level_text(activity, teller);
        case ReachKind::StampCard: return card_text(activity, teller);
        case ReachKind::Challenge: return challenge_text(activity, teller);
        case ReachKind::Club:
            return club_text(*activity.club, {.programme = programme, .language = language});
    }
    return {};
}

}  // namespace vuelve
