#include "storage/migrations.h"

#include <gmock/gmock.h>

#include "codec/transaction_json.h"
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
    std::vector<std::string> said;
    const auto say = [&](const std::string& line) { said.push_back(line); };
    EXPECT_EQ(migrate(*database, 0, both, say), 1);
    EXPECT_THAT(said, testing::ElementsAre("bringing the database up to date, 2 of 2: second"));
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

/// Heads as a shop has them: without a level, with one that ends or not, with all the rest.
std::vector<Head> heads_of_all_kinds() {
    const Instant end{1'830'315'600'000};
    std::vector<Head> heads;
    for (const MemberState state :
         {MemberState::Active, MemberState::Suspended, MemberState::Closed, MemberState::Merged})
        for (const std::int64_t purchases : {0, 7, 1234})
            for (const bool has_rest : {false, true}) {
                Head head{.state = state, .purchases = purchases};
                if (has_rest) head.households = {HolderId{16384 * 77}};
                heads.push_back(head);
                head.tier.level = LevelId{12};
                heads.push_back(head);
                head.tier.valid_until = end;
                heads.push_back(head);
                head.tier.history = {{.from = Instant{5}, .level = LevelId{12}}};
                head.tier.before_valid_until = end + 1;
                heads.push_back(head);
                head.tier.valid_until.reset();
                heads.push_back(head);
            }
    return heads;
}

TEST(Migrations, find_when_the_levels_that_are_there_are_reviewed) {
    const auto database = empty_database();
    constexpr std::size_t before_reviews = 30;
    migrate(*database, 0, std::span(sql::migrations).first(before_reviews));
    const auto heads = heads_of_all_kinds();
    const auto holder_of = [](std::size_t i) {
        return HolderId{static_cast<std::int64_t>(16384 * (i + 1))};
    };
    write(*database, [&](Transaction& tx) {
        constexpr std::string_view put =
            "insert into wallet (bucket, tenant_id, holder_id, currency, chain_head, entry_count, "
            "state) values (0, 1, $1, $2, $3, 0, $4)";
        for (std::size_t i = 0; i < heads.size(); ++i)
            tx.exec(put, {holder_of(i), 0, Hash16{}, encode_head(heads[i])});
        tx.exec(put, {holder_of(heads.size()), 0, Hash16{}, "{}"});
        tx.exec(put, {holder_of(heads.size()), 1, nullptr, nullptr});
    });
    migrate(*database, 0);
    const auto snapshot = database->snapshot();
    int reviewed = 0;
    for (std::size_t i = 0; i < heads.size(); ++i) {
        auto rows =
            snapshot->query("select review_ms from wallet where holder_id = $1", {holder_of(i)});
        ASSERT_TRUE(rows.next());
        EXPECT_EQ(rows.maybe<Instant>(0), review_at(heads[i])) << encode_head(heads[i]);
        reviewed += rows.is_null(0) ? 0 : 1;
    }
    EXPECT_EQ(reviewed, 2 * 3 * 2 * 2);
    EXPECT_EQ(number(*snapshot, "select count(*) from wallet where review_ms is not null"),
              reviewed);
}

}  // namespace
}  // namespace vuelve::storage
