#include "domain/settlement.h"

#include <gtest/gtest.h>

#include "domain/statement.h"

namespace vuelve {
namespace {

constexpr BrandId air{1}, fuel{2};
constexpr int march = 202503, april = 202504;

BrandPosting posting(
    int month, EntryType type, Contra contra, BrandId at, BrandId issuer, int points) {
    return {.month = month,
            .type = type,
            .contra = contra,
            .contra_brand = at,
            .issuer = issuer,
            .points = Units{points},
            .contra_units = Units{-points}};
}

/// 300 points of AIR and 200 of debt pay at FUEL, which earns 95; those repay debt.
std::vector<BrandPosting> offline_sale() {
    std::vector<BrandPosting> postings{
        posting(march, EntryType::Earn, Contra::Issued, air, air, 300),
        posting(march, EntryType::Redeem, Contra::Redeemed, fuel, air, -300),
        posting(march, EntryType::Earn, Contra::Issued, fuel, fuel, 95),
        posting(march, EntryType::DebtRepay, Contra::None, {}, fuel, -95)};
    postings[1].debt = Units{-200};
    postings[1].contra_units = Units{500};
    postings[3].debt = Units{95};
    postings[3].contra_units = Units{0};
    return postings;
}

TEST(Settlement, sums_what_each_brand_gave_and_took) {
    auto postings = offline_sale();
    postings.push_back(posting(march, EntryType::Capture, Contra::Redeemed, air, fuel, -10));
    postings.push_back(posting(march, EntryType::RedeemRefund, Contra::Redeemed, air, fuel, 4));
    postings.push_back(posting(march, EntryType::EarnReversal, Contra::Issued, air, fuel, -7));
    postings.push_back(posting(march, EntryType::Expire, Contra::Expired, {}, air, -5));
    postings.push_back(posting(march, EntryType::Reinstate, Contra::Expired, {}, air, 2));
    const auto units = brand_units(postings, march);
    EXPECT_EQ(units.at(air), (BrandUnits{.earned = Units{300},
                                         .reversed = Units{7},
                                         .captured = Units{10},
                                         .refunded = Units{4},
                                         .expired = Units{3}}));
    EXPECT_EQ(units.at(fuel).redeemed_net(), Units{500});
    EXPECT_EQ(units.at(fuel).issued_net(), Units{95});
    EXPECT_TRUE(brand_units(postings, april).empty());
}

TEST(Settlement, counts_debt_as_the_redeemers_own) {
    const BrandFlows flows = brand_flows(offline_sale(), march);
    EXPECT_EQ(flows, (BrandFlows{{{air, fuel}, Units{300}}, {{fuel, fuel}, Units{200}}}));
}

TEST(Settlement, forgets_pairs_that_cancel_out) {
    auto postings = offline_sale();
    postings.push_back(posting(march, EntryType::RedeemRefund, Contra::Redeemed, fuel, air, 300));
    EXPECT_EQ(brand_flows(postings, march), (BrandFlows{{{fuel, fuel}, Units{200}}}));
}

TEST(Settlement, rolls_every_brand_and_the_debt_forward_apart) {
    const RollForwardByBrand columns = roll_forward_by_brand(offline_sale(), march);
    ASSERT_EQ(columns.brands.size(), 2U);
    EXPECT_EQ(columns.brands.at(air).rows.redeemed, Units{300});
    EXPECT_EQ(columns.brands.at(air).rows.closing, Units{0});
    EXPECT_EQ(columns.brands.at(fuel).moved, Units{-95});
    EXPECT_EQ(columns.debt.rows.redeemed, Units{200});
    EXPECT_EQ(columns.debt.moved, Units{95});
    EXPECT_EQ(columns.debt.rows.closing, Units{-105});
    const RollForwardColumn total = total_of(columns);
    EXPECT_EQ(total.moved, Units{0});
    EXPECT_EQ(total.rows.issued, Units{395});
    EXPECT_EQ(total.rows.closing, Units{-105});
    EXPECT_EQ(rows_of(total)[12].first, "moved");
    EXPECT_EQ(rows_of(total)[13].first, "closing");
    EXPECT_EQ(roll_forward_by_brand(offline_sale(), april).debt.rows.opening, Units{-105});
}

TEST(Settlement, splits_an_entry_by_whose_lots_it_moved) {
    Entry one{.movement = {.available = Units{-30}, .debt = Units{-5}}, .issuer = air};
    EXPECT_EQ(issuers_of(one), (std::vector<IssuerUnits>{{air, Units{-30}}}));
    Entry both{.issuers = {{air, Units{-20}}, {fuel, Units{-10}}}};
    EXPECT_EQ(issuers_of(both).size(), 2U);
    EXPECT_TRUE(issuers_of(Entry{.movement = {.debt = Units{-5}}}).empty());
}

TEST(Statement, goes_only_where_it_may) {
    using enum StatementState;
    using enum StatementEvent;
    EXPECT_EQ(after(Issued, Dispute), Disputed);
    EXPECT_EQ(after(Issued, Settle), Settled);
    EXPECT_EQ(after(Disputed, Settle), Settled);
    EXPECT_EQ(after(Disputed, Correct), Corrected);
    for (auto [state, event] : {std::pair(Issued, Correct), std::pair(Disputed, Dispute),
                                std::pair(Settled, Dispute), std::pair(Settled, Correct),
                                std::pair(Corrected, Settle), std::pair(Corrected, Correct)}) {
        const auto refused = after(state, event);
        ASSERT_FALSE(refused) << name_of(state);
        EXPECT_EQ(refused.error().code, ErrorCode::InvalidState);
    }
}

TEST(Statement, adds_up_what_the_brand_pays) {
    Statement pooled{.issue_due = Minor{104},
                     .redeem_claim = Minor{1900},
                     .fee = Minor{2},
                     .adjustments = {{.statement = 7, .month = 202502, .amount = Minor{-50}}}};
    EXPECT_EQ(payable_of(pooled), Minor{-1844});
    Statement bilateral{.brand_code = "AIR", .is_bilateral = true};
    bilateral.flows = {{"AIR", "FUEL", Units{1000}, Minor{950}},
                       {"FUEL", "AIR", Units{100}, Minor{100}},
                       {"AIR", "AIR", Units{5}, Minor{0}}};
    EXPECT_EQ(payable_of(bilateral), Minor{850});
}

TEST(Statement, ties_to_the_ledger_it_was_made_from) {
    SymbolTable symbols;
    ASSERT_EQ(symbols.intern(SymbolKind::Brand, "AIR"), air.value);
    ASSERT_EQ(symbols.intern(SymbolKind::Brand, "FUEL"), fuel.value);
    const auto postings = offline_sale();
    Statement statement{.brand = fuel, .brand_code = "FUEL", .month = march, .is_bilateral = true};
    statement.units = brand_units(postings, march).at(fuel);
    statement.flows = {{"AIR", "FUEL", Units{300}, Minor{285}}, {"FUEL", "FUEL", Units{200}, {}}};
    EXPECT_TRUE(ties(statement, postings, symbols));
    statement.flows[0].points = Units{299};
    EXPECT_FALSE(ties(statement, postings, symbols));
    statement.flows[0].points = Units{300};
    statement.units.captured = Units{1};
    EXPECT_FALSE(ties(statement, postings, symbols));
}

}  // namespace
}  // namespace vuelve
