#pragma once

#include <stdlib.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>
#include <string>

#include "storage/crypto.h"
#include "storage/migrations.h"
#include "storage/open_database.h"
#include "storage/postgres/scratch.h"
#include "storage/sqlite/sqlite.h"

/// Helpers of the tests; the databases are real ones, of the engine that $VUELVE_TEST_DATABASE
/// names: sqlite, also when nothing is said, or postgres, on the server of $VUELVE_POSTGRES
/// (docs/adr/0047).
namespace vuelve::storage {

/// A folder of its own, gone with the test.
struct TestFolder {
    std::filesystem::path path;
    TestFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "vuelve-test-XXXXXX").string();
        ensure(::mkdtemp(name.data()) != nullptr, "a test has a folder");
        path = name;
    }
    ~TestFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    std::filesystem::path operator/(const char* name) const { return path / name; }
};

/// Whether the tests' databases are on a PostgreSQL server. A test of what only a file can do skips
/// there, and says what that is.
inline bool on_postgres() {
    const char* named = std::getenv("VUELVE_TEST_DATABASE");
    const std::string_view engine = named ? named : "sqlite";
    ensure(engine == "sqlite" || engine == "postgres", "VUELVE_TEST_DATABASE names an engine");
    return engine == "postgres";
}

/// Names a database that is gone with whoever opens it.
inline std::string passing_database() {
    return std::string(on_postgres() ? temporary_on_server : in_memory);
}

/// A database that can be opened again and again, gone with the object: `file`, or one on the
/// server.
class LastingDatabase {
 public:
    explicit LastingDatabase(const std::filesystem::path& file) : name_("sqlite:" + file.string()) {
        if (!on_postgres()) return;
        server_.emplace(server_of_trials(), postgres::ScratchDatabase::Holds::AllTables);
        name_ = server_->url();
    }
    const std::string& name() const { return name_; }

 private:
    std::string name_;
    std::optional<postgres::ScratchDatabase> server_;
};

/// Sixteen bytes that nobody can have foreseen, as a statement of the tests' engine writes them.
inline std::string random_blob() {
    std::array<std::uint8_t, 16> random;
    crypto::fill_random(random);
    const std::string hex = crypto::to_hex(random);
    return on_postgres() ? "'\\x" + hex + "'::bytea" : "x'" + hex + "'";
}

/// Every text and blob of every row, of one table or of all.
inline std::string bytes_of_rows(Database& database, std::string_view of_table = "") {
    std::string bytes;
    const auto snapshot = database.snapshot();
    for (const TableShape& table : database.tables()) {
        if (!of_table.empty() && table.name != of_table) continue;
        auto rows = snapshot->query("select * from " + table.name);
        while (rows.next())
            for (int column = 0; const auto& [_, kind] : table.columns) {
                if (!rows.is_null(column) && kind == ColumnKind::Text) bytes += rows.text(column);
                if (!rows.is_null(column) && kind == ColumnKind::Bytes)
                    for (const std::uint8_t byte : rows.bytes(column))
                        bytes += static_cast<char>(byte);
                bytes += '\n';
                ++column;
            }
    }
    return bytes;
}

/// What whoever steals the database has: the files of `folder`, or every row on the server.
inline std::string stolen_bytes(const std::filesystem::path& folder, const std::string& name) {
    if (on_postgres()) return bytes_of_rows(*open_database(name, DatabaseUse::Read));
    std::string bytes;
    for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
        std::ifstream in(file.path(), std::ios::binary);
        if (file.is_regular_file()) bytes.append(std::istreambuf_iterator<char>(in), {});
    }
    return bytes;
}

/// The trouble that `action` throws, none when it succeeds.
inline std::optional<Trouble> trouble_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const StorageError& error) {
        return error.trouble();
    }
    return std::nullopt;
}

/// The first number a query answers.
inline std::int64_t number(Reader& reader, std::string_view sql, Params params = {}) {
    auto rows = reader.query(sql, params);
    ensure(rows.next(), "the query answers a row");
    return rows.integer(0);
}

/// Runs `action` in a transaction, commits, and gives its answer.
template <class Action>
auto write(Database& database, Action action) {
    auto tx = database.begin();
    tx->is_upkeep();  // a test stands for no one command
    if constexpr (std::is_void_v<decltype(action(*tx))>) {
        action(*tx);
        tx->commit();
    } else {
        auto answer = action(*tx);
        tx->commit();
        return answer;
    }
}

/// Without any table.
inline std::unique_ptr<Database> empty_database() {
    return on_postgres() ? postgres::temporary(server_of_trials()) : sqlite::memory();
}

/// All tables, and no rows.
inline std::unique_ptr<Database> migrated_database() {
    auto database = open_database(passing_database(), DatabaseUse::Create);
    migrate(*database, 0);
    return database;
}

}  // namespace vuelve::storage
