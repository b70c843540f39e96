// vuelve_load: asks a running server as shops do and prints what it took, as JSON. It uses nothing
// of Vuelve, so it is built in seconds and measures any version.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <exception>
#include <fstream>

#include "load/report.h"

namespace {

using namespace vuelve::bench;

std::vector<std::string> lines_of(const std::string& file) {
    std::ifstream in(file);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);)
        if (!line.empty()) lines.push_back(line);
    if (lines.empty()) throw std::runtime_error(file + ": no keys");
    return lines;
}

void add_run(CLI::App& app, Options& options, std::string& keys) {
    app.add_option("--port", options.port, "of the server on this machine")->required();
    app.add_option("--keys", keys, "file with an API key on each line, taken in turn");
    app.add_option("--server", options.server, "its process: CPU and writes are told for it");
    app.add_option("--threads", options.threads)->check(CLI::Range(1, 64));
    app.add_option("--connections", options.connections)->check(CLI::Range(1, 4096));
    app.add_option("--rate", options.rate,
                   "requests a second, whatever the answers do; 0 = closed loop");
    app.add_option("--seconds", options.seconds, "that count");
    app.add_option("--warm-up", options.warm_up, "seconds before them");
    app.add_option("--requests", options.most, "stops after so many, without warm-up");
    app.add_option("--batch", options.batch, "purchases in a request")->check(CLI::Range(0, 1000));
    app.add_option("--lines", options.lines, "of a purchase")->check(CLI::Range(1, 500));
    app.add_option("--replay", options.mix.replay, "of a hundred requests")
        ->check(CLI::Range(0, 100));
    app.add_option("--invalid", options.mix.invalid)->check(CLI::Range(0, 100));
    app.add_option("--redeem", options.mix.redeem)->check(CLI::Range(0, 100));
    app.add_option("--read", options.mix.read)->check(CLI::Range(0, 100));
    app.add_option("--members", options.members, "external:m1 ... who buy")
        ->check(CLI::PositiveNumber);
    app.add_option("--zipf", options.zipf, "how unequal they are: 0 = alike, 0.99 = as YCSB");
    app.add_option("--seed", options.seed);
}

/// 1 when an answer was not the right one.
int run_load(Options& options, const std::string& keys) {
    if (!keys.empty()) options.keys = lines_of(keys);
    if (options.mix.replay + options.mix.invalid + options.mix.redeem + options.mix.read > 100)
        throw std::runtime_error("the shares are more than a hundred");
    if (options.rate > 0 && options.most > 0)
        throw std::runtime_error("--rate goes by the clock, --requests by the count");
    if (options.connections < options.threads)
        throw std::runtime_error("each thread needs a connection");
    const Result result = run(options);
    fmt::print("{}\n", run_json(options, result));
    if (result.requests == 0)
        throw std::runtime_error("no answer came in the time that is measured");
    if (result.wrong == 0) return 0;
    fmt::print(stderr, "vuelve_load: {} answers are wrong, the first: {}\n", result.wrong,
               result.first_wrong);
    return 1;
}

}  // namespace

int main(int count, char** arguments) {
    CLI::App app("Asks a running Vuelve as shops do, and measures");
    app.require_subcommand(1);
    Options options;
    std::string keys, folder = ".";
    double floor_seconds = 1;
    int campaigns = 50;
    CLI::App& load = *app.add_subcommand("run", "sends requests and prints what the answers took");
    add_run(load, options, keys);
    CLI::App& floor = *app.add_subcommand("floor", "what a durable write of 4 KiB takes here");
    floor.add_option("--folder", folder, "on the disk that is meant");
    floor.add_option("--seconds", floor_seconds);
    CLI::App& programme = *app.add_subcommand("programme", "prints the shop's programme");
    programme.add_option("--campaigns", campaigns)->check(CLI::Range(0, 10'000));
    try {
        app.parse(count, arguments);
        if (load) return run_load(options, keys);
        if (floor) fmt::print("{}\n", floor_json(measure_floor(folder, floor_seconds)));
        if (programme) fmt::print("{}", programme_text(campaigns));
        return 0;
    } catch (const CLI::ParseError& error) {
        return app.exit(error);
    } catch (const std::exception& error) {
        fmt::print(stderr, "vuelve_load: {}\n", error.what());
        return 1;
    }
}
