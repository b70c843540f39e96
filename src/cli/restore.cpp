#include "cli/restore.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "app/restore.h"
#include "cli/hex.h"
#include "cli/or_fail.h"
#include "cli/progress.h"
#include "codec/json_writer.h"

namespace vuelve::cli {
namespace {

struct RestoreOptions {
    std::string backup, database;
    bool json = false;
};

int run_restore(const RestoreOptions& options) {
    Result<storage::Verified> restored;
    {
        Progress progress(progress_style(options.json), "Copying", "pages");
        restored = app::restore(options.backup, options.database,
                                [&](std::int64_t pages, std::int64_t total) {
                                    progress.update({.done = static_cast<std::uint64_t>(pages),
                                                     .total = static_cast<std::uint64_t>(total),
                                                     .counted = pages});
                                });
    }
    const storage::Verified found = or_fail(std::move(restored));
    if (options.json) {
        JsonWriter json;
        json.begin_object()
            .member("database", options.database)
            .member("transactions", found.transactions)
            .member("holders", found.holders)
            .member("checksum", hex(found.checksum))
            .end_object();
        fmt::print("{}\n", json.text());
    } else {
        fmt::print(
            "{}: {} transactions of {} holders, every invariant holds\nchecksum {}\n"
            "It opens with the key ring it was made with. What happened after the backup is not in "
            "it: say so before tills send it again.\n",
            options.database, grouped(found.transactions), grouped(found.holders),
            hex(found.checksum));
    }
    return Done;
}

}  // namespace

CliCommand restore_command() {
    return {.name = "restore",
            .summary = "Make a database from a backup, and check it before it is used",
            .setup = [](CLI::App& app) {
                auto options = std::make_shared<RestoreOptions>();
                app.add_option("--from", options->backup, "A file that `vuelve backup` made")
                    ->required();
                app.add_option("--database", options->database,
                               "sqlite:FILE, a file that is not there")
                    ->required();
                app.add_flag("--json", options->json, "Answer as JSON");
                return [options] { return run_restore(*options); };
            }};
}

}  // namespace vuelve::cli
