#include "cli/report_books.h"

#include <algorithm>

#include <CLI/CLI.hpp>

#include "app/books.h"
#include "app/breakage.h"
#include "cli/chart_of_accounts.h"
#include "cli/or_fail.h"
#include "cli/report.h"
#include "codec/json_writer.h"

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
            row.emplace_back(format_month(month));
            const RollForward moved =
                app::read_roll_forward(report.service(), report.programme(), currency, month);
            for (const auto& [name, units] : rows_of(moved)) row.emplace_back(units.n);
        }
    report.print(std::move(table));
    return Done;
}

int report_recognition(const ReportOptions& options) {
    const OpenReport report(options);
    const auto programme = report.snapshot();
    const auto months = report.months();
    const auto currencies = report.currencies();
    ReportTable table{.columns = {{"month"},
                                  {"kind"},
                                  {"currency"},
                                  {"year"},
                                  {"breakage", ReportKind::Decimal},
                                  {"deferred", ReportKind::Money},
                                  {"issued", ReportKind::Units},
                                  {"redeemed", ReportKind::Units},
                                  {"expired", ReportKind::Units},
                                  {"outstanding", ReportKind::Units},
                                  {"recognised", ReportKind::Money},
                                  {"revenue", ReportKind::Money},
                                  {"liability", ReportKind::Money}}};
    for (const analytics::PoolRow& row :
         or_fail(app::read_pools(report.service(), report.programme(), months.back()))) {
        if (row.month < months.front() ||
            std::ranges::find(currencies, row.pool.currency) == currencies.end())
            continue;
        const PoolChange& sums = row.to_date;
        table.rows.push_back(
            {format_month(row.month), std::string(name_of(row.pool.kind)),
             programme->currency(row.pool.currency).code, std::to_string(row.pool.year),
             format_decimal(row.breakage_rate), sums.deferred.n, sums.issued.n, sums.redeemed.n,
             sums.expired.n, sums.outstanding.n, row.recognised.n, row.revenue.n, row.liability.n});
    }
    report.print(std::move(table));
    return Done;
}

struct JournalOptions : ReportOptions {
    std::string chart;
};

void declare_journal(CLI::App& app, JournalOptions& options) {
    declare_period(app, options);
    app.add_option("--chart", options.chart, "the shop's accounts: CSV with account, code, name");
}

/// The two sides of a line, one row each.
void add_sides(ReportTable& table,
               const Programme& programme,
               int month,
               const analytics::JournalLine& line,
               const ChartOfAccounts* chart) {
    auto code = [&](std::int32_t symbol) {
        return symbol == 0 ? std::string() : programme.symbols().code(symbol);
    };
    for (const bool is_debit : {true, false}) {
        const std::string& word = is_debit ? line.debit : line.credit;
        auto& row = table.rows.emplace_back();
        for (std::string text :
             {format_month(month), programme.document().code, code(line.brand.value),
              code(line.currency.value), std::string(name_of(line.reason)), line.report, word})
            row.emplace_back(std::move(text));
        if (chart) {
            row.emplace_back(chart->at(word).code);
            row.emplace_back(chart->at(word).name);
        }
        row.push_back(is_debit ? ReportCell(line.amount.n) : ReportCell());
        row.push_back(is_debit ? ReportCell() : ReportCell(line.amount.n));
    }
}

int report_journal(const JournalOptions& options) {
    std::optional<ChartOfAccounts> chart;
    if (!options.chart.empty()) chart = or_fail(read_chart(options.chart));
    const OpenReport report(options);
    ReportTable table{.columns = {{"month"},
                                  {"programme"},
                                  {"brand"},
                                  {"currency"},
                                  {"reason"},
                                  {"report"},
                                  {"account"}}};
    if (chart) table.columns.insert(table.columns.end(), {{"code"}, {"name"}});
    table.columns.push_back({"debit", ReportKind::Money});
    table.columns.push_back({"credit", ReportKind::Money});
    for (int month : report.months())
        for (const analytics::JournalLine& line :
             or_fail(app::read_journal(report.service(), report.programme(), month)))
            add_sides(table, *report.snapshot(), month, line, chart ? &*chart : nullptr);
    report.print(std::move(table));
    return Done;
}

struct BreakageOptions : ReportOptions {
    int age = 0, cohorts_min = 6;
};

void declare_breakage(CLI::App& app, BreakageOptions& options) {
    app.add_option("--month", options.month, "as of its end")->required();
    declare_currency(app, options);
    app.add_option("--age", options.age, "months by which points are spent or gone")
        ->check(CLI::Range(1, 1200));
    app.add_option("--cohorts-min", options.cohorts_min, "fewer that old: not predictable")
        ->check(CLI::Range(1, 1200));
}

int report_breakage(const BreakageOptions& options) {
    const OpenReport report(options);
    const int month = report.months().back();
    ReportTable table{.columns = {{"currency"},
                                  {"age", ReportKind::Units},
                                  {"cohorts", ReportKind::Units},
                                  {"issued", ReportKind::Units},
                                  {"expired", ReportKind::Units},
                                  {"rate", ReportKind::Decimal},
                                  {"estimate"}}};
    for (CurrencyId currency : report.currencies()) {
        app::BreakageQuestion question{
            .currency = currency, .until_month = month, .cohorts_min = options.cohorts_min};
        if (options.age > 0) question.age = options.age;
        const auto reading = app::read_breakage(report.service(), report.programme(), question);
        const std::string code = report.snapshot()->currency(currency).code;
        for (const auto& at : reading.by_age) {
            const auto rate = at.rate();
            table.rows.push_back({code, std::int64_t{at.age}, std::int64_t{at.cohorts}, at.issued.n,
                                  at.expired.n, rate ? ReportCell(*rate) : ReportCell(), ""});
        }
        // The age that counts, whether or not any cohort is that old.
        auto row = std::ranges::find(reading.by_age, reading.age, &analytics::BreakageAtAge::age);
        const auto after = static_cast<std::size_t>(reading.by_age.end() - row);
        if (after == 0)
            table.rows.push_back({code, std::int64_t{reading.age}, std::int64_t{0}, ReportCell(),
                                  ReportCell(), ReportCell(), ""});
        table.rows[table.rows.size() - std::max<std::size_t>(after, 1)].back() =
            reading.estimate.is_predictable ? format_decimal(reading.estimate.rate)
                                            : std::string("not predictable: 0");
    }
    report.print(std::move(table));
    return Done;
}

}  // namespace

std::vector<CliCommand> report_books_commands() {
    return {report_command<ReportOptions>("report rollforward",
                                          "what every month did to the points that are out",
                                          declare_books, report_roll_forward),
            report_command<ReportOptions>("report recognition",
                                          "what of the money that sales deferred is revenue by now",
                                          declare_books, report_recognition),
            report_command<JournalOptions>("report journal",
                                           "what a month brings to the general ledger",
                                           declare_journal, report_journal),
            report_command<BreakageOptions>("report breakage",
                                            "how many points are never used, by their age",
                                            declare_breakage, report_breakage)};
}

}  // namespace vuelve::cli
