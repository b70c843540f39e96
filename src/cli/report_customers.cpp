#include "cli/report_customers.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <stdexcept>

#include "analytics/rate.h"
#include "app/customers.h"
#include "app/measures.h"
#include "cli/report.h"
#include "codec/public_id.h"

namespace vuelve::cli {
namespace {

ReportCell rate_cell(const std::optional<std::string>& text) {
    return text ? ReportCell(*text) : ReportCell();
}

int report_retention(const ReportOptions& options) {
    const OpenReport report(options, ShopAccess::ReadFacts);
    const std::vector<int> months = report.months();
    const auto cohorts =
        app::read_retention(report.service(), report.programme(), months.front(), months.back());
    ReportTable table{.columns = {{"cohort"}, {"size", ReportKind::Units}}};
    for (std::size_t k = 0; k < months.size(); ++k)
        table.columns.push_back({fmt::format("m{}", k), ReportKind::Decimal});
    for (const analytics::Cohort& cohort : cohorts) {
        auto& row = table.rows.emplace_back();
        row.emplace_back(format_month(cohort.month));
        row.emplace_back(cohort.size);
        for (const auto& rate :
             analytics::retention_of(cohort, static_cast<int>(cohort.active.size()) - 1))
            row.push_back(rate_cell(rate));
        row.resize(table.columns.size());
    }
    report.print(std::move(table));
    return Done;
}

struct RfmOptions : ReportOptions {
    std::string date, segment;
};

void declare_rfm(CLI::App& app, RfmOptions& options) {
    app.add_option("--date", options.date, "as of this day; else today");
    app.add_option("--segment", options.segment, "lists the members of this segment");
}

Day date_or_today(const OpenReport& report, const std::string& written) {
    if (written.empty()) return app::today(report.service(), report.programme());
    const auto day = parse_day(written);
    if (!day) throw WrongUseError{"--date " + written + ": a day is written 2026-03-10"};
    return *day;
}

ReportTable rfm_members(const std::vector<app::RfmMember>& members, const std::string& segment) {
    using enum ReportKind;
    ReportTable table{.columns = {{"member"},
                                  {"r", Units},
                                  {"f", Units},
                                  {"m", Units},
                                  {"last"},
                                  {"purchases", Units},
                                  {"amount", Money}}};
    for (const app::RfmMember& one : members)
        if (analytics::name_of(one.score.segment) == segment)
            table.rows.push_back({format_public(PublicKind::Member, one.member), one.score.r,
                                  one.score.f, one.score.m, format_day(one.input.last),
                                  one.input.purchases, one.input.amount});
    return table;
}

int report_rfm(const RfmOptions& options) {
    const OpenReport report(options, ShopAccess::ReadFacts);
    const Day date = date_or_today(report, options.date);
    const auto members = app::read_rfm(report.service(), report.programme(), date);
    if (!options.segment.empty()) {
        report.print(rfm_members(members, options.segment));
        return Done;
    }
    struct Sum {
        std::int64_t members = 0, purchases = 0, amount = 0;
    };
    std::map<analytics::RfmSegment, Sum> sums;
    for (const app::RfmMember& one : members) {
        Sum& sum = sums[one.score.segment];
        ++sum.members;
        sum.purchases += one.input.purchases;
        sum.amount += one.input.amount;
    }
    using enum ReportKind;
    ReportTable table{.facts = {{"date", format_day(date)}},
                      .columns = {{"segment"},
                                  {"members", Units},
                                  {"share", Decimal},
                                  {"purchases", Units},
                                  {"amount", Money}}};
    for (const auto& [segment, sum] : sums)
        table.rows.push_back({std::string(analytics::name_of(segment)), sum.members,
                              rate_cell(analytics::rate_of(sum.members, std::ssize(members))),
                              sum.purchases, sum.amount});
    report.print(std::move(table));
    return Done;
}

struct LifetimeOptions : ReportOptions {
    std::string date;
    analytics::Horizon horizon{};
    int top = 20;
};

void declare_lifetime(CLI::App& app, LifetimeOptions& options) {
    app.add_option("--date", options.date, "purchases up to this day; else today");
    app.add_option("--margin", options.horizon.margin, "of a ticket, 0.3 = 30 %");
    app.add_option("--weeks", options.horizon.step, "of one period");
    app.add_option("--periods", options.horizon.periods, "to look ahead");
    app.add_option("--discount", options.horizon.discount, "for one period, 0.01 = 1 %");
    app.add_option("--top", options.top, "members worth most")->check(CLI::Range(0, 100'000));
}

int report_lifetime(const LifetimeOptions& options) {
    const OpenReport report(options, ShopAccess::ReadFacts);
    const Day date = date_or_today(report, options.date);
    auto worth = app::read_worth(report.service(), report.programme(), date, options.horizon);
    constexpr int model_places = 6, money_places = 2;
    using analytics::decimal_text;
    ReportTable table{.facts = {{"date", format_day(date)},
                                {"customers", std::to_string(worth.customers.size())}}};
    if (!worth.purchases || !worth.tickets)
        throw std::runtime_error("too few customers came back: no model fits");
    const auto& [r, alpha, a, b] = worth.purchases->model;
    const auto& [p, q, gamma] = worth.tickets->model;
    for (const auto& [name, value] : {std::pair{"r", r},
                                      {"alpha", alpha},
                                      {"a", a},
                                      {"b", b},
                                      {"p", p},
                                      {"q", q},
                                      {"gamma", gamma}})
        table.facts.emplace_back(name, decimal_text(value, model_places));
    table.facts.emplace_back("mean value, minor units",
                             decimal_text(worth.mean_clv(), money_places).value_or("-"));
    using enum ReportKind;
    table.columns = {
        {"member"}, {"repeats", Units}, {"alive", Decimal}, {"mean", Decimal}, {"value", Decimal}};
    std::ranges::sort(worth.customers, std::greater{}, &analytics::CustomerWorth::clv);
    for (const auto& customer : worth.customers) {
        if (std::ssize(table.rows) == options.top) break;
        table.rows.push_back({format_public(PublicKind::Member, customer.member),
                              std::int64_t{customer.history.x}, decimal_text(customer.alive, 4),
                              decimal_text(customer.mean, money_places),
                              rate_cell(decimal_text(customer.clv, money_places))});
    }
    report.print(std::move(table));
    return Done;
}

}  // namespace

std::vector<CliCommand> report_customers_commands() {
    return {report_command<ReportOptions>("report retention",
                                          "who came back, by the month of the first purchase",
                                          declare_period, report_retention),
            report_command<RfmOptions>("report rfm", "members by recency, frequency and money",
                                       declare_rfm, report_rfm),
            report_command<LifetimeOptions>("report lifetime", "what customers are worth yet",
                                            declare_lifetime, report_lifetime)};
}

}  // namespace vuelve::cli
