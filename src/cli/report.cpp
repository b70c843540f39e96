#include "cli/report.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iterator>

#include "cli/or_fail.h"
#include "cli/report_books.h"
#include "cli/report_clearing.h"
#include "cli/report_metrics.h"
#include "cli/report_satisfaction.h"
#include "cli/report_what_if.h"

namespace vuelve::cli {
namespace {

/// "2026-03" is a month, "2026-03-10" a day.
std::optional<Day> first_of(const std::string& written) {
    return parse_day(written.size() == 7 ? written + "-01" : written);
}

Day typed_day(const std::string& flag, const std::string& written) {
    auto day = first_of(written);
    if (!day)
        throw WrongUseError{
            fmt::format("{} {}: a month is written 2026-03, a day 2026-03-10", flag, written)};
    return *day;
}

}  // namespace

void declare_report(CLI::App& app, ReportOptions& options) {
    add_settings(app, options.settings, {"database", "keys"});
    app.add_option("--programme", options.programme, "its code, where there are several");
    app.add_option("--format", options.format, "table, csv or json")
        ->check(CLI::IsMember({"table", "csv", "json"}));
}

void declare_period(CLI::App& app, ReportOptions& options) {
    auto* month = app.add_option("--month", options.month, "2026-03");
    auto* from = app.add_option("--from", options.from, "first day or month")->excludes(month);
    app.add_option("--to", options.to, "last day or month")->needs(from);
}

void declare_currency(CLI::App& app, ReportOptions& options) {
    app.add_option("--currency", options.currency, "its code; else all");
}

OpenReport::OpenReport(const ReportOptions& options, ShopAccess access)
    : options_(options), shop_(open_shop(options, access)) {}

ReportDays OpenReport::days() const {
    ReportDays days;
    if (!options_.month.empty()) {
        if (options_.month.size() != 7)
            throw WrongUseError{"--month " + options_.month + ": a month is written 2026-03"};
        days.from = typed_day("--month", options_.month);
        days.to = add_months(days.from, 1) + -1;
        return days;
    }
    if (options_.from.empty() || options_.to.empty())
        throw WrongUseError{"of when? --month 2026-03, or --from 2026-01 --to 2026-03"};
    days.from = typed_day("--from", options_.from);
    days.to = typed_day("--to", options_.to);
    if (options_.to.size() == 7) days.to = add_months(days.to, 1) + -1;
    if (days.to < days.from) throw WrongUseError{"--to lies before --from"};
    return days;
}

std::vector<int> OpenReport::months() const {
    const ReportDays period = days();
    const Day today = snapshot()->zone().local_day(service().now());
    if (month_number(today) < month_number(period.to))
        throw WrongUseError{format_month(month_number(period.to)) + " has not begun"};
    std::vector<int> months;
    for (Day day = period.from; month_number(day) <= month_number(period.to);
         day = add_months(day, 1))
        months.push_back(month_number(day));
    return months;
}

std::vector<CurrencyId> OpenReport::currencies() const {
    std::vector<CurrencyId> chosen;
    const auto programme = snapshot();
    for (const Currency& currency : programme->document().currencies)
        if (options_.currency.empty() || options_.currency == currency.code)
            chosen.push_back(currency.id);
    if (chosen.empty()) throw WrongUseError{"no currency " + options_.currency};
    return chosen;
}

void OpenReport::print(ReportTable table) const {
    table.money_exponent = snapshot()->document().money_exponent;
    fmt::print("{}", report_text(table, report_format(options_.format)));
}

std::vector<CliCommand> report_commands() {
    std::vector<CliCommand> commands;
    for (auto list : {report_books_commands, report_clearing_commands, report_metrics_commands,
                      report_satisfaction_commands, report_what_if_commands})
        std::ranges::move(list(), std::back_inserter(commands));
    return commands;
}

}  // namespace vuelve::cli
