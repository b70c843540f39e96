#include "storage/database.h"

#include <gtest/gtest.h>

#include <thread>

#include "base/strong.h"
#include "storage/testing.h"

namespace vuelve::storage {
namespace {

using HolderNumber = Strong<struct HolderNumberTag, std::int64_t>;
using Units = Count<struct UnitsTag>;

constexpr std::string_view insert_thing = "insert into thing (id, name, body) values ($1, $2, $3)";
constexpr std::string_view count_things = "select count(*) from thing";

struct Seam : testing::Test {
    std::unique_ptr<Database> database = empty_database();
    Seam() {
        auto tx = database->begin();
        tx->exec_script(
            "create table thing (id INTEGER NOT NULL PRIMARY KEY, name TEXT, body BLOB,"
            " CHECK (id >= 0)) STRICT");
        tx->commit();
    }
    std::int64_t things() { return number(*database->snapshot(), count_things); }
    void add(std::int64_t id) {
        auto tx = database->begin();
        tx->exec(insert_thing, {id, "x", nullptr});
        tx->commit();
    }
};

TEST_F(Seam, is_on_the_engine_that_was_asked_for) {
    constexpr std::string_view of_a_server = "select count(*) from pg_catalog.pg_class";
    const auto snapshot = database->snapshot();
    EXPECT_EQ(trouble_of([&] { snapshot->query(of_a_server).next(); }),
              on_postgres() ? std::nullopt : std::optional(Trouble::Failed));
}

TEST_F(Seam, carries_every_kind_of_value_both_ways) {
    const Bytes body{0, 1, 255};
    auto tx = database->begin();
    tx->exec(insert_thing, {HolderNumber{7}, std::string("Ñandú"), body});
    tx->exec(insert_thing, {Units{8}, std::optional<std::string>(), Bytes{}});
    tx->exec(insert_thing, {9, "", std::nullopt});

    auto rows = tx->query("select id, name, body from thing order by id");
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.get<HolderNumber>(0), HolderNumber{7});
    EXPECT_EQ(rows.text(1), "Ñandú");
    EXPECT_EQ(rows.maybe<Bytes>(2), body);
    EXPECT_EQ((rows.hash<3>(2)), (std::array<std::uint8_t, 3>{0, 1, 255}));
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.get<Units>(0), Units{8});
    EXPECT_EQ(rows.maybe<std::string>(1), std::nullopt);
    EXPECT_FALSE(rows.is_null(2)) << "empty is not null";
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.text(1), "");
    EXPECT_TRUE(rows.is_null(2));
    EXPECT_FALSE(rows.next());
}

TEST_F(Seam, a_value_of_another_kind_than_asked_for_is_damage) {
    add(1);
    const auto snapshot = database->snapshot();
    auto rows = snapshot->query("select name from thing");
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(trouble_of([&] { rows.integer(0); }), Trouble::Corrupt);
}

TEST_F(Seam, parameters_go_by_their_number_and_not_by_their_place) {
    const auto snapshot = database->snapshot();
    EXPECT_EQ(number(*snapshot, "select cast($2 as INTEGER) - cast($1 as INTEGER)", {3, 10}), 7);
    EXPECT_EQ(number(*snapshot, "select cast($1 as INTEGER) + $1 + $2", {3, 10}), 16);
    EXPECT_EQ(trouble_of([&] { snapshot->query("select $1", {1, 2}); }), Trouble::Failed);
}

TEST_F(Seam, what_is_not_committed_is_gone) {
    {
        auto tx = database->begin();
        tx->exec(insert_thing, {1, "a", nullptr});
        EXPECT_EQ(number(*tx, count_things), 1);
    }
    EXPECT_EQ(things(), 0);
    add(1);
    EXPECT_EQ(things(), 1);
}

TEST_F(Seam, a_snapshot_does_not_see_later_commits) {
    add(1);
    const auto before = database->snapshot();
    add(2);
    EXPECT_EQ(number(*before, count_things), 1);
    EXPECT_EQ(things(), 2);
}

TEST_F(Seam, a_snapshot_cannot_write) {
    const auto snapshot = database->snapshot();
    EXPECT_EQ(trouble_of([&] { snapshot->query("delete from thing").next(); }), Trouble::ReadOnly);
}

TEST_F(Seam, two_queries_of_one_text_run_side_by_side) {
    add(1);
    add(2);
    const auto snapshot = database->snapshot();
    constexpr std::string_view ids = "select id from thing order by id";
    auto outer = snapshot->query(ids);
    std::int64_t sum = 0;
    while (outer.next()) {
        auto inner = snapshot->query(ids);
        while (inner.next()) sum += outer.integer(0) * inner.integer(0);
    }
    EXPECT_EQ(sum, 9);
}

TEST_F(Seam, a_batch_is_one_statement_made_of_temporaries) {
    const auto before = database->counters();
    Batch batch(3);
    for (int id = 0; id < 700; ++id) {
        batch.add(id, "name " + std::to_string(id), std::array<std::uint8_t, 2>{1, 2});
    }
    auto tx = database->begin();
    EXPECT_EQ(tx->exec_batch(insert_thing, batch), 700);
    batch.clear();
    EXPECT_EQ(tx->exec_batch(insert_thing, batch), 0) << "an empty batch is no statement";
    tx->commit();

    EXPECT_EQ(database->counters().statements - before.statements, 1);
    EXPECT_EQ(database->counters().rows - before.rows, 700);
    EXPECT_EQ(database->counters().commits - before.commits, 1);
    EXPECT_EQ(
        number(*database->snapshot(), "select count(*) from thing where name = 'name ' || id"),
        700);
}

TEST_F(Seam, a_batch_with_another_number_of_columns_is_refused) {
    Batch batch(2);
    batch.add(1, "a");
    auto tx = database->begin();
    EXPECT_EQ(trouble_of([&] { tx->exec_batch(insert_thing, batch); }), Trouble::Failed);
}

TEST_F(Seam, constraints_are_answers) {
    add(1);
    EXPECT_EQ(trouble_of([&] { add(1); }), Trouble::Duplicate);
    EXPECT_EQ(trouble_of([&] { add(-1); }), Trouble::Constraint);
    Batch batch(3);
    for (int id : {5, 1, 6}) batch.add(id, "x", nullptr);
    EXPECT_EQ(trouble_of([&] { database->begin()->exec_batch(insert_thing, batch); }),
              Trouble::Duplicate);
    add(2);
    EXPECT_EQ(things(), 2);
}

TEST_F(Seam, a_transaction_goes_on_after_a_constraint) {
    if (on_postgres()) GTEST_SKIP() << "a server ends the transaction; no store counts on this";
    auto tx = database->begin();
    tx->exec(insert_thing, {1, "a", nullptr});
    EXPECT_EQ(trouble_of([&] { tx->exec(insert_thing, {1, "b", nullptr}); }), Trouble::Duplicate);
    tx->exec(insert_thing, {2, "c", nullptr});
    tx->commit();
    EXPECT_EQ(things(), 2);
}

TEST_F(Seam, a_failing_statement_leaves_nothing_behind) {
    database->set_fault_hook(fail_nth(FaultPoint::Statement, 2, Trouble::Full));
    const auto trouble = trouble_of([&] {
        auto tx = database->begin();
        tx->exec(insert_thing, {1, "a", nullptr});
        tx->exec(insert_thing, {2, "b", nullptr});
        tx->commit();
    });
    EXPECT_EQ(trouble, Trouble::Full);
    EXPECT_EQ(things(), 0);
    add(3);
    EXPECT_EQ(things(), 1);
}

TEST_F(Seam, an_unknown_outcome_may_be_either) {
    database->set_fault_hook(fail_nth(FaultPoint::BeforeCommit, 1, Trouble::OutcomeUnknown));
    EXPECT_EQ(trouble_of([&] { add(1); }), Trouble::OutcomeUnknown);
    EXPECT_EQ(things(), 0);
    database->set_fault_hook(fail_nth(FaultPoint::AfterCommit, 1, Trouble::OutcomeUnknown));
    EXPECT_EQ(trouble_of([&] { add(1); }), Trouble::OutcomeUnknown);
    EXPECT_EQ(things(), 1);
}

TEST_F(Seam, writers_take_turns) {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([this, thread] {
            for (int at = 0; at < 50; ++at) add(thread * 1000 + at);
        });
    }
    threads.clear();
    EXPECT_EQ(things(), 200);
}

}  // namespace
}  // namespace vuelve::storage
