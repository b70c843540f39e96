#include "storage/lease_store.h"

#include <gtest/gtest.h>

#include "storage/testing.h"

namespace vuelve::storage {
namespace {

struct Leases : testing::Test {
    std::unique_ptr<Database> database = migrated_database();

    bool take(const std::string& owner, std::int64_t now, std::int64_t until) {
        bool taken = false;
        write(*database, [&](auto& tx) { taken = take_lease(tx, "lead", owner, now, until); });
        return taken;
    }
    int generator(const std::string& owner, std::int64_t now, std::int64_t until) {
        int number = -1;
        write(*database, [&](auto& tx) { number = take_generator(tx, owner, now, until); });
        return number;
    }
};

TEST_F(Leases, one_owner_at_a_time_until_its_time_is_over) {
    EXPECT_TRUE(take("a", 100, 200));
    EXPECT_FALSE(take("b", 199, 300));
    EXPECT_TRUE(take("b", 200, 300));
    EXPECT_FALSE(take("a", 250, 350));
}

TEST_F(Leases, an_owner_prolongs_its_own) {
    EXPECT_TRUE(take("a", 100, 200));
    EXPECT_TRUE(take("a", 150, 250));
    EXPECT_FALSE(take("b", 220, 300));
}

TEST_F(Leases, what_is_given_back_is_free_and_only_its_owner_gives_it) {
    EXPECT_TRUE(take("a", 100, 200));
    write(*database, [&](auto& tx) { give_lease_back(tx, "lead", "b"); });
    EXPECT_FALSE(take("b", 150, 250));
    write(*database, [&](auto& tx) { give_lease_back(tx, "lead", "a"); });
    EXPECT_TRUE(take("b", 150, 250));
}

TEST_F(Leases, every_program_has_a_generator_of_its_own) {
    EXPECT_EQ(generator("a", 100, 200), 0);
    EXPECT_EQ(generator("b", 100, 200), 1);
    EXPECT_EQ(generator("c", 150, 250), 2);
    EXPECT_EQ(generator("d", 200, 300), 0) << "the first one's time is over";
}

TEST(LeasesOfSeveral, are_no_news_to_another_program_and_what_it_keeps_in_memory_is) {
    if (!on_postgres()) GTEST_SKIP() << "a file has one program";
    const TestFolder folder;
    const LastingDatabase lasting(folder.path / "shop.db");
    const auto mine = open_database(lasting.name(), DatabaseUse::Existing);
    const auto theirs = open_database(lasting.name(), DatabaseUse::Existing);
    (void)theirs->begin();
    ASSERT_FALSE(theirs->is_behind());
    write(*mine, [](auto& tx) { EXPECT_TRUE(take_lease(tx, "lead", "a", 100, 200)); });
    EXPECT_FALSE(theirs->is_behind());
    EXPECT_EQ(number(*theirs->snapshot(), "select count(*) from lease"), 1) << "it is kept";
    write(*mine, [](auto& tx) {
        tx.exec(
            "insert into tenant (tenant_id, code, name, spread, "
            "generation, settings, created_ms) values (1, 'a', 'a', 1, "
            "1, '{}', 0)");
    });
    EXPECT_TRUE(theirs->is_behind());
}

}  // namespace
}  // namespace vuelve::storage
