#include "cli/report_satisfaction.h"

#include <CLI/CLI.hpp>

#include "app/surveys.h"
#include "cli/or_fail.h"
#include "cli/report.h"

namespace vuelve::cli {
namespace {

struct SatisfactionOptions : ReportOptions {
    std::string store;
};

void declare_satisfaction(CLI::App& app, SatisfactionOptions& options) {
    declare_period(app, options);
    app.add_option("--store", options.store, "only answers about this store");
}

ReportCell measure(const std::optional<std::string>& value) {
    return value ? ReportCell(*value) : ReportCell();
}

void add_row(ReportTable& table,
             std::string by,
             std::string value,
             const analytics::Satisfaction& said) {
    auto& row = table.rows.emplace_back();
    row.emplace_back(std::move(by));
    row.emplace_back(std::move(value));
    row.emplace_back(said.rated);
    row.push_back(measure(said.mean));
    for (std::int64_t count : said.ratings) row.emplace_back(count);
    row.emplace_back(said.recommended());
    row.push_back(measure(said.nps));
    for (std::int64_t count : {said.promoters, said.passives, said.detractors})
        row.emplace_back(count);
}

int report_satisfaction(const SatisfactionOptions& options) {
    const OpenReport report(options);
    const ReportDays days = report.days();
    const auto found =
        or_fail(app::read_satisfaction(report.service(), report.programme(),
                                       {.from = days.from, .to = days.to, .store = options.store}));
    ReportTable table{.facts = {{"from", format_day(days.from)}, {"to", format_day(days.to)}},
                      .columns = {{"by"}, {"value"}}};
    for (const char* name : {"ratings", "mean", "r1", "r2", "r3", "r4", "r5", "recommendations",
                             "nps", "promoters", "passives", "detractors"}) {
        const bool decimal = std::string_view(name) == "mean" || std::string_view(name) == "nps";
        table.columns.push_back({name, decimal ? ReportKind::Decimal : ReportKind::Units});
    }
    add_row(table, "all", "", found.all);
    for (const auto& [store, said] : found.by_store)
        add_row(table, "store",
                store.value == 0 ? "-" : report.snapshot()->symbols().code(store.value), said);
    for (const auto& [month, said] : found.by_month)
        add_row(table, "month", format_month(month), said);
    report.print(std::move(table));
    return Done;
}

}  // namespace

std::vector<CliCommand> report_satisfaction_commands() {
    return {report_command<SatisfactionOptions>("report satisfaction",
                                                "ratings and the net promoter score",
                                                declare_satisfaction, report_satisfaction)};
}

}  // namespace vuelve::cli
