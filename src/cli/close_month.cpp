#include "cli/close_month.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "app/books.h"
#include "cli/hex.h"
#include "cli/or_fail.h"
#include "cli/progress.h"
#include "cli/report.h"

namespace vuelve::cli {
namespace {

int typed_month(const std::string& written) {
    auto first = written.size() == 7 ? parse_day(written + "-01") : std::nullopt;
    if (!first) throw WrongUseError{"--month " + written + ": a month is written 2026-03"};
    return month_number(*first);
}

int run_close_month(const ReportOptions& options) {
    const int month = typed_month(options.month);
    const OpenReport shop(options, ShopAccess::Write);
    app::OpenProgramme& programme = shop.programme();
    const auto closed = or_fail(app::close_month(
        shop.service(), programme,
        {.programme = programme.key(), .owner = "close-month", .actor = "close-month"}, month));
    ReportTable table{.columns = {{"month"}, {"entries", ReportKind::Units}, {"checksum"}}};
    for (const auto& row : app::read_closed_months(shop.service(), programme))
        if (row.month >= closed.front() && row.month <= month)
            table.rows.push_back({format_month(row.month), row.entries, hex(row.checksum)});
    shop.print(std::move(table));
    return Done;
}

}  // namespace

CliCommand close_month_command() {
    return report_command<ReportOptions>(
        "close-month", "closes a month of the books for good, and those before it",
        [](CLI::App& app, ReportOptions& options) {
            app.add_option("--month", options.month, "2026-03")->required();
        },
        run_close_month);
}

}  // namespace vuelve::cli
