#include <gtest/gtest.h>

#include <random>

#include "app/audit.h"
#include "app/digest.h"
#include "app/testing.h"

namespace vuelve::app {
namespace {

class Audit : public Shop {
 protected:
    void record(int count) {
        auto tx = service->database().begin();
        for (int i = 0; i < count; ++i)
            record_deed(*programme, *tx, caller,
                        {.action = "test.done",
                         .object = fresh("thing:"),
                         .reason = "porque sí",
                         .fields = {"name"},
                         .values = R"({"name": "Ana Torres"})"},
                        service->now());
        tx->commit();
    }
    storage::AuditVerified verified() {
        return programme->audit().verify(*service->database().fan_out());
    }
    void change(const std::string& statement) {
        auto tx = service->database().begin();
        tx->exec_script(statement);
        tx->commit();
    }
};

TEST_F(Audit, keeps_what_was_told_sealed) {
    record(1);
    auto reader = service->database().snapshot();
    const auto rows = programme->audit().before(*reader, INT64_MAX, 10);
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].sequence, 1);
    EXPECT_EQ(rows[0].actor, "test");
    EXPECT_EQ(rows[0].told, R"({"reason":"porque sí","values":{"name": "Ana Torres"}})");
    auto bytes = reader->query("select told_s from audit");
    ASSERT_TRUE(bytes.next());
    const auto sealed = bytes.bytes(0);
    EXPECT_FALSE(std::string(sealed.begin(), sealed.end()).contains("Ana Torres"));
}

TEST_F(Audit, follows_from_row_to_row) {
    EXPECT_EQ(verified().rows, 0);
    record(2500);
    const auto found = verified();
    EXPECT_FALSE(found.first);
    EXPECT_EQ(found.rows, 2500);
    EXPECT_EQ(found.head.sequence, 2500);
}

TEST_F(Audit, names_the_first_row_that_was_tampered_with) {
    constexpr int rows = 40, rounds = 400;
    record(rows);
    const std::vector<std::string> columns{"programme_id", "at_ms",  "actor",   "owner",
                                           "action",       "object", "outcome", "fields"};
    const auto snapshot_of = [](int row) {
        return "create table kept as select * from audit where sequence >= " + std::to_string(row) +
               ";";
    };
    const std::string restore =
        "delete from audit where sequence >= (select min(sequence) from kept);"
        "insert into audit select * from kept; drop table kept;";
    for (int round = 0; round < rounds; ++round) {
        const int row = pick(1, rows), kind = pick(0, 11);
        const std::string where = " where sequence = " + std::to_string(row) + ";";
        std::string statement;
        int first = row;
        if (kind < 8) {
            const std::string& column = columns[static_cast<std::size_t>(kind)];
            const bool is_number = kind < 2;
            statement = "update audit set " + column + " = " +
                        (is_number ? column + " + 1" : column + " || 'x'") + where;
        } else if (kind == 8) {
            statement = "update audit set address_h = " + storage::random_blob() + where;
        } else if (kind == 9) {
            statement = "update audit set told_s = " + storage::random_blob() + where;
        } else if (kind == 10) {
            statement = "update audit set hash = " + storage::random_blob() + where;
        } else {
            if (row == rows) continue;  // the tail is the digest's affair
            statement = "delete from audit" + where;
        }
        change(snapshot_of(row) + statement);
        const auto found = verified();
        ASSERT_TRUE(found.first) << statement;
        EXPECT_EQ(found.first->sequence, first) << statement;
        change(restore);
        ASSERT_FALSE(verified().first);
    }
}

TEST_F(Audit, cannot_be_chained_anew_without_the_key) {
    record(3);
    change("update audit set actor = 'nobody' where sequence = 2;");
    // Whoever lacks the audit key can only guess a hash.
    change("update audit set hash = " + storage::random_blob() + " where sequence >= 2;");
    EXPECT_EQ(verified().first->sequence, 2);
}

TEST_F(Audit, of_keys_tells_who_made_and_ended_them) {
    const auto made = service->keys().create(caller, {.name = "caja", .scopes = {"pos"}});
    ASSERT_TRUE(made);
    ASSERT_TRUE(service->keys().rotate(caller, made->key.key_id, service->now()));
    std::vector<std::string> actions;
    for (const auto& row :
         programme->audit().before(*service->database().snapshot(), INT64_MAX, 10)) {
        actions.push_back(row.action);
        EXPECT_FALSE(row.told.contains(made->text));
    }
    EXPECT_EQ(actions, (std::vector<std::string>{"key.created", "key.rotated", "key.created"}));
}

TEST_F(Audit, digest_holds_while_history_only_grows) {
    enrol(5);
    record(3);
    const std::string first = make_digest(*service, *programme);
    EXPECT_TRUE(check_digest(*service, *programme, first));
    for (const std::string& member : members)
        ASSERT_FALSE(service->engine().ask(ask_purchase(*programme, caller, basket(member))).error);
    record(1);
    EXPECT_TRUE(check_digest(*service, *programme, first));
    EXPECT_TRUE(check_digest(*service, *programme, make_digest(*service, *programme)));
}

TEST_F(Audit, digest_finds_a_lost_tail_and_a_changed_row) {
    enrol(3);
    record(3);
    for (const std::string& member : members)
        ASSERT_FALSE(service->engine().ask(ask_purchase(*programme, caller, basket(member))).error);
    const std::string digest = make_digest(*service, *programme);
    const auto faulty = [&] {
        const auto checked = check_digest(*service, *programme, digest);
        return !checked && checked.error().code == ErrorCode::InvalidState;
    };
    EXPECT_FALSE(faulty());
    change(
        "create table kept as select * from audit where sequence = 3;"
        "delete from audit where sequence = 3;");
    EXPECT_TRUE(faulty());
    change("insert into audit select * from kept; drop table kept;");
    EXPECT_FALSE(faulty());
    change(
        "create table kept as select * from txn order by txn_id desc limit 1;"
        "delete from txn where txn_id = (select txn_id from kept);");
    EXPECT_TRUE(faulty());
    change("insert into txn select * from kept; drop table kept;");
    EXPECT_FALSE(faulty());
    change("update txn set link = " + storage::random_blob() +
           " where txn_id = (select max(txn_id) from txn);");
    EXPECT_TRUE(faulty());
}

TEST_F(Audit, digest_is_signed) {
    record(1);
    const std::string digest = make_digest(*service, *programme);
    for (std::size_t i = 0; i < digest.size(); i += 7) {
        std::string altered = digest;
        altered[i] = altered[i] == '1' ? '2' : '1';
        EXPECT_FALSE(check_digest(*service, *programme, altered)) << altered;
    }
    for (const char* none : {"", "{}", "[]", "nonsense"})
        EXPECT_EQ(check_digest(*service, *programme, none).error().code,
                  ErrorCode::MalformedRequest);
}

}  // namespace
}  // namespace vuelve::app
