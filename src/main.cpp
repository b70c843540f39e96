#include "cli/audit.h"
#include "cli/backup.h"
#include "cli/citus_plan.h"
#include "cli/close_month.h"
#include "cli/command.h"
#include "cli/demo.h"
#include "cli/export.h"
#include "cli/import.h"
#include "cli/init.h"
#include "cli/key.h"
#include "cli/move.h"
#include "cli/outbox.h"
#include "cli/privacy.h"
#include "cli/programme.h"
#include "cli/rebuild.h"
#include "cli/report.h"
#include "cli/restore.h"
#include "cli/scenario/http_world.h"
#include "cli/scenario/scenario.h"
#include "cli/serve.h"
#include "cli/sim.h"
#include "cli/user.h"
#include "cli/verify.h"
#include "http/program.h"

#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <utility>

#ifdef VUELVE_MIMALLOC
#include <mimalloc.h>
#endif

namespace {

/// What browsers load lies beside the program where `make build` put it, or where the package did:
/// /usr/share/vuelve of /usr/bin/vuelve.
std::filesystem::path web_folder(const std::filesystem::path& configured) {
    if (!configured.empty()) return configured;
    const auto folder = std::filesystem::read_symlink("/proc/self/exe").parent_path();
    const auto installed = folder.parent_path() / "share" / "vuelve";
    return std::filesystem::is_directory(installed) ? installed : folder / "share";
}

/// The keys are in memory: it is written to no core file, and nobody of the same user looks into it
/// (security.md 4). The leak check of sanitizers looks into its own process.
void keep_memory_to_ourselves() {
    constexpr rlimit none{.rlim_cur = 0, .rlim_max = 0};
    setrlimit(RLIMIT_CORE, &none);
#if !__has_feature(address_sanitizer)
    prctl(PR_SET_DUMPABLE, 0);
#endif
}

/// Pages of 2 MiB where the system gives them: a shop's trees and holders lie all over the memory,
/// and each look there would ask the processor for another page of 4 KiB (docs/adr/0066).
void ask_for_large_pages() {
#ifdef VUELVE_MIMALLOC
    mi_option_enable(mi_option_large_os_pages);
#endif
}

/// The server of src/http, for commands that serve.
int serve(const vuelve::cli::ServeConfig& config) {
    keep_memory_to_ourselves();
    ask_for_large_pages();
    vuelve::http::ProgramOptions options{.database = config.database,
                                         .key_ring = config.keys,
                                         .address = config.address,
                                         .port = config.port,
                                         .io_threads = config.io_threads,
                                         .web = web_folder(config.web),
                                         .webhook_targets = config.webhook_targets,
                                         .digest_folder = config.digest_folder,
                                         .asks_second_factor = config.asks_second_factor};
    options.password_cost = {.memory_mib = config.password_memory_mib,
                             .passes = config.password_passes};
    options.version = VUELVE_VERSION;
    options.say = [](const std::string& line) { fmt::print(stderr, "vuelve: {}\n", line); };
    if (config.tells_codes)
        options.tell_code = [](const std::string& line) { fmt::print(stderr, "\n  {}\n", line); };
    if (config.manual_clock_ms) options.manual_clock = vuelve::Instant{*config.manual_clock_ms};
    if (auto served = vuelve::http::serve(options); !served)
        throw std::runtime_error(served.error().message);
    return vuelve::cli::Done;
}

/// The same server for a worked case: any free port, nothing kept, its clock moved by the case, and
/// nobody there but the case, which may ask as often as it likes.
vuelve::cli::RunningServer serve_case(vuelve::Instant clock) {
    auto program = vuelve::http::Program::start(
        {.port = 0, .manual_clock = clock, .rate = {.per_second = 100'000, .burst = 100'000}});
    if (!program) throw std::runtime_error(program.error().message);
    std::shared_ptr<vuelve::http::Program> running = std::move(*program);
    return {.address = running->address(), .running = running};
}

std::unique_ptr<vuelve::cli::World> http_world() {
    return std::make_unique<vuelve::cli::HttpWorld>(serve_case);
}

}  // namespace

int main(int argc, char** argv) {
    using namespace vuelve::cli;
    std::vector<CliCommand> commands{
        serve_command(serve), init_command(),    scenario_command({{"http", http_world}}),
        verify_command(),     rebuild_command(), backup_command(),
        migrate_command(),    outbox_command()};
    commands.push_back(restore_command());
    commands.push_back(citus_plan_command());
    commands.push_back(demo_command(serve));
    commands.push_back(sim_command());
    commands.push_back(close_month_command());
    for (CliCommand& command : audit_commands()) commands.push_back(std::move(command));
    for (CliCommand& command : privacy_commands()) commands.push_back(std::move(command));
    for (CliCommand& command : key_commands()) commands.push_back(std::move(command));
    for (CliCommand& command : user_commands()) commands.push_back(std::move(command));
    for (CliCommand& command : programme_commands()) commands.push_back(std::move(command));
    for (CliCommand& command : import_commands()) commands.push_back(std::move(command));
    commands.push_back(export_command());
    for (CliCommand& command : report_commands()) commands.push_back(std::move(command));
    return run(commands, argc, argv, VUELVE_VERSION);
}
