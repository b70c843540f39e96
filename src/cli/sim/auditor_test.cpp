#include "cli/sim/auditor.h"

#include <gtest/gtest.h>

#include "cli/sim/shop_document.h"
#include "codec/programme_json.h"

/// An auditor that finds nothing proves nothing: each test shows it one true reading and then the
/// same reading with one lie in it.
namespace vuelve::cli {
namespace {

constexpr Instant noon{1'767'700'000'000};
constexpr HolderId member{16384};

class Tampered : public testing::Test {
 protected:
    Tampered() {
        Chance chance(7);
        auto document = decode_programme(random_shop(chance, noon), DocumentKind::Golden);
        programme_ = Programme::compile(std::move(*document), symbols_);
        points_ = programme_->find_currency("PTS")->id;
        brand_ = programme_->default_brand();
        auditor_ = std::make_unique<Auditor>(programme_, checks_);
    }

    /// A member with one lot of 100, as it was earned.
    Evidence earned() const {
        Evidence evidence{.at = noon, .commands = {}, .readings = {}, .resources = {}};
        Reading reading;
        reading.holder.id = member;
        reading.holder.wallets = {{.currency = points_, .available = Units{100}}};
        reading.holder.lots = {{.id = LotId{5},
                                .currency = points_,
                                .original = Units{100},
                                .remaining = Units{100},
                                .earned_at = noon,
                                .available_at = noon}};
        Entry entry = make_entry(EntryId{10}, member, EntryType::Earn, points_,
                                 {.available = Units{100}}, Contra::Issued, brand_, noon);
        entry.lot = LotId{5};
        reading.entries = {{entry, TxnId{9}}};
        evidence.readings[member] = reading;
        return evidence;
    }

    /// The invariant that the auditor says is broken; "" = none.
    std::string verdict(const Evidence& evidence) {
        try {
            auditor_->audit(evidence);
        } catch (const Violation& violation) {
            return violation.invariant;
        }
        return "";
    }

    SymbolTable symbols_;
    std::shared_ptr<const Programme> programme_;
    CurrencyId points_{};
    BrandId brand_{};
    Checks checks_ = all_checks();
    std::unique_ptr<Auditor> auditor_;
};

TEST_F(Tampered, a_true_reading_is_believed) { EXPECT_EQ(verdict(earned()), ""); }

TEST_F(Tampered, a_lot_with_one_unit_more_is_seen) {
    Evidence evidence = earned();
    evidence.readings[member].holder.lots[0].remaining = Units{99};
    EXPECT_EQ(verdict(evidence), "I5");
    evidence = earned();
    evidence.readings[member].holder.lots[0].original = Units{99};
    auditor_ = std::make_unique<Auditor>(programme_, checks_);
    EXPECT_EQ(verdict(evidence), "I6");
}

TEST_F(Tampered, a_missing_entry_is_seen) {
    Evidence evidence = earned();
    evidence.readings[member].entries.clear();
    EXPECT_EQ(verdict(evidence), "I10");
}

TEST_F(Tampered, units_taken_from_the_wrong_lot_are_seen) {
    Evidence evidence = earned();
    Reading& reading = evidence.readings[member];
    Lot sooner = reading.holder.lots[0];
    sooner.id = LotId{6};
    sooner.expires_at = noon + ms_per_day;
    reading.holder.lots.push_back(sooner);
    reading.holder.wallets[0].available = Units{200};
    PostedEntry second = reading.entries[0];
    second.entry.id = EntryId{11};
    second.entry.lot = LotId{6};
    reading.entries.push_back(second);
    ASSERT_EQ(verdict(evidence), "");
    reading.entries = {{make_entry(EntryId{12}, member, EntryType::Redeem, points_,
                                   {.available = Units{-30}}, Contra::Redeemed, brand_, noon),
                        TxnId{12}}};
    reading.holder.wallets[0].available = Units{170};
    reading.holder.lots[0].remaining = Units{70};  // the one that never ends
    EXPECT_EQ(verdict(evidence), "I15");
}

TEST_F(Tampered, a_voucher_used_twice_is_seen) {
    Evidence evidence = earned();
    Voucher voucher{.id = VoucherId{7},
                    .code = "CODE",
                    .uses_left = 1,
                    .valid_from = noon,
                    .valid_until = noon + ms_per_day,
                    .purchase = {},
                    .used_in = {}};
    evidence.readings[member].holder.vouchers = {voucher};
    ASSERT_EQ(verdict(evidence), "");
    evidence.readings[member].entries.clear();
    voucher.state = VoucherState::Used;
    voucher.uses_left = 0;
    evidence.readings[member].holder.vouchers = {voucher};
    for (const char* key : {"u1", "u2"}) {
        auto receipt = std::make_shared<Receipt>();
        receipt->command = "use_voucher";
        receipt->at = noon;
        evidence.commands.push_back({.order = {.op = "use_voucher", .key = key},
                                     .body = UseVoucher{"CODE", {}},
                                     .receipt = receipt,
                                     .outcome = Outcome::Ok});
    }
    EXPECT_EQ(verdict(evidence), "I16 vouchers");
}

TEST_F(Tampered, a_double_refund_and_a_second_answer_are_seen) {
    RecordPurchase bought{.id = "p1", .store = "S1"};
    bought.lines = {{.line = 1, .sku = "A", .category = "tobacco", .gross = Minor{1000}}};
    auto sold = std::make_shared<Receipt>();
    *sold = {.command = "purchase", .id = "p1", .txn = TxnId{9}, .at = noon, .total = Minor{1000}};
    Evidence evidence{.at = noon, .commands = {}, .readings = {}, .resources = {}};
    evidence.commands = {{.order = {.op = "purchase", .key = "p1"},
                          .body = bought,
                          .receipt = sold,
                          .outcome = Outcome::Ok}};
    ASSERT_EQ(verdict(evidence), "");
    auto refunded = std::make_shared<Receipt>();
    *refunded = {.command = "return", .id = "r1", .txn = TxnId{10}, .at = noon, .purchase = "p1"};
    refunded->refund = Refund{.money = Minor{1000}};
    const RecordReturn back{.id = "r1", .purchase = "p1", .lines = {{1, 1000}}};
    evidence.commands = {{.order = {.op = "return", .key = "r1"},
                          .body = back,
                          .receipt = refunded,
                          .outcome = Outcome::Ok}};
    ASSERT_EQ(verdict(evidence), "");
    EXPECT_EQ(verdict(evidence), "I8");  // the same key, taken as new
    evidence.commands[0].order.key = "r2";
    EXPECT_EQ(verdict(evidence), "I12");
}

}  // namespace
}  // namespace vuelve::cli
