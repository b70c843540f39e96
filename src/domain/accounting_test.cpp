#include "domain/accounting.h"

#include <gtest/gtest.h>

namespace vuelve {
namespace {

/// A programme with points worth 0.10 each at 20 % breakage, and status credits.
class Accounting : public ::testing::Test {
 protected:
    Accounting() {
        ProgrammeDocument document;
        document.brands = {{.code = "B"}};
        document.stores = {{.code = "S", .brand = "B"}};
        document.time_zone = "America/Guayaquil";
        document.currencies = {{.code = "PTS",
                                .money_value = MoneyValue{Units{1}, Minor{10}},
                                .breakage_rate = Ratio(1, 5)},
                               {.code = "CRED", .kind = CurrencyKind::Status}};
        document.rules = {{.id = "sale"}, {.id = "gift", .funding = Funding::Marketing}};
        programme_ = Programme::compile(std::move(document), symbols_);
    }

    RuleId rule(std::string_view id) const { return RuleId{symbols_.find(SymbolKind::Rule, id)}; }
    Purchase sale(Minor total, Minor tax, Units points) const {
        Purchase purchase{.total = total, .tax = tax};
        purchase.awards.push_back({.rule = rule("sale"),
                                   .currency = programme_->find_currency("PTS")->id,
                                   .units = points,
                                   .reversed = {0}});
        return purchase;
    }
    Entry entry(EntryType type, Movement movement, Instant at) const {
        const Contra contra = movement.sum().n == 0 ? Contra::None : Contra::Issued;
        return make_entry(EntryId{1}, HolderId{1}, type, programme_->find_currency("PTS")->id,
                          movement, contra, BrandId{}, at);
    }

    SymbolTable symbols_;
    std::shared_ptr<const Programme> programme_;
};

TEST_F(Accounting, a_sale_defers_the_points_share_of_its_price_without_tax) {
    const auto deferral = deferral_of(*programme_, sale(Minor{116'000}, Minor{16'000}, Units{500}));
    ASSERT_TRUE(deferral);
    EXPECT_EQ(deferral->transaction_price, Minor{100'000});
    ASSERT_EQ(deferral->parts.size(), 1U);
    EXPECT_EQ(deferral->parts[0].deferred, Minor{3846});  // 1000 x 40 / 1040: domain.md 10.1
    EXPECT_EQ(deferral->goods_revenue(), Minor{96'154});
}

TEST_F(Accounting, what_marketing_pays_for_and_status_credits_defer_nothing) {
    Purchase purchase = sale(Minor{1000}, Minor{0}, Units{100});
    purchase.awards[0].rule = rule("gift");
    purchase.awards.push_back(purchase.awards[0]);
    purchase.awards[1] = {.rule = rule("sale"),
                          .currency = programme_->find_currency("CRED")->id,
                          .units = Units{100}};
    EXPECT_TRUE(deferral_of(*programme_, purchase)->parts.empty());
}

TEST_F(Accounting, a_free_ticket_has_no_price_to_share) {
    const auto deferral = deferral_of(*programme_, sale(Minor{0}, Minor{0}, Units{100}));
    EXPECT_EQ(deferral->parts[0].deferred, Minor{0});
    EXPECT_TRUE(bookings_of(*programme_, nullptr, sale(Minor{0}, Minor{0}, Units{1}))->empty());
}

TEST_F(Accounting, reversals_add_up_to_the_deferral_whatever_their_parts) {
    Purchase before = sale(Minor{100'000}, Minor{0}, Units{500});
    Minor reversed{};
    for (std::int64_t share : {1, 170, 171, 333, 500}) {
        Purchase after = before;
        after.awards[0].reversed = {share};
        for (const MoneyLine& line : *bookings_of(*programme_, &before, after)) {
            EXPECT_EQ(line.reason, MoneyReason::DeferralReversal);
            reversed += line.amount;
        }
        before = after;
    }
    EXPECT_EQ(reversed, deferral_of(*programme_, before)->parts[0].deferred);
}

TEST_F(Accounting, a_journal_sums_by_reason_and_leaves_zeros_out) {
    const CurrencyId points = programme_->find_currency("PTS")->id;
    const std::vector<MoneyLine> booked{{MoneyReason::DeferralReversal, points, Minor{0}},
                                        {MoneyReason::Deferral, points, Minor{3}},
                                        {MoneyReason::Deferral, points, Minor{4}}};
    const auto journal = money_journal(*programme_, booked);
    ASSERT_EQ(journal.size(), 1U);
    EXPECT_EQ(journal[0].amount, Minor{7});
    EXPECT_EQ(journal[0].debit(), "revenue_sales");
    EXPECT_EQ(journal[0].credit(), "contract_liability");
}

TEST_F(Accounting, a_month_rolls_forward_by_posting_time_in_the_programmes_zone) {
    const Instant january = *parse_instant("2026-01-31T23:59:59-05:00");
    const Instant february = *parse_instant("2026-02-01T00:00:00-05:00");
    const std::vector<Entry> entries{
        entry(EntryType::Earn, {.pending = Units{100}}, january),
        entry(EntryType::Release, {.pending = Units{-100}, .available = Units{100}}, february),
        entry(EntryType::EarnReversal, {.available = Units{-30}, .written_off = Units{-5}},
              february)};
    const auto month =
        roll_forward(*programme_, entries, programme_->find_currency("PTS")->id, 202'602);
    EXPECT_EQ(month,
              (RollForward{.opening = Units{100}, .reversed = Units{30}, .closing = Units{70}}));
}

}  // namespace
}  // namespace vuelve
