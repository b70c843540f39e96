#include "storage/move.h"

#include <gtest/gtest.h>

#include "storage/testing.h"

namespace vuelve::storage {
namespace {

constexpr std::string_view put_stock =
    "insert into resource (bucket, tenant_id, kind, ref, slice, \"left\", total)"
    " values ($1, $2, 1, $3, 0, $4, $5)";
constexpr std::string_view put_wallet =
    "insert into wallet (bucket, tenant_id, holder_id, currency, available, chain_head, state)"
    " values (7, 1, 7, $1, $2, $3, $4)";
constexpr std::string_view count_stock = "select count(*) from resource";
constexpr int pieces = 4500;  // more than two pages

void say_nothing(const std::string&, std::int64_t, std::int64_t) {}

/// From one engine to the other, whichever the tests run on.
struct Move : testing::Test {
    std::unique_ptr<Database> here = migrated_database(), there = sqlite::memory();

    void put_things() {
        Batch stock(5);
        for (int i = 0; i < pieces; ++i) stock.add(i % 3, 1, i, i, pieces);
        write(*here, [&](Transaction& tx) { tx.exec_batch(put_stock, stock); });
    }
    void put_a_wallet_without_entries() {
        write(*here, [](Transaction& tx) {
            tx.exec(put_wallet, {0, 0, Bytes(16, 0xAB), R"(["ñ", "it's"])"});
            tx.exec(put_wallet, {1, 5, nullptr, nullptr});
        });
    }
};

TEST_F(Move, brings_every_row) {
    put_things();
    const Moved moved = move_database(*here, *there, say_nothing);
    EXPECT_EQ(moved.rows, pieces);
    EXPECT_TRUE(moved.verified.is_sound());
    for (const auto& database : {here.get(), there.get()}) {
        auto reader = database->snapshot();
        EXPECT_EQ(number(*reader, count_stock), pieces);
        EXPECT_EQ(number(*reader, "select sum(\"left\") from resource"), (pieces - 1) * pieces / 2);
    }
    refuse_half_moved(*there->snapshot());
}

TEST_F(Move, goes_back_where_it_came_from) {
    put_things();
    move_database(*here, *there, say_nothing);
    const auto home = migrated_database();
    const Moved moved = move_database(*there, *home, say_nothing);
    EXPECT_EQ(moved.rows, pieces);
    EXPECT_EQ(moved.verified.checksum, verify(*here->fan_out()).checksum);
}

TEST_F(Move, keeps_the_target_closed_while_it_is_not_proved) {
    put_things();
    put_a_wallet_without_entries();
    EXPECT_EQ(trouble_of([&] { move_database(*here, *there, say_nothing); }), Trouble::Corrupt);
    EXPECT_EQ(trouble_of([&] { refuse_half_moved(*there->snapshot()); }), Trouble::NotOurs);
    write(*here, [](Transaction& tx) { tx.exec("delete from wallet"); });
    EXPECT_EQ(move_database(*here, *there, say_nothing).rows, pieces) << "the same again goes on";
    refuse_half_moved(*there->snapshot());
}

TEST_F(Move, copies_what_is_wrong_as_it_is) {
    put_things();
    put_a_wallet_without_entries();
    const auto before = here->fan_out();
    EXPECT_EQ(number(*before, count_stock), pieces);
    write(*here, [](Transaction& tx) { tx.exec("delete from resource"); });
    const Moved copied = copy_database(*here, *before, *there, say_nothing);
    EXPECT_EQ(copied.rows, pieces + 2) << "as it was when the snapshot was taken";
    EXPECT_FALSE(copied.verified.is_sound());
    EXPECT_EQ(verify(*there->fan_out()).checksum, copied.verified.checksum);
    EXPECT_EQ(bytes_of_rows(*there, "wallet"), bytes_of_rows(*here, "wallet"));
}

}  // namespace
}  // namespace vuelve::storage
