#include "cli/report_campaign.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "analytics/rate.h"
#include "app/campaigns.h"
#include "cli/import_table.h"
#include "cli/or_fail.h"
#include "cli/report.h"

namespace vuelve::cli {
namespace {

using analytics::Arm;
using analytics::decimal_text;

/// Money of an estimate: minor units with two places.
constexpr int estimate_places = 2;

struct CampaignOptions : ReportOptions {
    std::string code;
};

void declare_campaign(CLI::App& app, CampaignOptions& options) {
    app.add_option("--code", options.code, "the campaign")->required();
    app.add_option("--from", options.from, "first day; else the first of its rules");
    app.add_option("--to", options.to, "last day; else the last of its rules");
}

std::optional<Day> typed_campaign_day(const std::string& flag, const std::string& written) {
    if (written.empty()) return std::nullopt;
    const auto day = parse_day(written);
    if (!day) throw WrongUseError{fmt::format("{} {}: a day is written 2026-03-10", flag, written)};
    return day;
}

std::string interval_text(const analytics::Uplift& uplift) {
    if (!uplift.ci_low || !uplift.ci_high) return decimal_text(uplift.diff, estimate_places);
    return fmt::format("{} ({} to {})", decimal_text(uplift.diff, estimate_places),
                       decimal_text(*uplift.ci_low, estimate_places),
                       decimal_text(*uplift.ci_high, estimate_places));
}

using Facts = std::vector<std::pair<std::string, std::string>>;

void add_effects(const analytics::CampaignEffect& effect, Facts& facts) {
    constexpr int ratio_places = 4;
    if (effect.effect) facts.emplace_back("difference", interval_text(*effect.effect));
    if (effect.adjusted)
        facts.emplace_back("difference by what they brought before",
                           interval_text(effect.adjusted->uplift));
    if (effect.against_holdout)
        facts.emplace_back("difference from the hold-out", interval_text(*effect.against_holdout));
    if (effect.ratio)
        facts.emplace_back(
            "sizes of groups",
            fmt::format("chi2 {}, p {}{}", decimal_text(effect.ratio->chi2, ratio_places),
                        decimal_text(effect.ratio->p, ratio_places),
                        effect.ratio->is_suspicious() ? ": not what chance would do" : ""));
}

Facts campaign_facts(const app::CampaignReading& reading) {
    const ProgrammeDocument& document = reading.programme->document();
    const analytics::CampaignEffect& effect = reading.effect;
    auto money = [&](Minor minor) {
        return money_text(minor.n, document.money_exponent) + " " + document.money_currency;
    };
    constexpr int share_places = 4;
    Facts facts{{"campaign", reading.campaign->code},
                {"days", fmt::format("{} to {}", format_day(effect.span.first),
                                     format_day(effect.span.last))},
                {"outcome", effect.is_margin
                                ? "margin in minor units; cost known of " +
                                      decimal_text(effect.cost_coverage, share_places).value_or("0")
                                : "amount in minor units: no cost is known"}};
    add_effects(effect, facts);
    for (const app::CampaignPoints& given : reading.points)
        facts.emplace_back("given " + reading.programme->currency(given.currency).code,
                           fmt::format("{} ({})", given.points.n, money(given.cost)));
    if (reading.campaign->cost) facts.emplace_back("campaign cost", money(*reading.campaign->cost));
    if (const auto incremental = reading.incremental())
        facts.emplace_back("incremental", money(*incremental));
    facts.emplace_back("verdict", verdict_of(document, effect));
    return facts;
}

int report_campaign(const CampaignOptions& options) {
    const OpenReport report(options, ShopAccess::ReadFacts);
    const auto reading = or_fail(app::read_campaign(
        report.service(), report.programme(), options.code,
        typed_campaign_day("--from", options.from), typed_campaign_day("--to", options.to)));
    using enum ReportKind;
    ReportTable table{
        .facts = campaign_facts(reading),
        .columns = {{"group"}, {"members", Units}, {"mean", Decimal}, {"mean_before", Decimal}}};
    for (Arm arm : {Arm::Treated, Arm::Control, Arm::Holdout}) {
        const auto& outcomes = reading.effect.arm(arm);
        table.rows.push_back({std::string(name_of(arm)), std::ssize(outcomes.outcome),
                              decimal_text(outcomes.mean_outcome(), estimate_places),
                              decimal_text(outcomes.mean_before(), estimate_places)});
    }
    report.print(std::move(table));
    return Done;
}

}  // namespace

CliCommand report_campaign_command() {
    return report_command<CampaignOptions>("report campaign",
                                           "what a campaign brought against its control group",
                                           declare_campaign, report_campaign);
}

}  // namespace vuelve::cli
