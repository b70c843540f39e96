#include "cli/export.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <fstream>
#include <iostream>

#include "app/exports.h"
#include "cli/progress.h"
#include "cli/serve_config.h"
#include "codec/json_writer.h"

namespace vuelve::cli {
namespace {

struct ExportOptions {
    Settings settings;
    std::string kind, programme, from, to, format = "csv", out = "-";
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
    const ServeConfig config = read_config(options.settings);
    auto service = app::Service::open(
        {.database = config.database, .key_ring = config.keys, .read_only = true});
    if (!service) throw WrongUseError{service.error().message};
    const auto key = (*service)->programmes().find_code(options.programme);
    if (!key) throw WrongUseError{"--programme CODE: there are several, none, or not this one"};
    std::ofstream file;
    if (options.out != "-") file.open(options.out, std::ios::trunc | std::ios::binary);
    std::ostream& out = options.out == "-" ? std::cout : file;
    const bool quiet = options.json || options.out == "-";
    Progress progress(progress_style(quiet), "export " + options.kind, "rows");
    const app::ExportTotals totals =
        app::run_export(**service, *(*service)->programmes().find(*key), request,
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
    return {.name = "export",
            .summary = "writes a programme's data to a file: ids, nothing personal",
            .setup = [](CLI::App& app) -> std::function<int()> {
                auto options = std::make_shared<ExportOptions>();
                app.add_option("kind", options->kind,
                               "members balances lots entries purchases redemptions vouchers "
                               "products programme events")
                    ->required();
                add_settings(app, options->settings, {"database", "keys"});
                app.add_option("--programme", options->programme, "its code, where several");
                app.add_option("--from", options->from, "posted at or after (RFC 3339)");
                app.add_option("--to", options->to, "posted before");
                app.add_option("--format", options->format, "csv or ndjson");
                app.add_option("--out", options->out, "the file; - = standard output");
                app.add_flag("--json", options->json, "totals as JSON");
                return [options] { return export_file(*options); };
            }};
}

}  // namespace vuelve::cli
