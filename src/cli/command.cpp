#include "cli/command.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>

namespace vuelve::cli {
namespace {

/// The subcommand of "import members", its parents made on the way.
CLI::App* place_of(CLI::App& root, const CliCommand& command) {
    CLI::App* place = &root;
    for (std::size_t from = 0; from <= command.name.size();) {
        std::size_t to = std::min(command.name.find(' ', from), command.name.size());
        std::string word = command.name.substr(from, to - from);
        auto same = [&](CLI::App* known) { return known->get_name() == word; };
        auto known = place->get_subcommands(same);
        place = known.empty() ? place->add_subcommand(word)->require_subcommand(0, 1) : known[0];
        from = to + 1;
    }
    place->description(command.summary);
    return place;
}

int report(std::string_view message, ExitCode code) {
    fmt::print(stderr, "vuelve: {}\n", message);
    return code;
}

}  // namespace

int run(const std::vector<CliCommand>& commands,
        int argc,
        const char* const* argv,
        const std::string& version) {
    CLI::App app("Vuelve, the open loyalty engine", "vuelve");
    app.set_version_flag("--version", "vuelve " + version, "Print which version this is and exit");
    app.require_subcommand(1);
    std::function<int()> chosen;
    for (const CliCommand& command : commands) {
        CLI::App* place = place_of(app, command);
        place->final_callback([&chosen, work = command.setup(*place)] { chosen = work; });
    }
    try {
        app.parse(argc, argv);
        return chosen ? chosen() : report("name a command; --help lists them", WrongUse);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? Done : WrongUse;
    } catch (const WrongUseError& error) {
        return report(error.message, WrongUse);
    } catch (const std::exception& error) {
        return report(error.what(), Failed);
    }
}

}  // namespace vuelve::cli
