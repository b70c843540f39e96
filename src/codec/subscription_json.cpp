#include "codec/subscription_json.h"

#include "codec/programme_parts.h"
#include "codec/programme_words.h"
#include "codec/public_id.h"
#include "codec/sentences.h"
#include "codec/sentences_teller.h"
#include "domain/pay_points.h"

namespace vuelve {
namespace {

void write_units(JsonWriter& out, std::string_view key, Units units, const Currency& currency) {
    out.key(key)
        .begin_object()
        .member("points", units)
        .member("worth", value_of(currency, units))
        .end_object();
}

/// "120 puntos (1.20 USD)"
std::string told_units(Units units, const Currency& currency, const Teller& teller) {
    std::string text = teller.units(units, currency);
    const bool has_worth = currency.kind != CurrencyKind::Wallet && currency.money_value;
    return has_worth ? text + " (" + teller.money(value_of(currency, units)) + ")" : text;
}

std::string plan_text(const PlanView& view, const Currency& currency, const Teller& teller) {
    const std::string_view name = teller.plan_name(view.plan->code);
    const bool had = !view.periods.empty();
    const Units units = had ? view.given : view.would_give;
    if (units.n <= 0) return {};
    return fill(had ? teller.phrases().plan_gave : teller.phrases().plan_would_give,
                {name, told_units(units, currency, teller)});
}

void write_plan(JsonWriter& out,
                const PlanView& view,
                const Programme& programme,
                std::string_view language) {
    const SubscriptionPlan& plan = *view.plan;
    const Currency& currency = programme.currency(plan.currency_id);
    out.begin_object()
        .member("plan", plan.code)
        .member("name", text_in(plan.name, language, plan.code))
        .member("price", plan.price)
        .member("period", word_of(words::plan_period, plan.period))
        .member("grace_days", plan.grace_days)
        .member("currency", plan.currency);
    encode_decimal("factor", plan.factor, out);
    encode_list("benefits", plan.benefits, out);
    out.key("subscriptions").begin_array();
    for (const SubscriptionPeriod& period : view.periods)
        write_subscription(out, period, programme, language);
    out.end_array();
    write_units(out, "given", view.given, currency);
    write_units(out, "last_year", view.would_give, currency);
    out.member("text", plan_text(view, currency, Teller(programme, language)));
    out.key("actions").begin_array();
    const bool is_owed = view.is_open && view.periods.back().state != SubscriptionState::Cancelling;
    if (!view.is_open) out.value("subscribe");
    if (is_owed) out.value("cancel");
    out.end_array().end_object();
}

}  // namespace

void write_subscription(JsonWriter& out,
                        const SubscriptionPeriod& subscription,
                        const Programme& programme,
                        std::string_view language) {
    const SubscriptionPlan* plan = programme.find_plan(subscription.plan);
    out.begin_object()
        .member("plan", subscription.plan)
        .member("name", plan ? text_in(plan->name, language, plan->code)
                             : std::string_view(subscription.plan))
        .member("state", name_of(subscription.state))
        .member("paid_from", subscription.from)
        .member("paid_to", subscription.to)
        .member("benefits_until", subscription.until);
    encode_list("benefits", plan ? plan->benefits : std::vector<std::string>{}, out);
    out.end_object();
}

std::string subscriptions_json(HolderId member,
                               const std::vector<PlanView>& plans,
                               const Programme& programme,
                               std::string_view language) {
    JsonWriter out;
    out.begin_object().member("member", format_public(PublicKind::Member, member));
    out.key("plans").begin_array();
    for (const PlanView& view : plans) write_plan(out, view, programme, language);
    out.end_array().end_object();
    return std::move(out).text();
}

}  // namespace vuelve
