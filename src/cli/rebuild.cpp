#include "cli/rebuild.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "app/upkeep.h"
#include "cli/hex.h"
#include "cli/progress.h"
#include "codec/json_writer.h"

namespace vuelve::cli {
namespace {

struct RebuildOptions {
    std::string database, keys, target;
    bool json = false;
};

std::string as_json(const storage::Rebuilt& rebuilt) {
    JsonWriter json;
    json.begin_object()
        .member("equal", rebuilt.is_equal())
        .member("transactions", rebuilt.transactions)
        .member("checksum", hex(rebuilt.before))
        .member("checksum_rebuilt", hex(rebuilt.after))
        .member("difference", rebuilt.difference)
        .end_object();
    return std::move(json).text() + '\n';
}

std::string as_text(const storage::Rebuilt& rebuilt) {
    std::string text =
        fmt::format("{} transactions replayed\nchecksum  {}\nrebuilt   {}\n",
                    grouped(rebuilt.transactions), hex(rebuilt.before), hex(rebuilt.after));
    if (rebuilt.difference) text += "FIRST DIFFERENCE: " + *rebuilt.difference + "\n";
    return text + (rebuilt.is_equal() ? "equal\n" : "NOT EQUAL\n");
}

int run_rebuild(const RebuildOptions& options) {
    Result<storage::Rebuilt> rebuilt;
    {
        Progress progress(progress_style(options.json), "Replaying", "transactions");
        rebuilt = app::rebuild(
            {.database = options.database,
             .key_ring = options.keys,
             .target = options.target,
             .progress = [&](std::int64_t done) { progress.update({.counted = done}); }});
    }
    if (!rebuilt) throw std::runtime_error(rebuilt.error().message);
    fmt::print("{}", options.json ? as_json(*rebuilt) : as_text(*rebuilt));
    return rebuilt->is_equal() ? Done : Failed;
}

}  // namespace

CliCommand rebuild_command() {
    return {.name = "rebuild",
            .summary = "Derive all balances anew from the transactions and compare",
            .setup = [](CLI::App& app) {
                auto options = std::make_shared<RebuildOptions>();
                app.add_option("--database", options->database,
                               "sqlite:FILE or postgres://USER@HOST/NAME")
                    ->required();
                app.add_option("--keys", options->keys, "The key ring")->required();
                app.add_option("--to", options->target,
                               "Keep the rebuilt database in this new file");
                app.add_flag("--json", options->json, "Answer as JSON");
                return [options] { return run_rebuild(*options); };
            }};
}

}  // namespace vuelve::cli
