#include "analytics/pools.h"

#include <gtest/gtest.h>

#include "analytics/journal.h"

namespace vuelve::analytics {
namespace {

class Pools : public ::testing::Test {
 protected:
    Pools() {
        ProgrammeDocument document;
        document.brands = {{.code = "B"}};
        document.stores = {{.code = "S", .brand = "B"}};
        document.time_zone = "UTC";
        document.currencies = {{.code = "PTS",
                                .money_value = MoneyValue{Units{1}, Minor{10}},
                                .cost_per_point = Ratio(5)},
                               {.code = "STARS", .kind = CurrencyKind::Stamps}};
        programme_ = Programme::compile(std::move(document), symbols_);
    }

    PoolKey pool(PoolKind kind) const { return {kind, programme_->find_currency("PTS")->id, 2026}; }
    static BreakageRates rate(Ratio share) {
        return [share](const PoolKey&, int) { return share; };
    }
    PoolChange& sale(int month) { return months_[month].pools[pool(PoolKind::Sale)]; }
    void grant(int month, Units units) {
        const PoolKey key = pool(PoolKind::Marketing);
        months_[month].pools[key].issued += units;
        months_[month].pools[key].outstanding += units;
        months_[month].granted[{key, BrandId{}}] += units;
    }

    SymbolTable symbols_;
    std::shared_ptr<const Programme> programme_;
    std::map<int, MonthOfBooks> months_;
};

TEST_F(Pools, every_month_has_its_row_up_to_the_one_asked_for) {
    sale(202'611) = {.deferred = Minor{900}, .issued = Units{100}, .outstanding = Units{100}};
    const auto rows = pool_rows(*programme_, months_, rate(Ratio(0)), {}, 202'702);
    ASSERT_EQ(rows->size(), 4U);
    EXPECT_EQ(rows->at(2).month, 202'701);
    EXPECT_EQ(rows->at(3).liability, Minor{900});
}

TEST_F(Pools, nobody_owes_money_for_stamps) {
    const PoolKey stars{PoolKind::Sale, programme_->find_currency("STARS")->id, 2026};
    months_[202'601].pools[stars] = {.issued = Units{7}, .outstanding = Units{7}};
    EXPECT_TRUE(pool_rows(*programme_, months_, rate(Ratio(0)), {}, 202'601)->empty());
}

TEST_F(Pools, a_closed_month_keeps_the_estimate_it_was_closed_with) {
    sale(202'601) = {.deferred = Minor{900},
                     .issued = Units{100},
                     .redeemed = Units{40},
                     .outstanding = Units{60}};
    const FrozenPools frozen{{{202'601, pool(PoolKind::Sale)}, {sale(202'601), Ratio(1, 5)}}};
    const auto rows = pool_rows(*programme_, months_, rate(Ratio(0)), frozen, 202'602);
    EXPECT_EQ(rows->at(0).recognised, Minor{450});  // 900 x 40 / 80
    EXPECT_EQ(rows->at(1).recognised, Minor{360});  // 900 x 40 / 100
    EXPECT_EQ(rows->at(1).revenue, Minor{-90});
}

TEST_F(Pools, marketings_grants_are_an_expense_less_what_is_never_used) {
    grant(202'601, Units{100});
    const auto rows = pool_rows(*programme_, months_, rate(Ratio(1, 4)), {}, 202'601);
    ASSERT_EQ(rows->size(), 1U);
    EXPECT_EQ(rows->at(0).in_month.deferred, Minor{375});
    EXPECT_EQ(rows->at(0).liability, Minor{375});
}

TEST_F(Pools, what_closes_a_pool_is_told_apart_from_what_redemptions_took) {
    grant(202'601, Units{100});
    auto& expired = months_[202'602].pools[pool(PoolKind::Marketing)];
    expired = {.redeemed = Units{30}, .expired = Units{70}, .outstanding = Units{-100}};
    const auto rows = pool_rows(*programme_, months_, rate(Ratio(0)), {}, 202'602);
    EXPECT_EQ(rows->at(1).revenue, Minor{500});
    EXPECT_EQ(rows->at(1).by_redemption, Minor{150});
    const auto lines =
        journal_of(*programme_, 202'602, months_[202'602], std::span(*rows).subspan(1));
    ASSERT_EQ(lines->size(), 2U);
    EXPECT_EQ(lines->at(0).reason, MoneyReason::ProvisionUse);
    EXPECT_EQ(lines->at(0).amount, Minor{150});
    EXPECT_EQ(lines->at(1).reason, MoneyReason::ProvisionRelease);
    EXPECT_EQ(lines->at(1).amount, Minor{350});
}

TEST_F(Pools, revenue_below_zero_goes_back_the_other_way) {
    sale(202'601) = {.deferred = Minor{900},
                     .issued = Units{100},
                     .redeemed = Units{40},
                     .outstanding = Units{60}};
    sale(202'602) = {.redeemed = Units{-40}, .outstanding = Units{40}};
    const auto rows = pool_rows(*programme_, months_, rate(Ratio(0)), {}, 202'602);
    const auto lines =
        journal_of(*programme_, 202'602, months_[202'602], std::span(*rows).subspan(1));
    ASSERT_EQ(lines->size(), 1U);
    EXPECT_EQ(lines->at(0).debit, "revenue_loyalty");
    EXPECT_EQ(lines->at(0).credit, "contract_liability");
    EXPECT_EQ(lines->at(0).amount, Minor{360});
    EXPECT_EQ(lines->at(0).report, "recognition:2026-02:PTS:2026");
}

TEST_F(Pools, partners_owe_what_they_issued_and_are_owed_what_they_redeemed) {
    const PartnerBalance owed{.brand = programme_->document().brands[0].id,
                              .currency = programme_->find_currency("PTS")->id,
                              .issue_due = Minor{1000},
                              .redeem_claim = Minor{700},
                              .fee = Minor{50},
                              .breakage_credit = Minor{100}};
    const auto lines = journal_of(*programme_, 202'601, {}, {}, std::span(&owed, 1));
    ASSERT_EQ(lines->size(), 3U);
    Minor net{};
    for (const JournalLine& line : *lines)
        net += line.debit == "partner_settlement" ? line.amount : -line.amount;
    EXPECT_EQ(net, Minor{250});  // 1000 + 50 - 700 - 100: what they pay
}

}  // namespace
}  // namespace vuelve::analytics
