#include "storage/distribution.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/testing.h"

namespace vuelve::storage {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

/// "table S1" for every fault of a schema of these statements.
std::vector<std::string> faults(const std::string& script) {
    const auto database = sqlite::memory();
    write(*database, [&](Transaction& tx) { tx.exec_script(script); });
    std::vector<std::string> found;
    for (const auto& fault : distribution_of(*database).faults)
        found.push_back(fault.table + " " + fault.rule);
    return found;
}

constexpr const char* wallet =
    "create table wallet (bucket INT NOT NULL, tenant_id INT NOT NULL, holder INT NOT NULL, "
    "primary key (bucket, tenant_id, holder)) STRICT;";

// A new table without bucket is a decision: it is copied to every server, and nobody but people
// may write it (S4). Whoever adds one says so here.
TEST(Distribution, of_the_schema_is_without_fault) {
    if (on_postgres()) GTEST_SKIP() << "the schema is read as SQLite describes it";
    const auto database = migrated_database();
    const Distribution found = distribution_of(*database);
    for (const auto& fault : found.faults)
        ADD_FAILURE() << fault.table << " breaks " << fault.rule << ": " << fault.why;
    EXPECT_THAT(found.everywhere,
                testing::UnorderedElementsAre("api_key", "look", "look_logo", "migration",
                                              "privacy_text", "product", "programme",
                                              "programme_version", "symbol", "tenant", "webhook"));
    EXPECT_EQ(found.everywhere.size() + found.by_bucket.size(), database->tables().size());
    EXPECT_THAT(found.by_bucket, Contains("txn"));
    EXPECT_THAT(distribution_of_schema().by_bucket, testing::ContainerEq(found.by_bucket));
}

TEST(Distribution, puts_what_is_referred_to_first) {
    const auto everywhere = distribution_of_schema().everywhere;
    const auto place = [&](const char* name) {
        return std::ranges::find(everywhere, name) - everywhere.begin();
    };
    EXPECT_LT(place("tenant"), place("programme"));
    EXPECT_LT(place("programme"), place("api_key"));
    EXPECT_LT(place("programme"), place("webhook"));
}

TEST(Distribution, names_the_rule_that_a_table_breaks) {
    EXPECT_THAT(faults(wallet), IsEmpty());
    EXPECT_THAT(faults("create table a (tenant_id INT, bucket INT, id INT, "
                       "primary key (bucket, tenant_id, id)) STRICT"),
                ElementsAre("a S1"));
    EXPECT_THAT(faults("create table a (bucket INT, tenant_id INT, id INT primary key) STRICT"),
                ElementsAre("a S1"));
    EXPECT_THAT(faults("create table a (bucket INT, tenant_id INT, id INT, phone TEXT unique, "
                       "primary key (bucket, tenant_id, id)) STRICT"),
                ElementsAre("a S2"));
    EXPECT_THAT(faults(std::string(wallet) +
                       "create table a (bucket INT, tenant_id INT, holder INT references wallet "
                       "(holder), primary key (bucket, tenant_id, holder)) STRICT"),
                ElementsAre("a S3"));
    EXPECT_THAT(faults(std::string(wallet) +
                       "create table a (tenant_id INT primary key, holder INT references wallet "
                       "(holder)) STRICT"),
                ElementsAre("a S3"));
    EXPECT_THAT(faults("create table counter (id INT primary key, used INT) STRICT"),
                ElementsAre("counter S4"));
}

TEST(Distribution, takes_references_within_a_bucket_and_to_configuration) {
    EXPECT_THAT(faults(std::string(wallet) +
                       "create table shop (tenant_id INT primary key) STRICT;"
                       "create table lot (bucket INT, tenant_id INT references shop (tenant_id), "
                       "holder INT, lot INT, primary key (bucket, tenant_id, lot), foreign key "
                       "(bucket, tenant_id, holder) references wallet (bucket, tenant_id, holder))"
                       " STRICT"),
                IsEmpty());
}

}  // namespace
}  // namespace vuelve::storage
