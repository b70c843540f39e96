#include "domain/subscription.h"

#include <gtest/gtest.h>

#include <random>

#include "domain/counting_fresh.h"
#include "domain/decide.h"

namespace vuelve {
namespace {

using Change = ChangeSubscription::Change;

Instant instant(const char* text) { return *parse_instant(text); }

void check_end(const char* zone, const char* from, const char* to, Period period, const char* end) {
    EXPECT_EQ(
        format_instant(next_period_end(*Zone::find(zone), instant(from), instant(to), period)), end)
        << from << " " << to;
}

TEST(NextPeriodEnd, comes_back_to_the_day_of_the_first) {
    const char* utc = "UTC";
    const char* january = "2025-01-31T10:00:00Z";
    check_end(utc, january, january, Period::Month, "2025-02-28T10:00:00Z");
    check_end(utc, january, "2025-02-28T10:00:00Z", Period::Month, "2025-03-31T10:00:00Z");
    check_end(utc, january, "2025-12-31T10:00:00Z", Period::Month, "2026-01-31T10:00:00Z");
    check_end(utc, "2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z", Period::Year,
              "2025-02-28T00:00:00Z");
    check_end(utc, "2024-02-29T00:00:00Z", "2027-02-28T00:00:00Z", Period::Year,
              "2028-02-29T00:00:00Z");
    // A start that was given by hand ends where it was told to.
    check_end(utc, "2025-01-10T00:00:00Z", "2025-02-20T00:00:00Z", Period::Month,
              "2025-03-20T00:00:00Z");
}

TEST(NextPeriodEnd, keeps_the_hour_of_the_day_when_the_clocks_change) {
    check_end("America/Santiago", "2025-03-15T12:00:00Z", "2025-03-15T12:00:00Z", Period::Month,
              "2025-04-15T13:00:00Z");
    // 02:30 does not exist on 30 March in Madrid: an hour later on the wall.
    check_end("Europe/Madrid", "2025-02-28T01:30:00Z", "2025-02-28T01:30:00Z", Period::Month,
              "2025-03-28T01:30:00Z");
    check_end("Europe/Madrid", "2025-01-30T01:30:00Z", "2025-02-28T01:30:00Z", Period::Month,
              "2025-03-30T01:30:00Z");
}

struct Plans : testing::Test {
    SymbolTable symbols;
    std::shared_ptr<const Programme> programme;
    State state;
    CountingFresh fresh{100};
    Instant now = instant("2025-01-06T12:00:00Z");
    const HolderId ana{7};

    void SetUp() override {
        ProgrammeDocument doc;
        doc.code = "P";
        doc.money_currency = "USD";
        doc.brands = {{.code = "B", .name = {}}};
        doc.stores = {{.code = "S", .brand = "B", .name = {}, .time_zone = "", .closed = {}}};
        doc.currencies = {{.code = "PTS", .name = {}}};
        doc.subscriptions = {{.code = "PLUS",
                              .name = {},
                              .currency = "PTS",
                              .factor = Ratio(2),
                              .grace_days = 5,
                              .benefits = {}}};
        ASSERT_TRUE(check(doc).empty());
        programme = Programme::compile(std::move(doc), symbols);
        ASSERT_FALSE(tell(Enrol{.holder = ana,
                                .enrolled_at = instant("2024-01-01T00:00:00Z"),
                                .segments = {},
                                .attributes = {},
                                .level = {},
                                .subscriptions = {},
                                .home_store = {}})
                         .error);
    }
    Decision tell(CommandBody body) {
        if (auto due = run_due(*programme, state, {ana}, fresh, now)) apply(state, *due);
        Decision done = decide(*programme, state,
                               {.body = std::move(body), .key = {}, .actor = "test"}, fresh, now);
        apply(state, done);
        return done;
    }
    const std::vector<SubscriptionPeriod>& held() { return state.holders.at(ana).subscriptions; }
};

/// Whatever comes in whatever order: one that goes on at most, states as the table of chapter 14
/// allows, and what was in force is never taken back but by giving the plan up.
TEST_F(Plans, change_only_as_the_table_of_states_says) {
    std::mt19937 random{8};
    int accepted = 0;
    for (int i = 0; i < 3000; ++i) {
        now = now + static_cast<std::int64_t>(random() % 9) * ms_per_day;
        const SubscriptionPeriod* before = nullptr;
        if (auto due = run_due(*programme, state, {ana}, fresh, now)) apply(state, *due);
        before = open_subscription(state.holders.at(ana), "PLUS");
        const auto was = before ? std::optional(before->state) : std::nullopt;
        const bool lapsed =
            !before && !held().empty() && held().back().state == SubscriptionState::Lapsed;
        const unsigned kind = random() % 4;
        const Decision done =
            kind == 3 ? tell(Subscribe{ana, "PLUS"})
                      : tell(ChangeSubscription{ana, "PLUS", static_cast<Change>(kind)});
        const bool is_paid_for =
            was == SubscriptionState::Active || was == SubscriptionState::PastDue;
        const bool allowed = kind == 3   ? !was
                             : kind == 0 ? is_paid_for || lapsed
                             : kind == 1 ? was == SubscriptionState::Active
                                         : is_paid_for;
        ASSERT_EQ(!done.error, allowed) << i << " kind " << kind;
        if (done.error) {
            ASSERT_EQ(done.error->code, ErrorCode::InvalidState);
            continue;
        }
        ++accepted;
        int going_on = 0;
        for (const SubscriptionPeriod& one : held()) {
            ASSERT_LE(one.from, one.until);
            going_on += due_of(one) ? 1 : 0;
            if (due_of(one)) ASSERT_GE(*due_of(one), now) << "nothing is left undone";
        }
        ASSERT_LE(going_on, 1);
    }
    EXPECT_GT(accepted, 300);
    EXPECT_GT(held().size(), 50u);
}

TEST_F(Plans, are_the_members_from_the_first_instant_to_before_the_last) {
    tell(Subscribe{ana, "PLUS"});
    const Holder& member = state.holders.at(ana);
    const SubscriptionPeriod& paid = held().front();
    EXPECT_FALSE(has_plan(member.subscriptions, "PLUS", paid.from + -1));
    EXPECT_TRUE(has_plan(member.subscriptions, "PLUS", paid.from));
    EXPECT_TRUE(has_plan(member.subscriptions, "PLUS", paid.until + -1));
    EXPECT_FALSE(has_plan(member.subscriptions, "PLUS", paid.until));
    EXPECT_FALSE(has_plan(member.subscriptions, "GOLD", paid.from));
    EXPECT_EQ(format_instant(paid.to), "2025-02-06T12:00:00Z");
    EXPECT_EQ(format_instant(paid.until), "2025-02-11T12:00:00Z");
}

TEST_F(Plans, stay_past_due_when_one_payment_does_not_reach_today) {
    ProgrammeDocument doc = programme->document();
    doc.subscriptions.front().grace_days = 90;
    programme = Programme::compile(std::move(doc), symbols);
    tell(Subscribe{ana, "PLUS"});
    now = now + 80 * ms_per_day;
    EXPECT_EQ(tell(ChangeSubscription{ana, "PLUS", Change::Paid}).receipt->subscription->state,
              SubscriptionState::PastDue);
    EXPECT_EQ(tell(ChangeSubscription{ana, "PLUS", Change::Paid}).receipt->subscription->state,
              SubscriptionState::Active);
}

}  // namespace
}  // namespace vuelve
