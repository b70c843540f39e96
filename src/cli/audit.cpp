#include "cli/audit.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <fstream>

#include "app/digest.h"
#include "cli/hex.h"
#include "cli/progress.h"
#include "cli/shop_command.h"

namespace vuelve::cli {
namespace {

struct AuditOptions : ShopOptions {
    std::string to, check;
    int limit = 50;
};

int list_deeds(const AuditOptions& options) {
    const OpenedShop shop = open_shop(options, ShopAccess::Read);
    const auto rows = shop.programme->audit().before(*shop.service->database().fan_out(), INT64_MAX,
                                                     options.limit);
    fmt::print("{:>8}  {:20}  {:22}  {:16}  {:24}  {:8}  {}\n", "row", "at", "actor", "owner",
               "action", "outcome", "object");
    for (const auto& row : rows)
        fmt::print("{:>8}  {:20}  {:22}  {:16}  {:24}  {:8}  {}\n", row.sequence,
                   format_instant(row.at), row.actor, row.owner, row.action, row.outcome,
                   row.object);
    return Done;
}

int verify_chain(const AuditOptions& options) {
    const OpenedShop shop = open_shop(options, ShopAccess::Read);
    const auto found = shop.programme->audit().verify(*shop.service->database().fan_out());
    if (found.first) {
        fmt::print("FAULT row {}: {}\n{} rows before it are sound\n", found.first->sequence,
                   found.first->what, grouped(found.rows));
        return Failed;
    }
    fmt::print("{} rows, every one follows; head {}\n", grouped(found.rows),
               storage::crypto::to_hex(found.head.hash));
    return Done;
}

int check_file(const OpenedShop& shop, const std::string& path) {
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
    const OpenedShop shop = open_shop(options, ShopAccess::Read);
    if (!options.check.empty()) return check_file(shop, options.check);
    const std::string digest = app::make_digest(*shop.service, *shop.programme);
    fmt::print("{}\n", digest);
    if (options.to.empty()) return Done;
    std::ofstream file(options.to, std::ios::app);
    if (!(file << digest << '\n' << std::flush))
        throw std::runtime_error(options.to + ": cannot be written");
    return Done;
}

}  // namespace

std::vector<CliCommand> audit_commands() {
    return {
        shop_command<AuditOptions>(
            "audit list", "Who did what, newest first", list_deeds,
            [](CLI::App& app, AuditOptions& options) {
                app.add_option("--limit", options.limit, "Rows; 50")->check(CLI::Range(1, 100'000));
            }),
        shop_command<AuditOptions>("audit verify",
                                   "Walk the chain of the audit log; names the first bad row",
                                   verify_chain, [](CLI::App&, AuditOptions&) {}),
        shop_command<AuditOptions>(
            "digest", "Sign what history is now, or check that it only grew since", run_digest,
            [](CLI::App& app, AuditOptions& options) {
                app.add_option("--to", options.to, "Add it to this file, kept elsewhere");
                app.add_option("--check", options.check, "A file of digests: each must still hold");
            })};
}

}  // namespace vuelve::cli
