#include "app/campaigns.h"

#include <algorithm>
#include <map>
#include <set>

#include "app/facts.h"
#include "app/measures.h"
#include "storage/measure_read.h"

namespace vuelve::app {
namespace {

using analytics::DaySpan;

/// The days on which its rules are in force, as far as they say.
struct RuleDays {
    std::optional<Day> first, last;
    std::set<RuleId> rules;
};

RuleDays days_of(const Programme& programme, const Campaign& campaign) {
    RuleDays days;
    bool is_open = false;
    for (const Rule& rule : programme.rules()) {
        if (rule.campaign != campaign.code) continue;
        days.rules.insert(rule.number);
        if (rule.effective_from) {
            const Day first = programme.zone().local_day(*rule.effective_from);
            days.first = days.first ? std::min(*days.first, first) : first;
        }
        if (!rule.effective_to) is_open = true;
        if (rule.effective_to) {
            const Day last = programme.zone().local_day(*rule.effective_to + -1);
            days.last = days.last ? std::max(*days.last, last) : last;
        }
    }
    if (is_open) days.last.reset();
    return days;
}

Result<DaySpan> span_of(const RuleDays& days,
                        std::optional<Day> from,
                        std::optional<Day> to,
                        Day now) {
    const auto first = from ? from : days.first;
    if (!first)
        return refuse_field("/from", "required", "its rules do not say when it began: give `from`");
    const Day last = std::min(now, to ? *to : days.last.value_or(now));
    if (last < *first) return refuse_field("/from", "out-of-range", "it has not begun");
    return DaySpan{*first, last};
}

std::vector<CampaignPoints> points_of(const Programme& programme,
                                      const analytics::ShopFacts& facts,
                                      const std::set<RuleId>& rules) {
    std::map<CurrencyId, Units> given;
    for (const analytics::PointFact& point : facts.points)
        if (rules.contains(point.rule) &&
            (point.type == EntryType::Earn || point.type == EntryType::EarnReversal))
            given[point.currency] += point.units;
    std::vector<CampaignPoints> list;
    for (const auto& [id, units] : given) {
        const Currency& currency = programme.currency(id);
        const Ratio cost =
            Ratio(units.n) * currency.cost_per_point * Ratio(1, power_of_ten(currency.scale));
        list.push_back({id, units, Minor{round(cost, Rounding::HalfUp).value_or(0)}});
    }
    return list;
}

}  // namespace

Minor CampaignReading::points_cost() const {
    Minor sum{};
    for (const CampaignPoints& given : points) sum += given.cost;
    return sum;
}

std::optional<Minor> CampaignReading::incremental() const {
    if (!campaign->cost) return std::nullopt;
    return effect.incremental(*campaign->cost + points_cost());
}

Result<CampaignReading> read_campaign(Service& service,
                                      OpenProgramme& programme,
                                      const std::string& code,
                                      std::optional<Day> from,
                                      std::optional<Day> to) {
    CampaignReading reading{.programme = programme.snapshot()};
    const auto& campaigns = reading.programme->document().campaigns;
    const auto found = std::ranges::find(campaigns, code, &Campaign::code);
    if (found == campaigns.end()) return refuse(ErrorCode::NotFound, "no such campaign");
    reading.campaign = &*found;
    const RuleDays days = days_of(*reading.programme, *found);
    const Day now = today(service, programme);
    const DaySpan span = TRY(span_of(days, from, to, now));
    const DaySpan before = analytics::days_to(span.first + -1, span.last - span.first + 1);

    catch_up(service, programme);
    auto reader = service.database().fan_out();
    // What returns took back after its end counts against it.
    analytics::ShopFacts facts = storage::read_shop_facts(
        *reader, programme.placement(), programme.key().programme_id, *reading.programme,
        {.from = span.first, .span = {span.first, now}, .needs = {.points = true}});
    programme.facts().each_sale(*reader, before.first, span.last,
                                [&](const vuelve::Sale& sale) { facts.sales.push_back(sale); });
    reading.effect =
        measure_campaign(reading.programme->document(), *reading.campaign, facts, span);
    reading.points = points_of(*reading.programme, facts, days.rules);
    return reading;
}

}  // namespace vuelve::app
