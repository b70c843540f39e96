#include "cli/scenario/scenario.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/scenario/core_world.h"
#include "cli/scenario/engine_world.h"
#include "cli/scenario/report.h"

namespace vuelve::cli {
namespace {

struct Options {
    std::vector<std::string> files;
    std::string over = "core";
    std::string only;
    bool json = false;
};

std::string names_of(const std::vector<WorldKind>& kinds) {
    std::string names;
    for (const WorldKind& kind : kinds) names += (names.empty() ? "" : ", ") + kind.name;
    return names;
}

const WorldKind& kind_of(const std::vector<WorldKind>& kinds, const std::string& name) {
    auto found = std::ranges::find(kinds, name, &WorldKind::name);
    if (found != kinds.end()) return *found;
    throw WrongUseError{fmt::format("--over {}: no such world; known: {}", name, names_of(kinds))};
}

std::vector<GoldenCase> cases_of(const Options& options) {
    std::vector<GoldenCase> cases;
    for (const std::string& file : options.files) {
        auto loaded = load_cases(file);
        if (!loaded) throw WrongUseError{loaded.error()};
        std::ranges::move(*loaded, std::back_inserter(cases));
    }
    if (options.only.empty()) return cases;
    std::erase_if(cases, [&](const GoldenCase& golden) { return golden.id != options.only; });
    if (cases.empty()) throw WrongUseError{"--case " + options.only + ": no such case"};
    return cases;
}

int run_scenarios(const Options& options, const std::vector<WorldKind>& kinds) {
    const WorldKind& kind = kind_of(kinds, options.over);
    std::vector<CaseResult> results = run_cases(cases_of(options), kind.make);
    fmt::print("{}", options.json ? report_json(results) : report_text(results));
    return any_failed(results) ? Failed : Done;
}

}  // namespace

CliCommand scenario_command(std::vector<WorldKind> others) {
    std::vector<WorldKind> kinds{
        {"core", [] { return std::make_unique<CoreWorld>(); }},
        {"sqlite", [] { return std::make_unique<EngineWorld>("sqlite::memory:"); }},
        {"postgres", [] { return std::make_unique<EngineWorld>("postgres::temporary:"); }}};
    std::ranges::move(others, std::back_inserter(kinds));
    return {.name = "scenario",
            .summary = "Run golden cases and programme tests",
            .setup = [kinds = std::move(kinds)](CLI::App& app) {
                auto options = std::make_shared<Options>();
                app.add_option("files", options->files, "Files of cases (loyalty-golden/1)")
                    ->required();
                app.add_option("--over", options->over, "Where they run: " + names_of(kinds));
                app.add_option("--case", options->only, "Run only the case with this id");
                app.add_flag("--json", options->json, "Answer as JSON");
                return [options, kinds] { return run_scenarios(*options, kinds); };
            }};
}

}  // namespace vuelve::cli
