#include "cli/report_metrics.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "app/measures.h"
#include "cli/or_fail.h"
#include "cli/report.h"
#include "cli/report_campaign.h"
#include "cli/report_customers.h"
#include "cli/report_uplift.h"
#include "codec/public_id.h"

namespace vuelve::cli {
namespace {

struct MetricsOptions : ReportOptions {
    std::string by, metric, of, side = "numerator";
};

void declare_metrics(CLI::App& app, MetricsOptions& options) {
    declare_period(app, options);
    declare_currency(app, options);
    app.add_option("--by", options.by, "broken down by store channel brand tier segment or month")
        ->check(CLI::IsMember({"store", "channel", "brand", "tier", "segment", "month"}));
    auto* metric = app.add_option("--open", options.metric, "the rows behind this measure");
    app.add_option("--of", options.of, "of this part of the breakdown")->needs(metric);
    app.add_option("--side", options.side, "numerator or denominator")
        ->check(CLI::IsMember({"numerator", "denominator"}))
        ->needs(metric);
}

ReportCell figure_cell(const std::optional<std::string>& text) {
    return text ? ReportCell(*text) : ReportCell();
}

ReportTable metrics_table(const app::MeasuresRead& read, const std::string& by) {
    using enum ReportKind;
    ReportTable table{.facts = {{"currency", read.currency}},
                      .columns = {{"metric"},
                                  {"value", Decimal},
                                  {"numerator", Units},
                                  {"denominator", Units},
                                  {"rows"}}};
    if (!by.empty()) table.columns.insert(table.columns.begin(), {by});
    for (const analytics::MeasureGroup& group : read.groups)
        for (const analytics::Figure& figure : group.figures) {
            auto& row = table.rows.emplace_back();
            if (!by.empty()) row.emplace_back(group.label);
            row.emplace_back(std::string(figure.name));
            row.push_back(figure_cell(figure.value));
            row.emplace_back(figure.part.amount);
            row.emplace_back(figure.whole.amount);
            row.emplace_back(fmt::format("{} / {}", analytics::name_of(figure.part.kind),
                                         analytics::name_of(figure.whole.kind)));
        }
    for (const analytics::MeasureGroup& group : read.groups)
        if (by.empty() && group.days_without_total > 0)
            table.facts.emplace_back("days without a store's total",
                                     std::to_string(group.days_without_total));
    return table;
}

ReportTable rows_table(const analytics::Figure& figure,
                       const std::string& side,
                       const Programme& programme) {
    const analytics::FigureSide& told = side == "numerator" ? figure.part : figure.whole;
    ReportTable table{.facts = {{"metric", std::string(figure.name)},
                                {"value", figure.value.value_or("")},
                                {"sum", std::to_string(told.sum)}},
                      .columns = {{"kind"},
                                  {"id", ReportKind::Text},
                                  {"member", ReportKind::Text},
                                  {"day"},
                                  {"value", ReportKind::Units}}};
    for (const analytics::FigureRow& row : told.rows)
        table.rows.push_back(
            {std::string(analytics::name_of(told.kind)),
             app::public_row_id(row, told.kind, programme),
             row.member.value == 0 ? std::string() : format_public(PublicKind::Member, row.member),
             format_day(row.day), row.value});
    return table;
}

int report_metrics(const MetricsOptions& options) {
    const OpenReport report(options, ShopAccess::ReadFacts);
    const ReportDays days = report.days();
    app::MeasuresAsked asked{.span = {days.from, days.to}, .currency = options.currency};
    if (!options.by.empty()) asked.by = *analytics::parse_breakdown(options.by);
    if (options.metric.empty()) {
        report.print(metrics_table(
            or_fail(app::read_measures(report.service(), report.programme(), asked)), options.by));
        return Done;
    }
    const auto figure = or_fail(
        app::read_figure(report.service(), report.programme(), asked, options.metric, options.of));
    report.print(rows_table(figure, options.side, *report.snapshot()));
    return Done;
}

}  // namespace

std::vector<CliCommand> report_metrics_commands() {
    std::vector<CliCommand> commands{report_command<MetricsOptions>(
        "report metrics", "the measures of a period, and the rows behind each", declare_metrics,
        report_metrics)};
    std::ranges::move(report_customers_commands(), std::back_inserter(commands));
    commands.push_back(report_campaign_command());
    commands.push_back(report_uplift_command());
    return commands;
}

}  // namespace vuelve::cli
