#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "storage/testing.h"

/// One text for every engine (scale-out.md Q10): what one of them cannot read is found here, and
/// not by the first who needs it.
namespace vuelve::storage {
namespace {

using Statement = std::pair<std::string, std::string>;  // name, text

/// As tools/embed_sql.py reads them.
std::vector<Statement> statements_of(const std::filesystem::path& file) {
    constexpr std::string_view heading = "-- name: ";
    std::vector<Statement> found;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with(heading))
            found.emplace_back(line.substr(heading.size()), "");
        else if (!line.starts_with("--") && !found.empty())
            found.back().second += line + '\n';
    }
    return found;
}

std::vector<Statement> all_statements() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator("db/queries"))
        if (entry.path().extension() == ".sql") files.push_back(entry.path());
    std::ranges::sort(files);
    std::vector<Statement> all;
    for (const auto& file : files) std::ranges::move(statements_of(file), std::back_inserter(all));
    return all;
}

/// What the engine says against a statement, "" when it can run it.
std::string objection(Transaction& tx, const Statement& statement) {
    const auto& [name, text] = statement;
    const bool is_run = text.starts_with("create ");  // of a table, which nobody prepares
    const std::string prepare = is_run          ? ""
                                : on_postgres() ? "prepare of_" + name + " as "
                                                : "explain ";
    std::string answer;
    tx.exec_script("savepoint before");
    try {
        tx.exec_script(prepare + text);
    } catch (const StorageError& error) {
        answer = name + ": " + error.what();
    }
    tx.exec_script("rollback to before; release before");
    return answer;
}

TEST(Statements, are_all_understood_by_the_engine) {
    const auto database = migrated_database();
    auto tx = database->begin();
    const auto statements = all_statements();
    EXPECT_GT(statements.size(), 400U);
    for (const Statement& statement : statements) EXPECT_EQ(objection(*tx, statement), "");
}

TEST(Statements, that_are_wrong_are_told) {
    const auto database = migrated_database();
    auto tx = database->begin();
    EXPECT_NE(objection(*tx, {"wrong", "select nothing from nowhere"}), "");
    EXPECT_EQ(objection(*tx, {"right", "select holder_id from member where bucket = $1"}), "");
}

}  // namespace
}  // namespace vuelve::storage
