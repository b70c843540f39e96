#include "cli/backup.h"
#include "cli/command.h"
#include "cli/init.h"
#include "cli/key.h"
#include "cli/rebuild.h"
#include "cli/scenario/scenario.h"
#include "cli/serve.h"
#include "cli/verify.h"
#include "http/program.h"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

namespace {

/// The server of src/http, for commands that serve.
int serve(const vuelve::cli::ServeConfig& config) {
    vuelve::http::ProgramOptions options{.database = config.database,
                                         .key_ring = config.keys,
                                         .address = config.address,
                                         .port = config.port,
                                         .io_threads = config.io_threads,
                                         .web = config.web};
    options.say = [](const std::string& line) { fmt::print(stderr, "vuelve: {}\n", line); };
    if (config.manual_clock_ms) options.manual_clock = vuelve::Instant{*config.manual_clock_ms};
    if (auto served = vuelve::http::serve(options); !served)
        throw std::runtime_error(served.error().message);
    return vuelve::cli::Done;
}

}  // namespace

int main(int argc, char** argv) {
    using namespace vuelve::cli;
    std::vector<CliCommand> commands{serve_command(serve), init_command(),    scenario_command(),
                                     verify_command(),     rebuild_command(), backup_command()};
    for (CliCommand& command : key_commands()) commands.push_back(std::move(command));
    return run(commands, argc, argv);
}
