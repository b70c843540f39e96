#include "cli/report_clearing.h"

#include "app/settlement.h"
#include "cli/or_fail.h"
#include "cli/report.h"

namespace vuelve::cli {
namespace {

void declare_settlement(CLI::App& app, ReportOptions& options) {
    declare_period(app, options);
    declare_currency(app, options);
}

/// Calls `work` for every currency and month asked for, with the start of its rows.
template <class Work>
void for_each_month(const OpenReport& report, Work work) {
    for (CurrencyId currency : report.currencies())
        for (int month : report.months())
            work(currency, month,
                 std::vector<ReportCell>{report.snapshot()->currency(currency).code,
                                         format_month(month)});
}

int report_clearing(const ReportOptions& options) {
    const OpenReport report(options);
    ReportTable table{.facts = {{"money", report.snapshot()->document().money_currency}},
                      .columns = {{"currency"},
                                  {"month"},
                                  {"brand"},
                                  {"issued_net", ReportKind::Units},
                                  {"redeemed_net", ReportKind::Units},
                                  {"issue_due", ReportKind::Money},
                                  {"redeem_claim", ReportKind::Money},
                                  {"fee", ReportKind::Money},
                                  {"breakage_credit", ReportKind::Money},
                                  {"net_payable", ReportKind::Money}}};
    for_each_month(report, [&](CurrencyId currency, int month, std::vector<ReportCell> start) {
        const auto brands =
            or_fail(app::read_clearing(report.service(), report.programme(), currency, month));
        for (const analytics::ClearingRow& brand : brands) {
            auto& row = table.rows.emplace_back(start);
            row.emplace_back(brand.brand);
            for (Units units : {brand.issued_net, brand.redeemed_net}) row.emplace_back(units.n);
            for (Minor money : {brand.issue_due, brand.redeem_claim, brand.fee,
                                brand.breakage_credit, brand.net_payable})
                row.emplace_back(money.n);
        }
    });
    report.print(std::move(table));
    return Done;
}

int report_bilateral(const ReportOptions& options) {
    const OpenReport report(options);
    ReportTable table{.facts = {{"money", report.snapshot()->document().money_currency}},
                      .columns = {{"currency"},
                                  {"month"},
                                  {"issuer"},
                                  {"redeemer"},
                                  {"points", ReportKind::Units},
                                  {"amount", ReportKind::Money}}};
    for_each_month(report, [&](CurrencyId currency, int month, std::vector<ReportCell> start) {
        const auto pairs =
            or_fail(app::read_bilateral(report.service(), report.programme(), currency, month));
        for (const analytics::BilateralRow& pair : pairs) {
            auto& row = table.rows.emplace_back(start);
            row.emplace_back(pair.issuer);
            row.emplace_back(pair.redeemer);
            row.emplace_back(pair.points.n);
            row.emplace_back(pair.amount.n);
        }
    });
    report.print(std::move(table));
    return Done;
}

int report_by_brand(const ReportOptions& options) {
    const OpenReport report(options);
    ReportTable table{.columns = {{"currency"}, {"month"}, {"brand"}}};
    for (const auto& [name, units] : rows_of(RollForwardColumn{}))
        table.columns.push_back({std::string(name), ReportKind::Units});
    for_each_month(report, [&](CurrencyId currency, int month, std::vector<ReportCell> start) {
        const RollForwardByBrand columns =
            app::read_roll_forward_by_brand(report.service(), report.programme(), currency, month);
        auto add = [&](const std::string& brand, const RollForwardColumn& column) {
            auto& row = table.rows.emplace_back(start);
            row.emplace_back(brand);
            for (const auto& [name, units] : rows_of(column)) row.emplace_back(units.n);
        };
        for (const auto& [brand, column] : columns.brands)
            add(report.snapshot()->symbols().code(brand.value), column);
        add("(debt)", columns.debt);
        add("(all)", total_of(columns));
    });
    report.print(std::move(table));
    return Done;
}

}  // namespace

std::vector<CliCommand> report_clearing_commands() {
    return {report_command<ReportOptions>("report clearing",
                                          "what each brand owes for the points of a month",
                                          declare_settlement, report_clearing),
            report_command<ReportOptions>("report bilateral",
                                          "whose points were redeemed at which brand",
                                          declare_settlement, report_bilateral),
            report_command<ReportOptions>("report brands",
                                          "the roll-forward by whose points they are, and debt",
                                          declare_settlement, report_by_brand)};
}

}  // namespace vuelve::cli
