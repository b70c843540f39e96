#include "domain/closing.h"

#include <gtest/gtest.h>

#include "domain/counting_fresh.h"
#include "domain/decide.h"

namespace vuelve {
namespace {

/// A member with 100 points that end on 10 March 2026, in a programme of UTC.
class Closing : public ::testing::Test {
 protected:
    Closing() {
        ProgrammeDocument document;
        document.brands = {{.code = "B"}};
        document.stores = {{.code = "S", .brand = "B"}};
        document.currencies = {
            {.code = "PTS", .expiry = {.type = ExpiryPolicy::Type::FixedTerm, .days = 10}}};
        programme_ = Programme::compile(std::move(document), symbols_);
        Holder& ana = state_.holders[member_];
        ana.id = member_;
        ana.enrolled_at = at("2026-01-01T00:00:00Z");
        give(at("2026-02-28T12:00:00Z"), Units{100});
    }

    static Instant at(const char* text) { return *parse_instant(text); }
    Decision obey(CommandBody body, Instant when) {
        Decision done =
            decide(*programme_, state_,
                   {.body = std::move(body), .key = std::to_string(++keys_), .actor = "test"},
                   fresh_, when);
        apply(state_, done);
        return done;
    }
    void give(Instant when, Units units) {
        ASSERT_FALSE(
            obey(Adjust{.member = member_, .currency = "PTS", .points = units}, when).error);
    }

    SymbolTable symbols_;
    std::shared_ptr<const Programme> programme_;
    State state_;
    CountingFresh fresh_;
    HolderId member_{1 << 14};
    int keys_ = 0;
};

TEST_F(Closing, a_month_that_is_not_over_stays_open) {
    const Decision refused = obey(CloseMonth{202'603}, at("2026-03-31T23:59:59Z"));
    ASSERT_TRUE(refused.error);
    EXPECT_EQ(refused.error->code, ErrorCode::ValidationFailed);
    EXPECT_FALSE(state_.closed_until);
    EXPECT_TRUE(obey(CloseMonth{202'613}, at("2027-03-31T00:00:00Z")).error);
}

TEST_F(Closing, it_is_closed_once) {
    const Decision closed = obey(CloseMonth{202'603}, at("2026-04-01T00:00:00Z"));
    ASSERT_FALSE(closed.error);
    EXPECT_EQ(closed.receipt->month, 202'603);
    EXPECT_EQ(state_.closed_until, at("2026-04-01T00:00:00Z"));
    for (int month : {202'603, 202'512})
        EXPECT_EQ(obey(CloseMonth{month}, at("2026-04-02T00:00:00Z")).error->code,
                  ErrorCode::InvalidState);
}

TEST_F(Closing, a_job_that_runs_late_posts_into_the_open_month_and_says_so) {
    ASSERT_FALSE(obey(CloseMonth{202'603}, at("2026-04-01T00:00:00Z")).error);
    auto late = run_due(*programme_, state_, {member_}, fresh_, at("2026-04-05T00:00:00Z"));
    ASSERT_TRUE(late);
    const Transaction& done = *late->transaction;
    ASSERT_EQ(done.effects.entries.size(), 1U);
    EXPECT_EQ(done.effects.entries[0].type, EntryType::Expire);
    EXPECT_EQ(done.effects.entries[0].posted_at, at("2026-04-01T00:00:00Z"));
    EXPECT_EQ(done.occurred_at, at("2026-03-11T00:00:00Z"));
    EXPECT_EQ(done.receipt->late_for, 202'603);
}

TEST_F(Closing, a_job_of_an_open_month_is_dated_when_it_was_due) {
    ASSERT_FALSE(obey(CloseMonth{202'602}, at("2026-03-01T00:00:00Z")).error);
    auto due = run_due(*programme_, state_, {member_}, fresh_, at("2026-04-05T00:00:00Z"));
    ASSERT_TRUE(due);
    EXPECT_EQ(due->transaction->effects.entries[0].posted_at, at("2026-03-11T00:00:00Z"));
    EXPECT_FALSE(due->receipt->late_for);
}

TEST_F(Closing, a_clock_that_went_back_takes_no_entry_with_it) {
    ASSERT_FALSE(obey(CloseMonth{202'603}, at("2026-04-01T00:00:00Z")).error);
    const Decision done = obey(Adjust{.member = member_, .currency = "PTS", .points = Units{5}},
                               at("2026-03-20T00:00:00Z"));
    ASSERT_FALSE(done.error);
    EXPECT_EQ(done.transaction->at, at("2026-04-01T00:00:00Z"));
    for (const Entry& entry : done.transaction->effects.entries)
        EXPECT_GE(entry.posted_at, at("2026-04-01T00:00:00Z"));
}

}  // namespace
}  // namespace vuelve
