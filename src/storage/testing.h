#pragma once

#include <stdlib.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "storage/migrations.h"
#include "storage/sqlite/sqlite.h"

/// Helpers of the storage tests; the databases are real ones.
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
    if constexpr (std::is_void_v<decltype(action(*tx))>) {
        action(*tx);
        tx->commit();
    } else {
        auto answer = action(*tx);
        tx->commit();
        return answer;
    }
}

/// An empty database in memory with all tables.
inline std::unique_ptr<Database> migrated_database() {
    auto database = sqlite::memory();
    migrate(*database, 0);
    return database;
}

}  // namespace vuelve::storage
