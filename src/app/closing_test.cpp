#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/books.h"
#include "app/breakage.h"
#include "app/testing.h"

namespace vuelve::app {
namespace {

/// A shop with some weeks of sales in March and April 2026.
struct ClosedMonths : Shop {
    void SetUp() override {
        Shop::SetUp();
        enrol(8);
        while (service->now() < at("2026-04-03T05:00:00Z")) {
            trade(3);
            clock.move_to(clock.now_ms() + ms_per_day);
        }
    }
    static Instant at(const char* text) { return *parse_instant(text); }
    CurrencyId points() const { return programme->snapshot()->find_currency("PTS")->id; }
    RollForward march() { return read_roll_forward(*service, *programme, points(), 202'603); }
    void close_march() {
        auto closed = close_month(*service, *programme, caller, 202'603);
        ASSERT_TRUE(closed) << closed.error().message;
        EXPECT_THAT(*closed, ::testing::ElementsAre(202'603));
    }
    PurchaseRequest of_march() {
        PurchaseRequest sale{.member = someone()};
        sale.purchase.id = fresh("p");
        sale.purchase.lines.push_back({.line = 1,
                                       .sku = "CAFE",
                                       .category = "abarrotes/cafe",
                                       .brand = "",
                                       .unit_price = Minor{9000},
                                       .attributes = {}});
        sale.purchase.occurred_at = at("2026-03-30T15:00:00Z");
        return sale;
    }
};

TEST_F(ClosedMonths, keep_their_figures_and_the_ledger_agrees) {
    const RollForward before = march();
    close_march();
    const auto closed = read_closed_months(*service, *programme);
    ASSERT_EQ(closed.size(), 1U);
    EXPECT_TRUE(closed[0].is_frozen);
    EXPECT_GT(closed[0].entries, 0);
    EXPECT_EQ(closed[0].until, at("2026-04-01T05:00:00Z"));  // midnight in Guayaquil
    EXPECT_EQ(march(), before);
    EXPECT_TRUE(verified().is_sound()) << faults(verified());
    EXPECT_TRUE(rebuilt().is_equal());
}

TEST_F(ClosedMonths, take_nothing_in_afterwards) {
    close_march();
    const RollForward then = march();
    const auto journal = *read_journal(*service, *programme, 202'603);
    const Answer late = service->engine().ask(ask_purchase(*programme, caller, of_march()));
    ASSERT_FALSE(late.error) << late.error->message;
    EXPECT_EQ(late.receipt->late_for, 202'603);
    EXPECT_EQ(march(), then);
    EXPECT_EQ(*read_journal(*service, *programme, 202'603), journal);
    const auto facts = read_late_facts(*service, *programme, points(), 202'604);
    ASSERT_EQ(facts.size(), 1U);
    EXPECT_EQ(facts[0].late_for, 202'603);
    EXPECT_EQ(facts[0].transactions, 1);
    EXPECT_TRUE(read_late_facts(*service, *programme, points(), 202'603).empty());
    EXPECT_TRUE(verified().is_sound()) << faults(verified());
}

TEST_F(ClosedMonths, stay_closed_when_the_program_starts_anew) {
    close_march();
    open(false);
    const Answer late = service->engine().ask(ask_purchase(*programme, caller, of_march()));
    ASSERT_FALSE(late.error) << late.error->message;
    EXPECT_EQ(late.receipt->late_for, 202'603);
    const auto again = close_month(*service, *programme, caller, 202'603);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::InvalidState);
}

TEST_F(ClosedMonths, take_earlier_open_months_with_them) {
    clock.move_to(at("2026-05-02T05:00:00Z").value);
    auto closed = close_month(*service, *programme, caller, 202'604);
    ASSERT_TRUE(closed) << closed.error().message;
    EXPECT_THAT(*closed, ::testing::ElementsAre(202'603, 202'604));
    const auto april = read_roll_forward(*service, *programme, points(), 202'604);
    EXPECT_EQ(april.opening, march().closing);
    EXPECT_FALSE(close_month(*service, *programme, caller, 202'605));  // not over
    EXPECT_TRUE(verified().is_sound()) << faults(verified());
}

TEST_F(ClosedMonths, are_held_against_the_ledger) {
    close_march();
    tamper("update closed_units set opening = opening + 1, closing = closing + 1");
    EXPECT_THAT(faults(verified()), ::testing::HasSubstr("closed: closed month 2026-03"));
    tamper("update closed_units set opening = opening - 1, closing = closing - 1");
    EXPECT_TRUE(verified().is_sound());
    tamper("update closed_books set entries = entries + 1");
    EXPECT_THAT(faults(verified()), ::testing::HasSubstr("its entries are not those"));
}

TEST_F(ClosedMonths, get_their_figures_at_the_next_close_when_a_crash_came_between) {
    close_march();
    for (const char* table : {"delete from closed_books", "delete from closed_units",
                              "delete from closed_pool", "delete from closed_line"})
        tamper(table);
    EXPECT_THAT(faults(verified()), ::testing::HasSubstr("close it once more"));
    EXPECT_FALSE(close_month(*service, *programme, caller, 202'603));
    EXPECT_TRUE(verified().is_sound()) << faults(verified());
}

TEST_F(ClosedMonths, balance_and_owe_nothing_less_than_nothing) {
    for (const analytics::PoolRow& row : *read_pools(*service, *programme, 202'604)) {
        EXPECT_GE(row.liability.n, 0);
        if (row.to_date.outstanding.n == 0) EXPECT_EQ(row.liability.n, 0);
    }
    Minor liability{}, deferred{};
    for (int month : {202'603, 202'604})
        for (const auto& line : *read_journal(*service, *programme, month)) {
            if (line.credit == "contract_liability") liability += line.amount;
            if (line.debit == "contract_liability") liability -= line.amount;
            if (line.reason == MoneyReason::Deferral) deferred += line.amount;
        }
    Minor pools{};
    for (const analytics::PoolRow& row : *read_pools(*service, *programme, 202'604))
        if (row.month == 202'604 && row.pool.kind == PoolKind::Sale) pools += row.liability;
    EXPECT_EQ(liability, pools);
    EXPECT_GT(deferred.n, 0);
}

TEST_F(ClosedMonths, refuse_an_estimate_that_would_change_them) {
    NewEstimate estimate{.currency = points(),
                         .year = 2026,
                         .rate = Ratio(1, 4),
                         .from_month = 202'603,
                         .author = "test",
                         .reason = "revisión anual"};
    const auto first = add_estimate(*service, *programme, estimate);
    ASSERT_TRUE(first) << first.error().message;
    EXPECT_EQ(first->version, 1);
    close_march();
    estimate.rate = Ratio(1, 2);
    EXPECT_FALSE(add_estimate(*service, *programme, estimate));
    estimate.from_month = 202'604;
    EXPECT_EQ(add_estimate(*service, *programme, estimate)->version, 2);
    for (const analytics::PoolRow& row : *read_pools(*service, *programme, 202'604))
        if (row.pool.currency == points())
            EXPECT_EQ(row.breakage_rate, row.month == 202'603 ? Ratio(1, 4) : Ratio(1, 2));
    const auto read =
        read_breakage(*service, *programme, {.currency = points(), .until_month = 202'604});
    ASSERT_EQ(read.versions.size(), 2U);
    EXPECT_EQ(read.versions[0].reason, "revisión anual");
    EXPECT_FALSE(read.estimate.is_predictable);
}

}  // namespace
}  // namespace vuelve::app
