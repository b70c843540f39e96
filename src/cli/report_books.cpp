#include "cli/report_books.h"

#include "app/books.h"
#include "cli/report.h"

namespace vuelve::cli {
namespace {

void declare_books(CLI::App& app, ReportOptions& options) {
    declare_period(app, options);
    declare_currency(app, options);
}

int report_roll_forward(const ReportOptions& options) {
    const OpenReport report(options);
    ReportTable table{.columns = {{"currency"}, {"month"}}};
    for (const auto& [name, units] : rows_of(RollForward{}))
        table.columns.push_back({std::string(name), ReportKind::Units});
    for (CurrencyId currency : report.currencies())
        for (int month : report.months()) {
            auto& row = table.rows.emplace_back();
            row.emplace_back(report.snapshot()->currency(currency).code);
            row.emplace_back(month_text(month));
            const RollForward moved =
                app::read_roll_forward(report.service(), report.programme(), currency, month);
            for (const auto& [name, units] : rows_of(moved)) row.emplace_back(units.n);
        }
    report.print(std::move(table));
    return Done;
}

}  // namespace

std::vector<CliCommand> report_books_commands() {
    return {report_command<ReportOptions>("report rollforward",
                                          "what every month did to the points that are out",
                                          declare_books, report_roll_forward)};
}

}  // namespace vuelve::cli
