#include "cli/report_uplift.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "analytics/experiment.h"
#include "analytics/rate.h"
#include "cli/import_table.h"
#include "cli/or_fail.h"
#include "cli/report_table.h"

namespace vuelve::cli {
namespace {

struct UpliftOptions {
    std::string file, arm, control, outcome, covariate;
    std::string format = "table";
};

std::size_t place_of(const std::vector<std::string>& columns, const std::string& name) {
    const auto found = std::ranges::find(columns, name);
    if (found == columns.end())
        throw WrongUseError{
            fmt::format("no column {}; there are {}", name, fmt::join(columns, ", "))};
    return static_cast<std::size_t>(found - columns.begin());
}

/// Reads all rows; how many could not be used. The first of these are told on standard error.
std::int64_t read_rows(const UpliftOptions& options, analytics::Experiment& experiment) {
    InputTable table = or_fail(open_table(options.file));
    const auto& columns = table.rows->columns();
    if (columns.empty()) throw WrongUseError{"a table with a head line is needed"};
    const std::size_t arm = place_of(columns, options.arm);
    const std::size_t outcome = place_of(columns, options.outcome);
    const bool has_covariate = !options.covariate.empty();
    const std::size_t covariate = has_covariate ? place_of(columns, options.covariate) : 0;

    constexpr std::int64_t told_max = 20;
    std::int64_t bad = 0;
    auto reject = [&](std::int64_t line, const std::string& why) {
        if (++bad <= told_max) fmt::print(stderr, "line {}: {}\n", line, why);
    };
    while (auto row = table.rows->next()) {
        if (!*row) {
            reject(row->error().fault.line, row->error().fault.reason);
            continue;
        }
        const auto& fields = (*row)->fields;
        std::optional<std::string_view> before;
        if (has_covariate) before = fields[covariate];
        if (!experiment.add(fields[arm], fields[outcome], before))
            reject((*row)->line, "not an arm with numbers");
    }
    return bad;
}

using Cells = std::vector<ReportCell>;

void add_text(Cells& cells, const std::optional<std::string>& text) {
    cells.push_back(text ? ReportCell(*text) : ReportCell());
}

void add_interval(Cells& cells, const std::optional<analytics::Uplift>& uplift) {
    constexpr int places = 6;
    if (!uplift) return cells.resize(cells.size() + 3);
    cells.emplace_back(analytics::decimal_text(uplift->diff, places));
    add_text(cells, analytics::decimal_text(uplift->ci_low, places));
    add_text(cells, analytics::decimal_text(uplift->ci_high, places));
}

ReportTable table_of(const std::vector<analytics::ArmEffect>& effects, bool has_covariate) {
    constexpr int places = 6;
    using enum ReportKind;
    ReportTable table{.columns = {{"arm"},
                                  {"n", Units},
                                  {"mean", Decimal},
                                  {"difference", Decimal},
                                  {"ci95_low", Decimal},
                                  {"ci95_high", Decimal}}};
    if (has_covariate)
        for (const char* name : {"theta", "cuped_difference", "cuped_ci95_low", "cuped_ci95_high"})
            table.columns.push_back({name, Decimal});
    for (const analytics::ArmEffect& effect : effects) {
        Cells& row = table.rows.emplace_back();
        row.emplace_back(effect.arm);
        row.emplace_back(effect.sample.n);
        add_text(row, analytics::decimal_text(effect.sample.mean, places));
        add_interval(row, effect.uplift);
        if (!has_covariate) continue;
        const auto& adjusted = effect.adjusted;
        add_text(row, adjusted ? std::optional(analytics::decimal_text(adjusted->theta, places))
                               : std::nullopt);
        add_interval(row, adjusted ? std::optional(adjusted->uplift) : std::nullopt);
    }
    return table;
}

int report_uplift(const UpliftOptions& options) {
    analytics::Experiment experiment;
    const std::int64_t bad = read_rows(options, experiment);
    if (!experiment.has(options.control))
        throw WrongUseError{
            fmt::format("no row of column {} says {}", options.arm, options.control)};
    const auto table = table_of(experiment.effects(options.control), !options.covariate.empty());
    fmt::print("{}", report_text(table, report_format(options.format)));
    if (bad > 0) fmt::print(stderr, "{} rows were left out\n", bad);
    return bad > 0 ? Failed : Done;
}

}  // namespace

CliCommand report_uplift_command() {
    return {"report uplift", "what an arm of a test did beyond its control, from any table",
            [](CLI::App& app) -> std::function<int()> {
                auto options = std::make_shared<UpliftOptions>();
                app.add_option("--file", options->file,
                               "CSV, plain, gzip or zstd; - = standard input")
                    ->required();
                app.add_option("--arm", options->arm, "the column that tells the arm")->required();
                app.add_option("--control", options->control, "the arm that is compared with")
                    ->required();
                app.add_option("--outcome", options->outcome, "the column of what came of it")
                    ->required();
                app.add_option("--covariate", options->covariate,
                               "a column of what was known before: CUPED");
                app.add_option("--format", options->format, "table, csv or json")
                    ->check(CLI::IsMember({"table", "csv", "json"}));
                return [options] { return report_uplift(*options); };
            }};
}

}  // namespace vuelve::cli
