#include "cli/audit.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <fstream>

#include "app/digest.h"
#include "cli/hex.h"
#include "cli/or_fail.h"
#include "cli/progress.h"
#include "cli/serve_config.h"

namespace vuelve::cli {
namespace {

struct AuditOptions {
    Settings settings;
    std::string programme, to, check;
    int limit = 50;
};

struct AuditedShop {
    std::unique_ptr<app::Service> service;
    app::OpenProgramme* programme = nullptr;
};

/// Beside a running server: nothing is written.
AuditedShop open_to_read(const AuditOptions& options) {
    const ServeConfig config = read_config(options.settings);
    AuditedShop shop{or_fail(app::Service::open(
        {.database = config.database, .key_ring = config.keys, .read_only = true}))};
    const auto found = shop.service->programmes().find_code(options.programme);
    if (!found)
        throw WrongUseError{options.programme.empty()
                                ? "there is not exactly one programme: name it with --programme"
                                : "--programme " + options.programme + ": there is none"};
    shop.programme = shop.service->programmes().find(*found);
    return shop;
}

int list_deeds(const AuditOptions& options) {
    const AuditedShop shop = open_to_read(options);
    const auto rows = shop.programme->audit().before(*shop.service->database().snapshot(),
                                                     INT64_MAX, options.limit);
    fmt::print("{:>8}  {:20}  {:22}  {:16}  {:24}  {:8}  {}\n", "row", "at", "actor", "owner",
               "action", "outcome", "object");
    for (const auto& row : rows)
        fmt::print("{:>8}  {:20}  {:22}  {:16}  {:24}  {:8}  {}\n", row.sequence,
                   format_instant(row.at), row.actor, row.owner, row.action, row.outcome,
                   row.object);
    return Done;
}

int verify_chain(const AuditOptions& options) {
    const AuditedShop shop = open_to_read(options);
    const auto found = shop.programme->audit().verify(*shop.service->database().snapshot());
    if (found.first) {
        fmt::print("FAULT row {}: {}\n{} rows before it are sound\n", found.first->sequence,
                   found.first->what, grouped(found.rows));
        return Failed;
    }
    fmt::print("{} rows, every one follows; head {}\n", grouped(found.rows),
               storage::crypto::to_hex(found.head.hash));
    return Done;
}

int check_file(const AuditedShop& shop, const std::string& path) {
    std::ifstream file(path);
    if (!file) throw WrongUseError{"--check " + path + ": cannot be read"};
    std::int64_t checked = 0;
    for (std::string line; std::getline(file, line);) {
        if (line.empty()) continue;
        const auto held = app::check_digest(*shop.service, *shop.programme, line);
        ++checked;
        if (held) continue;
        fmt::print("FAULT line {}: {}\n", checked, held.error().message);
        return Failed;
    }
    if (checked == 0) throw WrongUseError{"--check " + path + ": it holds no digest"};
    fmt::print("{} digests hold\n", grouped(checked));
    return Done;
}

int run_digest(const AuditOptions& options) {
    const AuditedShop shop = open_to_read(options);
    if (!options.check.empty()) return check_file(shop, options.check);
    const std::string digest = app::make_digest(*shop.service, *shop.programme);
    fmt::print("{}\n", digest);
    if (options.to.empty()) return Done;
    std::ofstream file(options.to, std::ios::app);
    if (!(file << digest << '\n' << std::flush))
        throw std::runtime_error(options.to + ": cannot be written");
    return Done;
}

CliCommand audit_command(std::string name,
                         std::string summary,
                         int (*work)(const AuditOptions&),
                         void (*declare)(CLI::App&, AuditOptions&)) {
    return {.name = std::move(name),
            .summary = std::move(summary),
            .setup = [work, declare](CLI::App& app) {
                auto options = std::make_shared<AuditOptions>();
                add_settings(app, options->settings, {"database", "keys"});
                app.add_option("--programme", options->programme,
                               "Code of the programme; needed when there are several");
                declare(app, *options);
                return [options, work] { return work(*options); };
            }};
}

}  // namespace

std::vector<CliCommand> audit_commands() {
    return {
        audit_command(
            "audit list", "Who did what, newest first", list_deeds,
            [](CLI::App& app, AuditOptions& options) {
                app.add_option("--limit", options.limit, "Rows; 50")->check(CLI::Range(1, 100'000));
            }),
        audit_command("audit verify", "Walk the chain of the audit log; names the first bad row",
                      verify_chain, [](CLI::App&, AuditOptions&) {}),
        audit_command("digest", "Sign what history is now, or check that it only grew since",
                      run_digest, [](CLI::App& app, AuditOptions& options) {
                          app.add_option("--to", options.to, "Add it to this file, kept elsewhere");
                          app.add_option("--check", options.check,
                                         "A file of digests: each must still hold");
                      })};
}

}  // namespace vuelve::cli
