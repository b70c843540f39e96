#include "storage/ids.h"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <set>
#include <thread>

#include "codec/crockford.h"
#include "storage/crypto.h"
#include "storage/testing.h"

namespace vuelve::storage {
namespace {

constexpr std::int64_t march = 1'773'100'800'000;  // 2026-03-10

TEST(Ids, ascend_even_when_the_clock_goes_back) {
    std::int64_t now = march;
    FreshIds ids([&] { return now; });
    std::int64_t id = 0;
    HolderId holder{};
    for (int at = 0; at < 20'000; ++at) {
        if (at == 5'000) now -= 86'400'000;
        if (at == 10'000) now += 3;
        const std::int64_t next_id = ids.next_id();
        const HolderId next_holder = ids.next_holder(77);
        ASSERT_GT(next_id, id);
        ASSERT_GT(next_holder, holder);
        ASSERT_EQ(bucket_of(next_holder), 77);
        id = next_id;
        holder = next_holder;
    }
}

TEST(Ids, are_unique_over_threads_and_generators) {
    FreshIds first([] { return march; }, 0);
    FreshIds second([] { return march; }, 1);
    std::array<std::vector<std::int64_t>, 4> drawn;
    std::vector<std::jthread> threads;
    for (std::size_t thread = 0; thread < drawn.size(); ++thread) {
        threads.emplace_back([&, thread] {
            FreshIds& ids = thread < 2 ? first : second;
            for (int at = 0; at < 5'000; ++at) {
                drawn[thread].push_back(ids.next_id());
                drawn[thread].push_back(ids.next_holder(at % bucket_count).value);
            }
        });
    }
    threads.clear();
    std::set<std::int64_t> all;
    for (const auto& part : drawn) all.insert(part.begin(), part.end());
    EXPECT_EQ(all.size(), 40'000U);
}

TEST(Ids, hold_their_time_in_the_high_bits) {
    FreshIds ids([] { return march; }, 3);
    const std::int64_t id = ids.next_id();
    EXPECT_EQ((id >> 22) + 1'577'836'800'000, march);
    EXPECT_EQ((id >> 12) & 1023, 3);
    const std::int64_t holder = ids.next_holder(5).value;
    EXPECT_EQ((holder >> 30) + 1'577'836'800, march / 1000);
    EXPECT_EQ((holder >> 20) & 1023, 3);
    EXPECT_LT(holder, std::int64_t{1} << 62);
}

TEST(Ids, start_after_those_the_database_holds) {
    const auto database = migrated_database();
    const Placement placement{7, 1};
    const int bucket = base_bucket(placement);
    FreshIds before([] { return march + 60'000; });
    const HolderId holder = before.next_holder(bucket);
    const std::int64_t id = before.next_id();
    {
        auto tx = database->begin();
        tx->exec(
            "insert into member (bucket, tenant_id, holder_id, programme_id, kind, state, "
            "enrolled_ms)"
            " values ($1, 7, $2, 1, 1, 1, 0)",
            {bucket, holder});
        tx->exec(
            "insert into txn values ($1, 7, $2, 1, $3, 1, null, null, null, 0, 0, 0, 0, 0, '', 0, "
            "'', '', '', $4)",
            {bucket, id, holder, Bytes(16)});
        tx->commit();
    }
    FreshIds after([] { return march; });
    resume_ids(after, *database->snapshot(), placement);
    EXPECT_GT(after.next_id(), id);
    EXPECT_GT(after.next_holder(bucket), holder);
}

TEST(Buckets, never_move) {
    // Pinned: another hash would lose every row that is stored.
    const auto value = crypto::bytes_of(std::string_view("0123456789abcdef"));
    EXPECT_EQ(base_bucket({1, 1}), bucket_of({1, 1}, value));
    EXPECT_EQ(base_bucket({1, 1}), 1509);
    EXPECT_EQ(bucket_of({1, 1024}, value), 15365);
    EXPECT_EQ(bucket_of({2, 16384}, value), 10220);
}

TEST(Buckets, spread_evenly_over_as_many_as_the_tenant_has) {
    const Placement placement{9, 16};
    std::map<int, int> counts;
    for (std::int64_t at = 0; at < 16'000; ++at)
        ++counts[bucket_of(placement, crypto::bytes_of(at))];
    EXPECT_EQ(counts.size(), 16U);
    for (const auto& [bucket, count] : counts) {
        EXPECT_EQ((bucket - base_bucket(placement) + bucket_count) % (bucket_count / 16), 0);
        EXPECT_NEAR(count, 1000, 150);
    }
}

TEST(VoucherCodes, differ_and_end_in_their_check_symbol) {
    FreshIds ids([] { return march; });
    std::set<std::string> seen;
    for (int at = 0; at < 500; ++at) {
        const std::string code = ids.voucher_code();
        ASSERT_EQ(code.size(), 14U);
        EXPECT_EQ(crockford::normalise(code), code);
        EXPECT_EQ(code.back(), crockford::check_symbol(code.substr(0, 13)));
        seen.insert(code);
    }
    EXPECT_EQ(seen.size(), 500U);
}

}  // namespace
}  // namespace vuelve::storage
