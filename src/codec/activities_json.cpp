#include "codec/activities_json.h"

#include <map>

#include "codec/answer_json_parts.h"
#include "codec/club_json.h"
#include "codec/json_writer.h"
#include "codec/purchase_json.h"
#include "codec/sentences.h"

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
    if (open) out.value("purchase");
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

/// A club asks to be joined before purchases count for it.
std::string_view next_of(const ReachActivity& activity) {
    if (activity.may_join) return "join";
    return activity.missing > 0 ? "purchase" : "";
}

void write_reach(JsonWriter& out, const ReachActivity& activity, const Telling& telling) {
    out.begin_object().member("kind", name_of(activity.kind)).member("code", activity.code);
    const auto& club = activity.club;
    auto count = [&](std::string_view name, std::int64_t value) {
        if (club && club->is_quantity)
            out.member(name, format_quantity(value));
        else
            out.member(name, value);
    };
    count("earned", activity.earned);
    count("goal", activity.goal);
    count("missing", activity.missing);
    if (club) count("own", club->own);
    if (activity.deadline) out.member("deadline", *activity.deadline);
    if (!activity.prize.empty()) out.member("prize", activity.prize);
    if (club) out.member("text", club_text(*club, telling));
    out.key("actions").begin_array();
    if (auto next = next_of(activity); !next.empty()) out.value(next);
    out.end_array().end_object();
}

}  // namespace

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
