#include "cli/citus_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <sstream>

namespace vuelve::cli {
namespace {

/// Without comments and empty lines.
std::vector<std::string> statements(const std::string& text) {
    std::vector<std::string> found;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        if (!line.empty() && !line.starts_with("--")) found.push_back(line);
    return found;
}

TEST(CitusPlan, copies_configuration_first_and_lays_data_side_by_side) {
    const storage::Distribution two{
        .everywhere = {"tenant", "programme"}, .by_bucket = {"entry", "wallet"}, .faults = {}};
    EXPECT_THAT(
        statements(citus_statements(two, 64)),
        testing::ElementsAre(
            "select create_reference_table('tenant');",
            "select create_reference_table('programme');",
            "select create_distributed_table('entry', 'bucket', colocate_with => 'none', "
            "shard_count => 64);",
            "select create_distributed_table('wallet', 'bucket', colocate_with => 'entry');"));
}

TEST(CitusPlan, names_every_table_of_the_schema_once) {
    const auto whole = app::distribution();
    ASSERT_TRUE(whole);
    std::vector<std::string> named;
    for (const std::string& line : statements(citus_statements(*whole, 128)))
        named.push_back(line.substr(line.find('\'') + 1,
                                    line.find('\'', line.find('\'') + 1) - line.find('\'') - 1));
    std::vector<std::string> tables = whole->everywhere;
    tables.insert(tables.end(), whole->by_bucket.begin(), whole->by_bucket.end());
    EXPECT_THAT(named, testing::ContainerEq(tables));
}

TEST(CitusPlan, is_a_command_that_succeeds) {
    testing::internal::CaptureStdout();
    const std::array arguments{"vuelve", "citus-plan", "--shards", "32"};
    const int code = run({citus_plan_command()}, arguments.size(), arguments.data());
    const std::string out = testing::internal::GetCapturedStdout();
    EXPECT_EQ(code, Done);
    EXPECT_THAT(out, testing::HasSubstr("shard_count => 32"));
    EXPECT_THAT(out, testing::HasSubstr("create_reference_table('tenant')"));
}

}  // namespace
}  // namespace vuelve::cli
