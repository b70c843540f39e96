#include "storage/migrations.h"

#include <string>

namespace vuelve::storage {

namespace {

/// How many of `migrations` the database has; each of those must be the one we know.
std::size_t applied(Reader& reader, std::span<const sql::Migration> migrations) {
    if (!reader.has_table("migration")) return 0;
    auto rows = reader.query(sql::migrations_applied);
    std::size_t count = 0;
    while (rows.next()) {
        const auto version = rows.integer(0);
        if (count >= migrations.size()) {
            throw StorageError(Trouble::NewerVersion,
                               "the database has migration " + std::to_string(version) +
                                   ", this program knows " + std::to_string(migrations.size()) +
                                   ": start the newer program");
        }
        const auto& known = migrations[count++];
        if (version != known.version || rows.text(1) != known.checksum) {
            throw StorageError(Trouble::NewerVersion, "migration " + std::to_string(version) +
                                                          " of the database is not the one of this "
                                                          "program (" +
                                                          std::string(known.name) +
                                                          "): it comes from another build");
        }
    }
    return count;
}

}  // namespace

int migrate(Database& database,
            std::int64_t now_ms,
            std::span<const sql::Migration> migrations,
            const std::function<void(const std::string&)>& say) {
    std::size_t done = 0;
    {
        auto tx = database.begin();
        done = applied(*tx, migrations);
        if (done == 0) tx->exec(sql::create_migration_table);
        tx->commit();
    }
    const auto missing = migrations.subspan(done);
    for (const auto& migration : missing) {
        if (say && done > 0)
            say("bringing the database up to date, " + std::to_string(migration.version) + " of " +
                std::to_string(migrations.size()) + ": " + std::string(migration.name));
        auto tx = database.begin();
        tx->exec_script(migration.text);
        tx->exec(sql::insert_migration, {migration.version, migration.checksum, now_ms});
        tx->commit();
    }
    database.plan_for_growth();
    return static_cast<int>(missing.size());
}

void check_schema(Database& database, std::span<const sql::Migration> migrations) {
    const auto snapshot = database.snapshot();
    const auto known = applied(*snapshot, migrations);
    if (known < migrations.size()) {
        throw StorageError(Trouble::NewerVersion, "the database is at migration " +
                                                      std::to_string(known) + " of " +
                                                      std::to_string(migrations.size()) +
                                                      ": start `vuelve serve` of this program "
                                                      "once, which brings it up to date");
    }
}

}  // namespace vuelve::storage
