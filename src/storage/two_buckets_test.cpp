#include "storage/two_buckets.h"

#include <gtest/gtest.h>

#include "storage/ids.h"
#include "storage/testing.h"

namespace vuelve::storage {
namespace {

constexpr HolderId ana{5}, next_door{bucket_count + 5}, far_away{6};

vuelve::Transaction moved_between(HolderId acts, HolderId other) {
    vuelve::Transaction txn{.holder = acts};
    txn.effects.entries.push_back({.holder = acts});
    txn.effects.entries.push_back({.holder = other});
    return txn;
}

TEST(TwoBuckets, are_those_of_holders_and_not_of_their_numbers) {
    EXPECT_FALSE(touches_two_buckets(moved_between(ana, ana)));
    EXPECT_FALSE(touches_two_buckets(moved_between(ana, next_door)));
    EXPECT_TRUE(touches_two_buckets(moved_between(ana, far_away)));
}

TEST(TwoBuckets, may_be_touched_without_an_entry) {
    vuelve::Transaction merge{.holder = ana};
    merge.effects.heads.push_back({.holder = far_away, .head = {}});
    EXPECT_TRUE(touches_two_buckets(merge));
}

TEST(TwoBuckets, are_nothing_to_what_nobody_asked_for) {
    EXPECT_FALSE(touches_two_buckets(moved_between(HolderId{}, far_away)));
}

TEST(TwoBuckets, are_counted_by_the_database) {
    const auto database = migrated_database();
    const auto before = database->counters();
    write(*database, [](Transaction& tx) {
        tx.note_record(false);
        tx.note_record(true);
    });
    EXPECT_EQ(database->counters().records - before.records, 2);
    EXPECT_EQ(database->counters().two_bucket - before.two_bucket, 1);
}

}  // namespace
}  // namespace vuelve::storage
