#include "cli/backup.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>

#include "app/upkeep.h"
#include "cli/progress.h"
#include "codec/json_writer.h"

namespace vuelve::cli {
namespace {

struct BackupOptions {
    std::string database, target;
    bool json = false;
};

int run_backup(const BackupOptions& options) {
    Result<void> done;
    {
        Progress progress(progress_style(options.json), "Copying", "pages");
        done = app::backup(options.database, options.target,
                           [&](std::int64_t pages, std::int64_t total) {
                               progress.update({.done = static_cast<std::uint64_t>(pages),
                                                .total = static_cast<std::uint64_t>(total),
                                                .counted = pages});
                           });
    }
    if (!done) throw std::runtime_error(done.error().message);
    const auto bytes = static_cast<std::int64_t>(std::filesystem::file_size(options.target));
    if (options.json) {
        JsonWriter json;
        json.begin_object().member("file", options.target).member("bytes", bytes).end_object();
        fmt::print("{}\n", json.text());
    } else {
        fmt::print("{}: {} bytes, checked. The key ring is not in it: keep a copy of that apart.\n",
                   options.target, grouped(bytes));
    }
    return Done;
}

}  // namespace

CliCommand backup_command() {
    return {.name = "backup",
            .summary = "Copy the database into a new file while the shop works",
            .setup = [](CLI::App& app) {
                auto options = std::make_shared<BackupOptions>();
                app.add_option("--database", options->database, "sqlite:FILE")->required();
                app.add_option("--to", options->target, "The new file")->required();
                app.add_flag("--json", options->json, "Answer as JSON");
                return [options] { return run_backup(*options); };
            }};
}

}  // namespace vuelve::cli
