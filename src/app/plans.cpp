#include "app/plans.h"

#include <algorithm>

#include "domain/subscription.h"

namespace vuelve::app {
namespace {

constexpr std::int64_t year_ms = 365 * ms_per_day;

using Given = std::vector<storage::LedgerStore::GivenRow>;

/// What rules gave the member since an instant, wherever its points lie.
Given given_since(const OpenProgramme& programme,
                  storage::Reader& reader,
                  const Holder& member,
                  Instant since) {
    Given given = programme.ledger().given_by_rules(reader, member.id, member.id, since);
    if (member.household.value == 0) return given;
    Given shared = programme.ledger().given_by_rules(reader, member.household, member.id, since);
    std::ranges::move(shared, std::back_inserter(given));
    return given;
}

bool earns_base_in(const Programme& programme, RuleId number, CurrencyId currency) {
    return std::ranges::any_of(programme.rules(), [&](const Rule& rule) {
        return rule.number == number && std::ranges::any_of(rule.effects, [&](const Effect& one) {
                   return one.type == EffectType::EarnBase && one.currency_id == currency;
               });
    });
}

/// What the plan's factor adds to these base points, beside any other factor.
Units added_by(const Programme& programme, const SubscriptionPlan& plan, const Given& given) {
    Units base{};
    for (const auto& [rule, currency, units] : given)
        if (currency == plan.currency_id && earns_base_in(programme, rule, currency)) base += units;
    const Ratio exact = Ratio(std::max<std::int64_t>(0, base.n)) * (plan.factor - Ratio(1));
    return Units{round(exact, Rounding::Down).value_or(0)};
}

}  // namespace

Result<PlansReading> read_plans(Service& service, OpenProgramme& programme, HolderId id) {
    const MemberReading settled = TRY(read_member(service, programme, id));
    const auto snapshot = settled.programme;
    auto reader = service.database().snapshot();
    const Given ever = given_since(programme, *reader, settled.member, Instant{});
    const Given lately = given_since(programme, *reader, settled.member, service.now() + -year_ms);
    PlansReading reading{.member = settled.member.id, .plans = {}, .programme = snapshot};
    for (const SubscriptionPlan& plan : snapshot->document().subscriptions) {
        PlanView& view = reading.plans.emplace_back();
        view.plan = &plan;
        std::ranges::copy_if(settled.member.subscriptions, std::back_inserter(view.periods),
                             [&](const SubscriptionPeriod& one) { return one.plan == plan.code; });
        view.is_open = open_subscription(settled.member, plan.code) != nullptr;
        const RuleId factor = snapshot->factor_rule("subscription:", plan.code);
        for (const auto& [rule, currency, units] : ever)
            if (rule == factor) view.given += units;
        view.would_give = added_by(*snapshot, plan, lately);
    }
    return reading;
}

}  // namespace vuelve::app
