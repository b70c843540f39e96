#include "app/writer.h"

#include <gmock/gmock.h>

#include "app/testing.h"

namespace vuelve::app {
namespace {

TEST_F(Shop, whatever_it_does_every_invariant_holds_and_its_tables_follow_from_its_transactions) {
    enrol(12);
    for (int day = 0; day < 12; ++day) trade(15);
    open(false);  // what was in memory is read back
    for (int day = 0; day < 6; ++day) trade(15);
    clock.move_to(clock.now_ms() + 400 * ms_per_day);
    service->engine().settle_all();
    EXPECT_GT(accepted, 200);

    const auto found = verified();
    EXPECT_TRUE(found.is_sound()) << faults(found);
    EXPECT_GT(found.transactions, accepted);
    EXPECT_GT(found.entries, found.transactions);
    EXPECT_EQ(found.holders, 12);
    const auto anew = rebuilt();
    EXPECT_TRUE(anew.is_equal()) << anew.difference.value_or("");
    EXPECT_EQ(anew.transactions, found.transactions);
    EXPECT_EQ(anew.before, found.checksum);
    EXPECT_EQ(verified().checksum, found.checksum) << "the same data, the same checksum";
}

TEST_F(Shop, the_auditor_names_what_was_edited) {
    enrol(3);
    trade(20);
    ASSERT_TRUE(verified().is_sound()) << faults(verified());
    auto check = [&](const char* edit, const char* undo, const char* invariant) {
        tamper(edit);
        const auto found = verified();
        EXPECT_FALSE(found.is_sound()) << edit;
        EXPECT_THAT(faults(found), testing::HasSubstr(invariant)) << edit;
        tamper(undo);
    };
    check("update txn set amount = amount + 1 where kind = 1",
          "update txn set amount = amount - 1 where kind = 1", "chain: transaction");
    check("update wallet set available = available + 1 where currency > 0 and debt = 0",
          "update wallet set available = available - 1 where currency > 0 and debt = 0", "I10");
    check("update lot set remaining = remaining - 1, reserved = 1 where remaining = original",
          "update lot set remaining = remaining + 1, reserved = 0 where reserved = 1", "I5");
    check(
        "update entry set available = available + 1000003, contra_units = contra_units - 1000003, "
        "contra = 1 where contra = 1",
        "update entry set available = available - 1000003, contra_units = contra_units + 1000003 "
        "where contra = 1",
        "rows: transaction");
    check("update wallet set entry_count = entry_count + 1 where currency = 0",
          "update wallet set entry_count = entry_count - 1 where currency = 0", "rows: holder");
    check(
        "update event set sequence = sequence + 1000000 where txn_id = (select max(txn_id) from "
        "event)",
        "update event set sequence = sequence - 1000000 where sequence > 1000000", "feed: tenant");
    const std::string last_earned =
        " where txn_id = (select max(txn_id) from event where type = 'points.earned')";
    check(("update event set txn_id = txn_id + 1" + last_earned).c_str(),
          ("update event set txn_id = txn_id - 1" + last_earned).c_str(), "feed: transaction");
    EXPECT_TRUE(verified().is_sound()) << faults(verified());

    tamper("update tally set value = value + 1");
    EXPECT_TRUE(verified().is_sound()) << "a counter is no balance";
    const auto anew = rebuilt();
    ASSERT_TRUE(anew.difference);
    EXPECT_THAT(*anew.difference, testing::HasSubstr("table tally"));
}

TEST_F(Shop, a_backup_taken_beside_the_running_shop_is_sound) {
    if (storage::on_postgres()) GTEST_SKIP() << "a server is backed up with its own tools";
    enrol(2);
    trade(10);
    const auto copy = folder / "copy.db";
    ASSERT_TRUE(backup(database, copy, {}));
    auto found = verify("sqlite:" + copy.string());
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_TRUE(found->is_sound()) << faults(*found);
    EXPECT_EQ(found->checksum, verified().checksum);
    EXPECT_FALSE(backup(database, copy, {})) << "a copy overwrites nothing";
}

/// A shop with one store, and the rest of its programme.
std::string cafe(std::string_view rest) {
    return R"({"schema": "vuelve-programme/1", "programme": {"code": "CAFE",
 "time_zone": "America/Guayaquil", "money": {"currency": "USD", "exponent": 2}},
 "brands": [{"code": "CAFE"}], "stores": [{"code": "UNO", "brand": "CAFE"}],
)" + std::string(rest);
}

/// Points for money, five awards for each purchase, nothing shared.
struct FiveAwards : Shop {
    std::string document() const override {
        return cafe(
            R"("currencies": [{"code": "PTS", "kind": "points", "expiry": {"type": "fixed_term", "months": 12}},
  {"code": "STARS", "kind": "stamps"}],
 "rules": [
  {"id": "base", "effects": [{"type": "earn_base", "currency": "PTS", "points": "1", "per": 10}]},
  {"id": "twice", "conditions": [{"type": "store", "in": ["UNO"]}],
   "effects": [{"type": "multiply", "currency": "PTS", "factor": "2"}]},
  {"id": "half", "effects": [{"type": "multiply", "currency": "PTS", "factor": "1.5"}]},
  {"id": "ten", "effects": [{"type": "bonus", "currency": "PTS", "points": 10}]},
  {"id": "star", "effects": [{"type": "bonus", "currency": "STARS", "points": 1}]}]})");
    }
};

struct OneAward : Shop {
    std::string document() const override {
        return cafe(R"("currencies": [{"code": "PTS", "kind": "points"}],
 "rules": [{"id": "ten", "effects": [{"type": "bonus", "currency": "PTS", "points": 10}]}]})");
    }
};

struct Statements {
    int reads = 0, writes = 0;
    std::vector<std::string> texts;
};

/// Groups of accruals by members who are in memory.
void check_statements(Shop& shop, std::size_t awards_each) {
    shop.enrol(8);
    std::vector<Ask> warm;
    for (const std::string& member : shop.members) warm.push_back(shop.purchase(member));
    shop.service->engine().ask_all(std::move(warm));
    for (std::size_t group : {1U, 5U, 64U}) {
        std::vector<Ask> asks;
        for (std::size_t i = 0; i < group; ++i)
            asks.push_back(shop.purchase(shop.members[i % shop.members.size()]));
        Statements seen;
        shop.service->database().set_fault_hook(
            [&](storage::FaultPoint point, std::string_view sql) {
                if (point != storage::FaultPoint::Statement) return;
                ++(sql.starts_with("select") ? seen.reads : seen.writes);
                seen.texts.emplace_back(sql.substr(0, 40));
            });
        const auto answers = shop.service->engine().ask_all(std::move(asks));
        shop.service->database().set_fault_hook({});
        std::size_t awards = 0;
        for (const Answer& answer : answers) awards += answer.receipt->effects.size();
        testing::Test::RecordProperty(
            "group_of_" + std::to_string(group),
            std::to_string(seen.writes) + " writes, " + std::to_string(seen.reads) + " reads");
        EXPECT_EQ(awards, group * awards_each);
        // The five of contract.md 7, the outbox and the feed.
        EXPECT_LE(seen.writes, 7) << testing::PrintToString(seen.texts);
        EXPECT_LE(seen.reads, 1) << testing::PrintToString(seen.texts);
    }
}

TEST_F(OneAward, a_group_of_accruals_writes_with_seven_statements_and_reads_its_keys_with_one) {
    check_statements(*this, 1);
}
TEST_F(FiveAwards, a_group_of_accruals_writes_with_seven_statements_and_reads_its_keys_with_one) {
    check_statements(*this, 5);
}

/// Any purchase lifts to a level that stands until the end of the next year.
struct TwoLevels : Shop {
    std::string document() const override {
        return cafe(R"("currencies": [{"code": "PTS", "kind": "points"}],
 "tiers": {"metric": "spend", "window": "calendar_year", "downgrade": "one_down",
  "factor_currency": "PTS", "levels": [{"code": "VECINO", "threshold": 0},
  {"code": "PLATA", "threshold": 1, "factor": "1.25"}]},
 "rules": [{"id": "base", "effects": [{"type": "earn_base", "currency": "PTS", "points": "1", "per": 10}]}]})");
    }
    std::size_t to_review() {
        storage::LedgerStore::ReviewPlace place;
        return programme->ledger()
            .holders_to_review(*service->database().fan_out(), service->now(), place, 10'000)
            .size();
    }
};

TEST_F(TwoLevels, a_till_waits_for_one_group_of_the_calendar_at_most) {
    enrol(450);
    std::vector<Ask> sales;
    for (const std::string& member : members) sales.push_back(purchase(member));
    service->engine().ask_all(std::move(sales));
    open(false);  // nobody is in memory
    EXPECT_EQ(to_review(), 0U);
    clock.move_to(start_ms + 800 * ms_per_day);
    EXPECT_EQ(to_review(), 450U);

    // A till that sells again whenever something is committed.
    std::atomic<int> commits = 0, sold = 0, commits_at_the_sale = 0;
    service->database().set_fault_hook([&](storage::FaultPoint point, std::string_view) {
        if (point != storage::FaultPoint::BeforeCommit) return;
        ++commits;
        service->engine().submit(purchase(members.front()), [&](Answer answer) {
            EXPECT_EQ(answer.outcome, Outcome::Ok);
            if (++sold == 1) commits_at_the_sale = commits.load();
        });
    });
    service->engine().settle_all();
    service->database().set_fault_hook({});
    EXPECT_EQ(service->engine().ask(purchase(members.front())).outcome, Outcome::Ok);
    EXPECT_EQ(commits_at_the_sale, 2) << "behind the group of the calendar that ran";
    EXPECT_GE(commits, 4);
    const auto reader = service->database().fan_out();
    storage::Rows groups = reader->query("select count(*) from txn where holder_id = 0");
    ASSERT_TRUE(groups.next());
    EXPECT_GE(groups.integer(0), 100) << "two hundred in one, the others one by one";
    EXPECT_EQ(to_review(), 0U);
    const auto& in_memory = programme->cache().state.holders;
    EXPECT_LE(in_memory.size(), 2U) << "who bought, and the chain of the jobs";
    EXPECT_TRUE(verified().is_sound()) << faults(verified());
    const auto anew = rebuilt();
    EXPECT_TRUE(anew.is_equal()) << anew.difference.value_or("");
}

TEST_F(TwoLevels, what_the_calendar_asks_for_goes_into_the_transaction_of_a_till_that_waits) {
    enrol(2);
    service->engine().ask(purchase(members.front()));
    clock.move_to(start_ms + 800 * ms_per_day);
    ASSERT_EQ(to_review(), 1U);
    const storage::Counters before = service->database().counters();

    std::promise<storage::Counters> sold;
    std::thread night;
    {
        HeldWriter held(service->engine());
        service->engine().submit(purchase(members.back()), [&](Answer answer) {
            EXPECT_EQ(answer.outcome, Outcome::Ok);
            sold.set_value(service->database().counters());
        });
        night = std::thread([&] { service->engine().settle_all(); });
        held.release_when_waiting(2);
    }
    const storage::Counters after = sold.get_future().get();
    night.join();
    EXPECT_EQ(after.records - before.records, 2) << "the sale and the review";
    EXPECT_EQ(after.commits - before.commits, 1);
    EXPECT_EQ(to_review(), 0U);
    EXPECT_TRUE(verified().is_sound()) << faults(verified());
}

TEST_F(TwoLevels, a_till_has_its_answer_although_the_calendar_met_what_cannot_be_read) {
    enrol(2);
    service->engine().ask(purchase(members.front()));
    tamper("update wallet set state = 'unreadable' where review_ms is not null");
    open(false);  // nobody is in memory
    clock.move_to(start_ms + 800 * ms_per_day);
    ASSERT_EQ(to_review(), 1U);
    std::promise<Answer> sold;
    std::thread night;
    {
        HeldWriter held(service->engine());
        service->engine().submit(purchase(members.back()),
                                 [&](Answer answer) { sold.set_value(std::move(answer)); });
        night = std::thread([&] { service->engine().settle_all(); });
        held.release_when_waiting(2);
    }
    const Answer answer = sold.get_future().get();
    EXPECT_EQ(answer.outcome, Outcome::Ok) << (answer.error ? answer.error->message : "");
    night.join();
    EXPECT_EQ(to_review(), 1U) << "nothing came of it";
}

TEST_F(OneAward, a_group_of_members_who_are_not_in_memory_reads_with_some_twenty_statements) {
    enrol(64);
    open(false);
    std::vector<Ask> asks;
    for (int i = 1; i <= 64; ++i) asks.push_back(purchase("card:CARD" + std::to_string(2 * i - 1)));
    service->engine().ask_all({purchase("card:CARD1")});  // what is read of a programme once
    int reads = 0;
    service->database().set_fault_hook([&](storage::FaultPoint point, std::string_view sql) {
        if (point == storage::FaultPoint::Statement && sql.starts_with("select")) ++reads;
    });
    const auto answers = service->engine().ask_all(std::move(asks));
    service->database().set_fault_hook({});
    for (const Answer& answer : answers) EXPECT_EQ(answer.outcome, Outcome::Ok);
    // Keys, identities, nine of the account, five of how they can be written to.
    EXPECT_LE(reads, 16);
    EXPECT_TRUE(verified().is_sound()) << faults(verified());
}

}  // namespace
}  // namespace vuelve::app
