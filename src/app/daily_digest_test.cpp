#include "app/daily_digest.h"

#include <gmock/gmock.h>

#include "app/audit_queue.h"
#include "app/cases.h"
#include "app/testing.h"

namespace vuelve::app {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

/// The demo shop with a keeper of its history.
struct HistoryKeeping : Shop {
    std::chrono::steady_clock::time_point steady{};
    std::vector<std::string> said;
    std::filesystem::path elsewhere = folder / "elsewhere";

    HistoryKeeper keeper() {
        return {*service,
                {.digest_folder = elsewhere,
                 .steady = [this] { return steady; },
                 .say = [this](const std::string& line) { said.push_back(line); }}};
    }
    /// Both clocks, as time goes.
    void pass(std::int64_t ms) {
        clock.move_to(clock.now_ms() + ms);
        steady += std::chrono::milliseconds(ms);
    }
    std::vector<std::string> deeds() {
        std::vector<std::string> actions;
        for (const auto& row :
             programme->audit().before(*service->database().snapshot(), INT64_MAX, 500))
            actions.insert(actions.begin(), row.action);
        return actions;
    }
    std::vector<std::string> events() {
        std::vector<std::string> types;
        for (const auto& event : programme->events().after(*service->database().snapshot(), 0, 100))
            types.push_back(event.type);
        return types;
    }
    std::ptrdiff_t digests() {
        const std::string text = text_of((elsewhere / "laurel.digests").c_str());
        return std::ranges::count(text, '\n');
    }
};

TEST_F(HistoryKeeping, tells_a_clean_start_from_one_after_a_kill) {
    auto first = keeper();
    first.begin();
    first.end();
    auto second = keeper();
    second.begin();  // and then its process is killed
    auto third = keeper();
    third.begin();
    // Beside others on one database nobody can tell a killed program from one that runs.
    const auto again = service->database().is_shared() ? "server.started" : "server.recovered";
    EXPECT_THAT(deeds(), ElementsAre("server.started", "server.stopped", "server.started", again));
}

TEST_F(HistoryKeeping, signs_at_the_start_and_every_so_often) {
    auto one = keeper();
    one.begin();
    EXPECT_EQ(digests(), 1);
    pass(ms_per_hour);
    one.round();
    EXPECT_EQ(digests(), 1);
    for (int i = 0; i < 4; ++i) {
        pass(6 * ms_per_hour);
        one.round();
    }
    EXPECT_EQ(digests(), 5);
    EXPECT_THAT(said, IsEmpty());
}

TEST_F(HistoryKeeping, finds_at_the_start_a_history_that_was_changed_meanwhile) {
    enrol(3);
    auto before = keeper();
    before.begin();
    tamper("update txn set actor = 'somebody' where txn_id = (select min(txn_id) from txn)");
    auto sound = keeper();
    sound.begin();
    EXPECT_THAT(said, IsEmpty()) << "the chain's own links say that, see verify";
    tamper(("update txn set link = " + storage::random_blob()).c_str());
    auto after = keeper();
    after.begin();
    ASSERT_EQ(said.size(), 1u);
    const auto open = Cases(*service).list(*programme, CaseState::Open, INT64_MAX, 10);
    ASSERT_EQ(open.size(), 1u);
    EXPECT_EQ(open[0].kind, CaseKind::HistoryChanged);
}

TEST_F(HistoryKeeping, looks_through_the_ledger_once_a_day_and_tells) {
    enrol(2);
    auto one = keeper();
    one.round();
    EXPECT_THAT(events(), Contains("ledger.verified").Times(1));
    pass(ms_per_hour);
    one.round();
    EXPECT_THAT(events(), Contains("ledger.verified").Times(1));
    pass(ms_per_day);
    one.round();
    EXPECT_THAT(events(), Contains("ledger.verified").Times(2));
    EXPECT_THAT(said, IsEmpty());

    tamper("update wallet set entry_count = entry_count + 1 where currency = 0");
    pass(ms_per_day);
    one.round();
    EXPECT_THAT(said, testing::Not(IsEmpty()));
    EXPECT_EQ(Cases(*service).list(*programme, CaseState::Open, INT64_MAX, 10).size(), 1u);
}

TEST_F(HistoryKeeping, notes_a_clock_that_jumps) {
    auto one = keeper();
    pass(ms_per_hour);
    one.round();
    EXPECT_THAT(deeds(), testing::Not(Contains("clock.jumped")));
    clock.move_to(clock.now_ms() + 10 * ms_per_minute);
    one.round();
    EXPECT_THAT(deeds(), Contains("clock.jumped").Times(1));
    pass(ms_per_minute);
    one.round();
    EXPECT_THAT(deeds(), Contains("clock.jumped").Times(1));
}

/// Refusals that come faster than anybody could read them.
struct Refusals : Shop {
    Refusal refusal() const {
        return {.by = caller, .operation = "createPurchase", .code = "INSUFFICIENT_SCOPE"};
    }
    std::vector<storage::AuditRow> rows() {
        service->audit_queue().settle();
        return programme->audit().before(*service->database().snapshot(), INT64_MAX, 500);
    }
};

TEST_F(Refusals, are_listed_with_who_what_and_why) {
    service->audit_queue().refused(refusal());
    const auto listed = rows();
    ASSERT_EQ(listed.size(), 1u);
    EXPECT_EQ(listed[0].action, "request.refused");
    EXPECT_EQ(listed[0].object, "operation:createPurchase");
    EXPECT_EQ(listed[0].outcome, "refused");
    EXPECT_EQ(listed[0].actor, "test");
    EXPECT_NE(listed[0].told.find("INSUFFICIENT_SCOPE"), std::string::npos);
}

TEST_F(Refusals, beyond_what_can_be_read_are_counted) {
    constexpr int flood = 1500;
    for (int i = 0; i < flood; ++i) service->audit_queue().refused(refusal());
    EXPECT_EQ(rows().size(), static_cast<std::size_t>(AuditQueue::listed_max));
    service.reset();  // what was not told yet is told at the end
    open(false);
    const auto last = rows().front();
    EXPECT_EQ(last.action, "requests.refused");
    EXPECT_NE(last.told.find("\"not_listed\":1400"), std::string::npos) << last.told;
}

TEST_F(Refusals, of_a_key_that_nobody_has_are_not_listed) {
    service->audit_queue().refused({.key_id = "0011223344556677", .operation = "x", .code = "y"});
    EXPECT_THAT(rows(), IsEmpty());
}

}  // namespace
}  // namespace vuelve::app
