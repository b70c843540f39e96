#include "cli/citus_plan.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/or_fail.h"
#include "codec/json_writer.h"

namespace vuelve::cli {
namespace {

struct PlanOptions {
    int shards = 128;  // scale-out.md 7: up to 16 servers
    bool json = false;
};

/// What a person makes sure of; the program cannot ask a server about it from here.
constexpr const char* before =
    R"(-- Vuelve on Citus: where each table lies (docs/scale-out.md). Made by `vuelve citus-plan` from the schema of this
-- very program; never run against Citus by its makers, so try it on a copy of your shop before you depend on it.
--
-- Before:
--   1. No program runs. `vuelve verify` says that every invariant holds; keep its checksum. There is a backup.
--   2. The Citus release names this minor version of PostgreSQL; PostgreSQL is 16 or 17. Where the setting
--      output_plugin_libraries exists it lists citus: without it, shards can be moved but not split.
--   3. On every server: fsync, full_page_writes, synchronous_commit and data checksums on;
--      max_prepared_transactions at least twice max_connections.
--   4. The coordinator is known: select citus_set_coordinator_host('ITS NAME'); the workers are added:
--      select citus_add_node('NAME', 5432).
--   5. A tenant's rows lie in as many buckets as its `spread` says: select tenant_id, spread from tenant. One with
--      spread 1 stays on one server whatever is done here.
--
-- Run it with: psql -v ON_ERROR_STOP=1 -f THIS-FILE. Stopped halfway: distribute the rest, or restore the backup.
)";

constexpr const char* after = R"(
-- After:
--   1. select table_name, citus_table_type, distribution_column, colocation_id from citus_tables: all those distributed
--      have one colocation_id.
--   2. `vuelve verify` gives the same checksum as before.
--   3. select truncate_local_data_after_distributing_table(table_name) from citus_tables frees the room of the old
--      rows on the coordinator.
--   4. Watch prepared transactions older than 2 minutes (pg_prepared_xacts), and restore a backup of all servers to one
--      restore point before you need it.
)";

std::string reference(const std::string& table) {
    return fmt::format("select create_reference_table('{}');", table);
}

std::string by_bucket(const std::string& table, const std::string& first, int shards) {
    if (table == first)
        return fmt::format(
            "select create_distributed_table('{}', 'bucket', colocate_with => 'none', "
            "shard_count => {});",
            table, shards);
    return fmt::format("select create_distributed_table('{}', 'bucket', colocate_with => '{}');",
                       table, first);
}

std::string as_json(const storage::Distribution& distribution, int shards) {
    const std::string& first = distribution.by_bucket.front();
    JsonWriter json;
    json.begin_object().member("shards", shards).key("statements").begin_array();
    for (const std::string& table : distribution.everywhere) json.value(reference(table));
    for (const std::string& table : distribution.by_bucket)
        json.value(by_bucket(table, first, shards));
    json.end_array().end_object();
    return std::move(json).text() + '\n';
}

int run_plan(const PlanOptions& options) {
    const storage::Distribution found = or_fail(app::distribution());
    for (const auto& fault : found.faults)
        fmt::print(stderr, "vuelve: table {} breaks {} (docs/scale-out.md 2): {}\n", fault.table,
                   fault.rule, fault.why);
    if (!found.faults.empty()) return Failed;
    fmt::print("{}", options.json ? as_json(found, options.shards)
                                  : citus_statements(found, options.shards));
    return Done;
}

}  // namespace

std::string citus_statements(const storage::Distribution& distribution, int shards) {
    std::string text = before;
    text += "\n-- Configuration: small, written by people, a copy on every server.\n";
    for (const std::string& table : distribution.everywhere) text += reference(table) + '\n';
    text += "\n-- Data: rows of one bucket lie on one server, of all tables together.\n";
    const std::string& first = distribution.by_bucket.front();
    for (const std::string& table : distribution.by_bucket)
        text += by_bucket(table, first, shards) + '\n';
    return text + after;
}

CliCommand citus_plan_command() {
    return {.name = "citus-plan",
            .summary = "Print the statements that spread a shop's tables over servers with Citus",
            .setup = [](CLI::App& app) {
                auto options = std::make_shared<PlanOptions>();
                app.add_option("--shards", options->shards,
                               "Into how many parts data are cut; more than servers ever (128)")
                    ->check(CLI::Range(1, 16384));
                app.add_flag("--json", options->json, "Answer as JSON");
                return [options] { return run_plan(*options); };
            }};
}

}  // namespace vuelve::cli
