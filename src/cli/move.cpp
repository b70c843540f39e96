#include "cli/move.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "app/upkeep.h"
#include "cli/progress.h"
#include "codec/json_writer.h"

namespace vuelve::cli {
namespace {

struct MoveOptions {
    std::string from, to;
    bool json = false;
};

int run_move(const MoveOptions& options) {
    Result<storage::Moved> moved;
    {
        Progress progress(progress_style(options.json), "Moving", "rows");
        moved = app::move_database(options.from, options.to,
                                   [&](const std::string&, std::int64_t done, std::int64_t rows) {
                                       progress.update({.done = static_cast<std::uint64_t>(done),
                                                        .total = static_cast<std::uint64_t>(rows),
                                                        .counted = done});
                                   });
    }
    if (!moved) throw std::runtime_error(moved.error().message);
    const std::string checksum = storage::crypto::to_hex(moved->verified.checksum);
    if (options.json) {
        JsonWriter json;
        json.begin_object()
            .member("tables", moved->tables)
            .member("rows", moved->rows)
            .member("checksum", checksum)
            .end_object();
        fmt::print("{}\n", json.text());
    } else {
        fmt::print("{} rows of {} tables moved; the checksum is the same on both sides: {}\n",
                   grouped(moved->rows), moved->tables, checksum);
    }
    return Done;
}

}  // namespace

CliCommand migrate_command() {
    return {
        .name = "migrate",
        .summary = "Move a shop to another database, and prove that it is the same",
        .setup = [](CLI::App& app) {
            auto options = std::make_shared<MoveOptions>();
            app.add_option("--from", options->from, "sqlite:FILE or postgres://USER@HOST/NAME")
                ->required();
            app.add_option("--to", options->to, "An empty database of the other kind")->required();
            app.add_flag("--json", options->json, "Answer as JSON");
            return [options] { return run_move(*options); };
        }};
}

}  // namespace vuelve::cli
