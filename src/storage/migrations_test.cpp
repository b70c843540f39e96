#include "storage/migrations.h"

#include <gtest/gtest.h>

#include "storage/testing.h"

namespace vuelve::storage {
namespace {

constexpr sql::Migration first{1, "first", "create table one (id INT) STRICT", "aa"};
constexpr sql::Migration second{
    2, "second", "create table two (id INT) STRICT; insert into two values (5)", "bb"};

/// Each key of each table with a bucket, and its first two columns: "member_pk bucket,tenant_id".
constexpr std::string_view keys_on_sqlite =
    "select t.name || '.' || i.name || ' ' || (select group_concat(name) from"
    " (select name from pragma_index_info(i.name) where seqno < 2 order by seqno))"
    " from sqlite_schema t, pragma_index_list(t.name) i"
    " where t.type = 'table' and exists (select 1 from pragma_table_info(t.name) where name = "
    "'bucket')";
constexpr std::string_view keys_on_postgres =
    "select t.relname || '.' || k.relname || ' ' || pg_get_indexdef(i.indexrelid, 1, true)"
    " || ',' || pg_get_indexdef(i.indexrelid, 2, true)"
    " from pg_index i join pg_class t on t.oid = i.indrelid join pg_class k on k.oid = i.indexrelid"
    " join pg_attribute a on a.attrelid = t.oid and a.attname = 'bucket'"
    " where t.relnamespace = current_schema()::regnamespace";

TEST(Migrations, make_every_table_of_the_first_schema) {
    const auto database = empty_database();
    EXPECT_EQ(migrate(*database, 1000), static_cast<int>(sql::migrations.size()));
    const auto snapshot = database->snapshot();
    std::string names;
    for (const TableShape& table : database->tables())
        if (table.name != "writer_turn") names += (names.empty() ? "" : " ") + table.name;
    EXPECT_EQ(
        names,
        "age_proof answer api_key approval audit breakage_estimate "
        "card_notice closed_books closed_line closed_month "
        "closed_pool closed_units code code_pool consent "
        "contact_change deed delivery delivery_try entry entry_issuer "
        "erasure event follow_place fraud_case fraud_count "
        "household_member identity inactive inbox_place incident job job_file "
        "job_place job_txn lease locator look look_logo lot lot_use member "
        "member_key message migration name_word offline_spend one_time parked privacy_request "
        "privacy_text product programme programme_version proof "
        "purchase_key qr_nonce redemption referral reservation "
        "resource restriction retention_run rfm rollup_day sale "
        "segment_due segment_member segment_move session sign_in_try "
        "staff statement statement_step store_day subscription symbol "
        "tally tenant till till_code tombstone trait txn unproved_spend "
        "unwanted_message voucher wallet webhook");
    EXPECT_EQ(number(*snapshot, "select min(applied_ms) from migration"), 1000);
}

// scale-out S1: a table added later cannot forget it.
TEST(Migrations, let_bucket_and_tenant_lead_every_key_of_a_data_table) {
    const auto database = migrated_database();
    const auto snapshot = database->snapshot();
    auto rows = snapshot->query(on_postgres() ? keys_on_postgres : keys_on_sqlite);
    int keys = 0;
    for (; rows.next(); ++keys) {
        EXPECT_TRUE(rows.text(0).ends_with(" bucket,tenant_id")) << rows.text(0);
    }
    EXPECT_GT(keys, 30);
}

TEST(Migrations, make_no_table_of_loose_types) {
    if (on_postgres()) GTEST_SKIP() << "a server's tables are always strict";
    const auto database = migrated_database();
    EXPECT_EQ(
        number(*database->snapshot(),
               "select count(*) from pragma_table_list where schema = 'main' and type = 'table'"
               " and strict = 0 and name not like 'sqlite%'"),
        0);
}

TEST(Migrations, run_once) {
    const auto database = empty_database();
    const std::array one{first};
    const std::array both{first, second};
    EXPECT_EQ(migrate(*database, 0, one), 1);
    EXPECT_EQ(migrate(*database, 0, one), 0);
    EXPECT_EQ(trouble_of([&] { check_schema(*database, both); }), Trouble::NewerVersion);
    EXPECT_EQ(migrate(*database, 0, both), 1);
    EXPECT_EQ(number(*database->snapshot(), "select id from two"), 5);
    check_schema(*database, both);
}

TEST(Migrations, of_a_newer_program_are_refused) {
    const auto database = empty_database();
    migrate(*database, 0, std::array{first, second});
    EXPECT_EQ(trouble_of([&] { migrate(*database, 0, std::array{first}); }), Trouble::NewerVersion);
    EXPECT_EQ(trouble_of([&] { check_schema(*database, std::array{first}); }),
              Trouble::NewerVersion);
}

TEST(Migrations, edited_after_they_ran_are_refused) {
    const auto database = empty_database();
    migrate(*database, 0, std::array{first});
    auto edited = first;
    edited.checksum = "cc";
    EXPECT_EQ(trouble_of([&] { migrate(*database, 0, std::array{edited}); }),
              Trouble::NewerVersion);
}

TEST(Migrations, that_fail_leave_the_version_before) {
    const auto database = empty_database();
    const sql::Migration broken{
        2, "broken", "create table two (id INT) STRICT; create table two (id INT)", "bb"};
    EXPECT_EQ(trouble_of([&] { migrate(*database, 0, std::array{first, broken}); }),
              Trouble::Failed);
    EXPECT_EQ(migrate(*database, 0, std::array{first, second}), 1);
}

}  // namespace
}  // namespace vuelve::storage
