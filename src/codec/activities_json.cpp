#include "codec/activities_json.h"

#include <algorithm>
#include <map>

#include "codec/answer_json_parts.h"
#include "codec/json_writer.h"
#include "codec/programme_words.h"
#include "codec/purchase_json.h"
#include "codec/sentences.h"
#include "codec/sentences_reach.h"

namespace vuelve {
namespace {

/// Why rules do not apply now, by their trace names: the sentences a purchase would be told.
std::map<std::string, std::string> reasons_of(const Activities& activities,
                                              const Telling& telling) {
    std::map<std::string, std::string> texts;
    for (const EarnActivity& activity : activities.earn) {
        if (activity.trace.reason == Reason::Fired) continue;
        Receipt one;
        one.trace = {activity.trace};
        for (const Explained& explained : explain(one, telling))
            texts[activity.trace.rule] = explained.text;
    }
    return texts;
}

void write_earn(JsonWriter& out,
                const EarnActivity& activity,
                const std::map<std::string, std::string>& reasons,
                const Telling& telling) {
    bool open = activity.trace.reason == Reason::Fired;
    out.begin_object()
        .member("rule", activity.rule->id)
        .member("text", describe_rule(*activity.rule, telling.programme, telling.language))
        .member("possible", open);
    if (!open) {
        out.member("reason", activity.trace.text());
        if (auto why = reasons.find(activity.trace.rule); why != reasons.end())
            out.member("why", why->second);
    }
    if (activity.missing_amount) out.member("missing", *activity.missing_amount);
    if (activity.missing_quantity) out.member("missing_quantity", *activity.missing_quantity);
    if (activity.purchases_to_go) out.member("purchases_to_go", *activity.purchases_to_go);
    if (activity.uses_left) out.member("uses_left", *activity.uses_left);
    if (activity.rule->effective_to) out.member("until", *activity.rule->effective_to);
    out.key("actions").begin_array();
    if (open)
        out.value(
            name_of(is_about_actions(*activity.rule) ? NextAction::Act : NextAction::Purchase));
    out.end_array().end_object();
}

const Text* name_of_spend(const SpendActivity& activity, const Programme& programme) {
    if (const Reward* reward = programme.find_reward(activity.code)) return &reward->name;
    if (const Coupon* coupon = programme.find_coupon(activity.code)) return &coupon->name;
    if (const Currency* currency = programme.find_currency(activity.code)) return &currency->name;
    return nullptr;
}

void write_spend(JsonWriter& out,
                 const SpendActivity& activity,
                 HolderId member,
                 const Telling& telling) {
    out.begin_object().member("kind", name_of(activity.kind)).member("code", activity.code);
    const Text* name = name_of_spend(activity, telling.programme);
    out.member("name", name ? text_in(*name, telling.language, activity.code)
                            : std::string_view(activity.code));
    if (activity.currency.value != 0) {
        write_code(out, "currency", activity.currency.value, telling.programme);
        out.member("cost", activity.cost).member("missing", activity.missing);
        if (activity.money.n != 0) out.member("money", activity.money);
    }
    out.member("affordable", activity.affordable);
    if (activity.refused) out.member("reason", literal(*activity.refused));
    if (activity.voucher.value != 0)
        out.member("voucher", format_placed(PublicKind::Voucher, activity.voucher.value, member));
    if (activity.valid_until && *activity.valid_until != voucher_without_end)
        out.member("expires_at", *activity.valid_until);
    out.key("actions").begin_array();
    for (NextAction action : activity.actions) out.value(name_of(action));
    out.end_array().end_object();
}

/// Progress in kilograms and the like is written with its decimals.
void write_progress(JsonWriter& out,
                    std::string_view key,
                    std::int64_t value,
                    const ReachActivity& activity) {
    const Challenge* challenge = activity.challenge;
    if ((challenge && challenge->metric == Challenge::Metric::Quantity) ||
        (activity.club && activity.club->is_quantity))
        out.member(key, format_quantity(value));
    else
        out.member(key, value);
}

void write_card(JsonWriter& out, const ReachActivity& activity, const Telling& telling) {
    const auto& cards = telling.programme.document().stamp_cards;
    const auto card = std::ranges::find(cards, activity.code, &StampCard::code);
    if (card != cards.end()) out.member("name", text_in(card->name, telling.language, card->code));
    if (const Reward* reward = telling.programme.find_reward(activity.prize))
        out.member("prize_name", text_in(reward->name, telling.language, reward->code));
    out.member("on_next_card", activity.on_next);
}

void write_club(JsonWriter& out, const ReachActivity& activity, const Telling& telling) {
    const auto& clubs = telling.programme.document().clubs;
    const auto club = std::ranges::find(clubs, activity.code, &Club::code);
    if (club != clubs.end()) out.member("name", text_in(club->name, telling.language, club->code));
    write_progress(out, "own", activity.club->own, activity);
}

void write_challenge(JsonWriter& out, const ReachActivity& activity, const Telling& telling) {
    const Challenge& challenge = *activity.challenge;
    out.member("name", text_in(challenge.name, telling.language, challenge.code))
        .member("metric", word_of(words::challenge_metric, challenge.metric))
        .member("completed", activity.completed)
        .member("repeatable", challenge.repeatable)
        .member("possible", !activity.actions.empty());
    if (!activity.failed.empty()) out.member("reason", "CONDITION_FAILED:" + activity.failed);
    out.key("reward").begin_object().member("type", word_of(words::effect_type, challenge.reward));
    if (challenge.reward == EffectType::Bonus)
        out.member("currency", challenge.reward_currency).member("points", challenge.reward_points);
    else
        out.member("code", challenge.reward_code);
    out.end_object();
}

}  // namespace

void write_reach(JsonWriter& out, const ReachActivity& activity, const Telling& telling) {
    out.begin_object().member("kind", name_of(activity.kind)).member("code", activity.code);
    write_progress(out, "earned", activity.earned, activity);
    write_progress(out, "goal", activity.goal, activity);
    write_progress(out, "missing", activity.missing, activity);
    if (activity.club) write_club(out, activity, telling);
    if (activity.deadline) out.member("deadline", *activity.deadline);
    if (!activity.prize.empty()) out.member("prize", activity.prize);
    if (activity.kind == ReachKind::StampCard) write_card(out, activity, telling);
    if (activity.challenge) write_challenge(out, activity, telling);
    out.member("text", reach_text(activity, telling.programme, telling.language))
        .key("actions")
        .begin_array();
    for (NextAction action : activity.actions) out.value(name_of(action));
    out.end_array().end_object();
}

std::string activities_json(HolderId member,
                            const Activities& activities,
                            const Programme& programme,
                            std::string_view language) {
    const Telling telling{.programme = programme, .language = language};
    const auto reasons = reasons_of(activities, telling);
    JsonWriter out;
    out.begin_object().member("member", format_public(PublicKind::Member, member));
    out.key("earn").begin_array();
    for (const EarnActivity& activity : activities.earn)
        write_earn(out, activity, reasons, telling);
    out.end_array().key("spend").begin_array();
    for (const SpendActivity& activity : activities.spend)
        write_spend(out, activity, member, telling);
    out.end_array().key("reach").begin_array();
    for (const ReachActivity& activity : activities.reach) write_reach(out, activity, telling);
    out.end_array().end_object();
    return std::move(out).text();
}

}  // namespace vuelve
