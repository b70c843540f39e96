#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "generated/sql.h"
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

/// A statement that ends in a list (`in ($3..)`): the two that the build makes of it, or itself.
std::vector<Statement> made_of(const Statement& statement) {
    const auto& [name, text] = statement;
    const auto dots = text.find("..)");
    if (dots == std::string::npos) return {statement};
    const auto begin = text.rfind('$', dots);
    const std::string one = text.substr(begin, dots - begin), rest = text.substr(dots + 2);
    std::string many = one;
    for (std::size_t more = 1; more < sql::list_size; ++more)
        many += ", $" + std::to_string(std::stoul(one.substr(1)) + more);
    const std::string head = text.substr(0, begin);
    return {{name, head + one + rest}, {name + "_list", head + many + rest}};
}

std::vector<Statement> all_statements() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator("db/queries"))
        if (entry.path().extension() == ".sql") files.push_back(entry.path());
    std::ranges::sort(files);
    std::vector<Statement> all;
    for (const auto& file : files)
        for (const Statement& statement : statements_of(file))
            std::ranges::move(made_of(statement), std::back_inserter(all));
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

/// How SQLite looks for the rows of a statement.
std::string plan_of(Reader& reader, const Statement& statement) {
    int parameters = 0;
    const std::string& text = statement.second;
    for (std::size_t at = text.find('$'); at != std::string::npos; at = text.find('$', at + 1))
        parameters = std::max(parameters, std::stoi(text.substr(at + 1)));
    const std::vector<Param> nothing(static_cast<std::size_t>(parameters), Param(nullptr));
    const std::string asked = "explain query plan " + text;
    auto rows = reader.query(asked, Params(nothing));
    std::string plan;
    while (rows.next()) plan += std::string(rows.text(3)) + '\n';
    return plan;
}

/// A plan that looks at everybody's rows.
bool walks_the_shop(const std::string& plan) {
    return plan.contains("SCAN ") || plan.contains("(bucket=? AND tenant_id=?)") ||
           plan.contains("ANY(");
}

// A purchase once looked through all identities of its shop, twice: an empty database has no
// statistics, and its plans stay while it grows.
TEST(Statements, that_ask_for_one_holder_do_not_walk_the_shop) {
    if (on_postgres()) GTEST_SKIP() << "plans there follow the statistics of its own rows";
    // Of tables with few rows, and asked once in a life: one's own data, all of it.
    const std::set<std::string> few{"own_household_member", "own_referral", "own_fraud_case",
                                    "erase_segment_due", "erase_proof"};
    const auto database = migrated_database();
    const auto tx = database->begin();
    tx->is_upkeep();
    int asked = 0;
    for (const Statement& statement : all_statements()) {
        const std::string& text = statement.second;
        const bool names_holders =
            text.contains("holder_id = $") || text.contains("holder_id in ($");
        if (!names_holders || few.contains(statement.first)) continue;
        ++asked;
        const std::string plan = plan_of(*tx, statement);
        EXPECT_FALSE(walks_the_shop(plan)) << statement.first << ":\n" << plan;
    }
    EXPECT_GT(asked, 100);
}

TEST(Statements, of_what_is_due_look_at_nothing_else) {
    if (on_postgres()) GTEST_SKIP() << "plans there follow the statistics of its own rows";
    const auto database = migrated_database();
    const auto tx = database->begin();
    tx->is_upkeep();
    for (const Statement& statement : all_statements())
        if (statement.first == "holders_with_due_lots")
            EXPECT_THAT(plan_of(*tx, statement), testing::HasSubstr("INDEX lot_due"));
        else if (statement.first == "holders_to_review")
            EXPECT_THAT(plan_of(*tx, statement),
                        testing::AllOf(testing::HasSubstr("INDEX wallet_review"),
                                       testing::Not(testing::HasSubstr("TEMP B-TREE"))));
        else if (statement.first == "holders_planned")
            EXPECT_THAT(plan_of(*tx, statement), testing::HasSubstr("INDEX message_planned"));
        else if (statement.first == "contact_identities")
            EXPECT_THAT(plan_of(*tx, statement),
                        testing::HasSubstr("COVERING INDEX identity_holder"));
}

TEST(Statements, that_are_wrong_are_told) {
    const auto database = migrated_database();
    auto tx = database->begin();
    EXPECT_NE(objection(*tx, {"wrong", "select nothing from nowhere"}), "");
    EXPECT_EQ(objection(*tx, {"right", "select holder_id from member where bucket = $1"}), "");
}

}  // namespace
}  // namespace vuelve::storage
