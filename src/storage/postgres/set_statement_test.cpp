#include "storage/postgres/set_statement.h"

#include <gtest/gtest.h>

#include "storage/storage_error.h"

namespace vuelve::storage::postgres {
namespace {

const std::vector<Kind> two_kinds{kind_int8, kind_text};

TEST(SetStatement, an_insert_of_a_row_becomes_one_of_rows) {
    const auto set = as_set("insert into t (a, b) values ($1, $2)", two_kinds);
    ASSERT_TRUE(set);
    EXPECT_EQ(set->text,
              "insert into t (a, b) select r.c1, r.c2 from unnest($1::bigint[], $2::text[]) as "
              "r(c1, c2) ");
    EXPECT_TRUE(set->key.empty());
}

TEST(SetStatement, constants_stay_and_an_argument_may_stand_anywhere) {
    const auto set = as_set("insert into t (a, b, c) values (0, $2, coalesce($1, 7))", two_kinds);
    ASSERT_TRUE(set);
    EXPECT_TRUE(set->text.contains("select 0, r.c2, coalesce(r.c1, 7) from unnest"));
}

TEST(SetStatement, a_conflict_that_updates_says_what_tells_rows_apart) {
    const auto set = as_set(
        "insert into t (a, b) values ($1, $2) on conflict (b, a) do update set b = excluded.b",
        two_kinds);
    ASSERT_TRUE(set);
    EXPECT_EQ(set->key, (std::vector<std::size_t>{1, 0}));
}

TEST(SetStatement, what_it_cannot_say_for_many_rows_stays_as_it_is) {
    for (const char* sql : {
             "update t set a = $1 where b = $2",
             "delete from t where a = $1 and b = $2",
             "insert into t (a, b) values ($1, $2) returning a",
             "insert into t (a, b) values ($1, $2) on conflict (a) do update set b = $2",
             "insert into t (a, b) values ($1, $2), ($1, $2)",
             "insert into t (a, b) select $1, $2",
             "insert into t (a, b) values ((select max(a) + 1 from t where b = $2), $1)",
         })
        EXPECT_FALSE(as_set(sql, two_kinds)) << sql;
    EXPECT_FALSE(
        as_set("insert into t (a, b) values ($1, $2)", std::vector<Kind>{kind_int8, kind_numeric}));
}

TEST(SetStatement, rows_of_one_key_are_told) {
    const auto set = as_set(
        "insert into t (a, b) values ($1, $2) on conflict (a, b) do update set b = excluded.b",
        two_kinds);
    Batch rows(2);
    rows.add(1, "x");
    rows.add(1, "y");
    rows.add(2, "x");
    EXPECT_TRUE(tells_apart(*set, rows, 0, 3));
    rows.add(1, "y");
    EXPECT_FALSE(tells_apart(*set, rows, 0, 4));
    EXPECT_TRUE(tells_apart(*set, rows, 2, 2));
}

TEST(SetStatement, an_array_has_its_head_and_its_elements) {
    Batch rows(1);
    rows.add(7);
    rows.add(std::nullopt);
    const std::string array = array_of(kind_int4, rows, 0, 0, 2);
    const auto expected = std::string(
        "\0\0\0\1"
        "\0\0\0\1"
        "\0\0\0\x17"
        "\0\0\0\2"
        "\0\0\0\1"
        "\0\0\0\4"
        "\0\0\0\7"
        "\xff\xff\xff\xff",
        32);
    EXPECT_EQ(array, expected);
}

TEST(SetStatement, a_number_too_large_for_its_column_is_refused) {
    Batch rows(1);
    rows.add(std::int64_t{1} << 40);
    EXPECT_THROW((void)array_of(kind_int4, rows, 0, 0, 1), StorageError);
}

}  // namespace
}  // namespace vuelve::storage::postgres
