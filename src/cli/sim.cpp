#include "cli/sim.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>

#include "app/upkeep.h"
#include "cli/hex.h"
#include "cli/or_fail.h"
#include "cli/progress.h"
#include "cli/sim/simulation.h"

namespace vuelve::cli {
namespace {

struct SimOptions {
    std::uint64_t seed = 1;
    std::int64_t steps = 20'000;
    std::int64_t shops = 0;  // 0 = one for every 5,000 steps
    std::string database, keys;
    bool tells = false;
};

/// A run is worth something only where every promise was looked at; short runs cannot reach all.
constexpr std::int64_t steps_to_see_everything = 20'000;

struct Files {
    std::string database;
    std::filesystem::path keys;
};

void make_keys(const std::filesystem::path& keys, const std::filesystem::path& data_folder) {
    if (auto made = app::create_key_ring(keys, data_folder); !made)
        throw std::runtime_error(made.error().message);
}

/// An empty database of a server; keys that are there are used, so that two runs of a seed on two
/// engines give the same rows.
Files prepare_on_server(const SimOptions& options) {
    if (options.keys.empty()) throw WrongUseError{"a database on a server needs --keys FILE"};
    if (!std::filesystem::exists(options.keys)) make_keys(options.keys, {});
    return {options.database, options.keys};
}

/// Keys never lie beside the data they open.
Files prepare(const SimOptions& options) {
    const bool is_named = !options.database.empty();
    const std::string name = is_named ? options.database : "sqlite:build/sim/shop.db";
    if (!app::is_database_name(name)) throw WrongUseError{"--database names no database"};
    const auto named = app::file_of_database(name);
    if (!named) return prepare_on_server(options);
    const std::filesystem::path& file = *named;
    if (!is_named) {
        for (const char* ending : {"", "-wal", "-shm", ".lock"})
            std::filesystem::remove(file.string() + ending);
    } else if (std::filesystem::exists(file)) {
        throw WrongUseError{file.string() + " exists; a simulation starts from nothing"};
    }
    const std::filesystem::path folder = std::filesystem::absolute(file).parent_path();
    const std::filesystem::path keys =
        options.keys.empty() ? folder.string() + ".keys" : options.keys;
    std::filesystem::create_directories(folder);
    if (options.keys.empty()) std::filesystem::remove(keys);
    if (!std::filesystem::exists(keys)) make_keys(keys, folder);
    return {"sqlite:" + file.string(), keys};
}

std::string operations_text(const SimulationReport& report) {
    std::string text = fmt::format("{:<16}{:>9}{:>9}{:>9}{:>8}  refusals\n", "operation",
                                   "accepted", "refused", "replayed", "parked");
    for (const auto& [name, answered] : report.operations) {
        std::int64_t refused = 0;
        std::string why;
        for (const auto& [code, count] : answered.rejected) {
            refused += count;
            why += fmt::format(" {} {}", code, count);
        }
        text += fmt::format("{:<16}{:>9}{:>9}{:>9}{:>8} {}\n", name, answered.accepted, refused,
                            answered.replayed, answered.parked, why);
    }
    return text;
}

std::string checks_text(const SimulationReport& report) {
    std::string text = "checked:\n";
    for (const auto& [name, count] : report.checks)
        text += fmt::format("  {:<14}{:>14}\n", name, grouped(count));
    return text;
}

int verify_after(const Files& files) {
    auto found = or_fail(app::verify(files.database));
    fmt::print("verify: {} transactions, {} entries, {} lots, {} holders, checksum {}: {}\n",
               grouped(found.transactions), grouped(found.entries), grouped(found.lots),
               grouped(found.holders), hex(found.checksum),
               found.is_sound() ? "every invariant holds"
                                : fmt::format("{} faults", grouped(found.findings_count)));
    for (const auto& finding : found.findings)
        fmt::print("FAULT {}: {}: {}\n", finding.invariant, finding.where, finding.detail);
    fmt::print("again: vuelve verify --database {} --keys {}\n", files.database,
               files.keys.string());
    return found.is_sound() ? Done : Failed;
}

SimulationReport simulate(const SimOptions& options, const Files& files) {
    Progress progress(progress_style(false), "Simulating", "steps");
    SimulationOptions run{.seed = options.seed,
                          .steps = options.steps,
                          .database = files.database,
                          .key_ring = files.keys};
    if (options.shops > 0)
        run.steps_each = std::max<std::int64_t>(1, options.steps / options.shops);
    run.progress = [&](std::int64_t done) {
        progress.update({.done = static_cast<std::uint64_t>(done),
                         .total = static_cast<std::uint64_t>(options.steps),
                         .counted = done});
    };
    if (options.tells) run.tell = [](const std::string& command) { fmt::print("{}\n", command); };
    return or_fail(Simulation(std::move(run)).run());
}

int run_sim(const SimOptions& options) {
    const Files files = prepare(options);
    const SimulationReport report = simulate(options, files);
    fmt::print("{}{}", operations_text(report), checks_text(report));
    fmt::print("seed {}: {} steps in {} groups, {} shops, {} crashes, {} entries\n", options.seed,
               grouped(report.steps), grouped(report.groups), report.shops, report.crashes,
               grouped(report.entries));
    if (!report.violation.empty()) {
        fmt::print(
            "VIOLATION, seed {}, step {}: {}\nreplay with: vuelve sim --seed {} --steps {}\n",
            options.seed, report.steps, report.violation, options.seed, options.steps);
        fmt::print("1 violation\n");
        return Failed;
    }
    const auto unchecked = report.unchecked();
    for (const std::string& name : unchecked) fmt::print("never checked: {}\n", name);
    fmt::print("0 violations\n");
    const int verified = verify_after(files);
    return unchecked.empty() || options.steps < steps_to_see_everything ? verified : Failed;
}

}  // namespace

CliCommand sim_command() {
    return {.name = "sim",
            .summary = "Random shops from a seed, every command held against an auditor",
            .setup = [](CLI::App& app) {
                auto options = std::make_shared<SimOptions>();
                app.add_option("--seed", options->seed, "Gives the same commands each time");
                app.add_option("--steps", options->steps, "Commands in all")
                    ->check(CLI::PositiveNumber);
                app.add_option("--shops", options->shops, "Shops, one after another")
                    ->check(CLI::PositiveNumber);
                app.add_option("--database", options->database,
                               "sqlite:FILE, new (build/sim/shop.db), or an empty one of a server");
                app.add_option("--keys", options->keys,
                               "The key ring, made when it is not there (beside the folder)");
                app.add_flag("--tell", options->tells, "Print every command");
                return [options] { return run_sim(*options); };
            }};
}

}  // namespace vuelve::cli
