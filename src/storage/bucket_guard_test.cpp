#include "storage/bucket_guard.h"

#include <gtest/gtest.h>

#include "generated/sql.h"

namespace vuelve::storage {
namespace {

#if !__has_feature(address_sanitizer)
TEST(BucketGuard, lets_everything_pass_in_an_optimised_build) {
    BucketGuard guard;
    guard.see(sql::count_entries, {});
    guard.check();
}
#else
constexpr std::int64_t tenant = 1, programme = 1;
const std::vector<std::uint8_t> hash(16);

/// Reads a key's transaction in this bucket.
void look(BucketGuard& guard, int bucket) {
    guard.see(sql::txn_by_key, {bucket, tenant, programme, BytesView(hash)});
}

TEST(BucketGuardDeathTest, a_request_does_not_go_over_all_buckets) {
    EXPECT_DEATH(BucketGuard().see(sql::count_entries, {}), "fan_out");
}

TEST(BucketGuard, the_one_door_lets_it_pass) {
    BucketGuard guard(BucketGuard::Door::FanOut);
    guard.see(sql::count_entries, {});
    guard.check();
}

TEST(BucketGuard, two_buckets_are_one_command) {
    BucketGuard guard;
    look(guard, 5);
    look(guard, 9);
    look(guard, 5);
    guard.check();
}

TEST(BucketGuardDeathTest, a_third_bucket_is_refused_at_the_commit) {
    BucketGuard guard;
    for (const int bucket : {5, 9, 12}) look(guard, bucket);
    EXPECT_DEATH(guard.check(), "two buckets");
}

TEST(BucketGuard, a_group_may_touch_as_many_as_its_commands) {
    BucketGuard guard;
    guard.carry(3);
    for (int bucket = 0; bucket < 11; ++bucket) look(guard, bucket);
    guard.check();
}

TEST(BucketGuardDeathTest, rows_of_a_batch_count_each) {
    Batch rows(6);
    for (const int bucket : {1, 2, 3})
        rows.add(bucket, tenant, programme, BytesView(hash), std::int64_t{7}, std::int64_t{8});
    BucketGuard guard;
    guard.see(sql::put_locator, rows);
    EXPECT_DEATH(guard.check(), "two buckets");
}
#endif

}  // namespace
}  // namespace vuelve::storage
