#include "cli/export.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <fstream>
#include <iostream>

#include "app/exports.h"
#include "cli/progress.h"
#include "cli/shop_command.h"
#include "codec/json_writer.h"

namespace vuelve::cli {
namespace {

struct ExportOptions : ShopOptions {
    std::string kind, from, to, format = "csv", out = "-";
    bool json = false;
};

/// The same words as over HTTP, refused in the same way.
ExportRequest request_of(const ExportOptions& options) {
    Json::Object body{{"kind", Json(options.kind)}, {"format", Json(options.format)}};
    if (!options.from.empty()) body.push_back({"from", Json(options.from)});
    if (!options.to.empty()) body.push_back({"to", Json(options.to)});
    const auto request = decode_export(Json(std::move(body)));
    if (request) return *request;
    std::string words;
    for (const Fault& fault : request.error().faults)
        words += (words.empty() ? "" : "; ") + fault.pointer.substr(1) + ": " + fault.detail;
    throw WrongUseError{words};
}

int export_file(const ExportOptions& options) {
    const ExportRequest request = request_of(options);
    const OpenedShop shop = open_shop(options, ShopAccess::Read);
    std::ofstream file;
    if (options.out != "-") file.open(options.out, std::ios::trunc | std::ios::binary);
    std::ostream& out = options.out == "-" ? std::cout : file;
    const bool quiet = options.json || options.out == "-";
    Progress progress(progress_style(quiet), "export " + options.kind, "rows");
    const app::ExportTotals totals =
        app::run_export(*shop.service, *shop.programme, request,
                        {.text = [&](std::string_view text) { out << text; },
                         .is_over =
                             [&](const app::ExportTotals& so_far) {
                                 progress.update({.counted = so_far.rows});
                                 return !out;
                             }});
    if (!out.flush()) throw std::runtime_error("cannot write " + options.out);
    if (options.out == "-") return Done;
    if (options.json) {
        fmt::print("{}\n", app::totals_json(totals));
        return Done;
    }
    fmt::print("{} rows in {}\n", grouped(totals.rows), options.out);
    for (const auto& [name, sum] : totals.sums) fmt::print("  {:<22}{}\n", name, grouped(sum));
    return Done;
}

}  // namespace

CliCommand export_command() {
    return shop_command<ExportOptions>(
        "export", "writes a programme's data to a file: ids, nothing personal", export_file,
        [](CLI::App& app, ExportOptions& options) {
            app.add_option("kind", options.kind,
                           "members balances lots entries purchases redemptions vouchers "
                           "products programme events")
                ->required();
            app.add_option("--from", options.from, "posted at or after (RFC 3339)");
            app.add_option("--to", options.to, "posted before");
            app.add_option("--format", options.format, "csv or ndjson");
            app.add_option("--out", options.out, "the file; - = standard output");
            app.add_flag("--json", options.json, "totals as JSON");
        });
}

}  // namespace vuelve::cli
