#include "domain/offers.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "domain/counting_fresh.h"

namespace vuelve {
namespace {

/// A programme of coupons alone, and a member with vouchers of some of them.
class OffersShop {
 public:
    OffersShop() {
        document_.time_zone = "UTC";
        document_.brands.push_back({.code = "B"});
        document_.stores.push_back({.code = "S", .brand = "B"});
        document_.currencies.push_back({.code = "PTS"});
    }
    Coupon& coupon(const char* code, std::int64_t value) {
        document_.coupons.push_back({.code = code,
                                     .kind = Coupon::Kind::Fixed,
                                     .fixed = Minor{value},
                                     .valid_days = 5,
                                     .stackable = true,
                                     .is_public = true});
        return document_.coupons.back();
    }
    /// "TEN 10 | MORE -500 MIN_PURCHASE": what each offered coupon gives or lacks.
    std::string told(std::vector<std::string> presented = {}) {
        auto programme = Programme::compile(document_, symbols_);
        CountingFresh fresh;
        State state;
        state.holders[HolderId{1}] = member_;
        state.holders[HolderId{1}].id = HolderId{1};
        Book book(*programme, state, fresh, Instant{1'767'600'000'000}, TxnId{1});
        RecordPurchase purchase{.lines = {{.line = 1,
                                           .sku = "A",
                                           .category = "food",
                                           .brand = {},
                                           .quantity = 1000,
                                           .unit_price = Minor{2000},
                                           .attributes = {}}},
                                .coupons = std::move(presented)};
        const Basket basket = *price_lines(purchase);
        Receipt receipt;
        note_offers(book, *book.peek(HolderId{1}), purchase, basket, programme->default_store(),
                    receipt);
        std::string text;
        for (const CouponOffer& offer : receipt.coupon_offers) {
            text += (text.empty() ? "" : " | ") + symbols_.code(offer.coupon.value) + " ";
            text += offer.refused ? std::string(literal(*offer.refused)) + " " +
                                        std::to_string(offer.missing.n)
                                  : std::to_string(offer.amount.n);
        }
        return text;
    }
    Holder member_{};

 private:
    ProgrammeDocument document_;
    SymbolTable symbols_;
};

TEST(Offers, come_best_first_and_those_that_lack_least_after) {
    OffersShop shop;
    shop.coupon("TEN", 10);
    shop.coupon("FAR", 900).min_purchase = Minor{9000};
    shop.coupon("NEAR", 800).min_purchase = Minor{2500};
    shop.coupon("BIG", 300);
    shop.coupon("BOOKS", 50)
        .applies_to.push_back({.type = ConditionType::Category, .under = "books"});
    EXPECT_EQ(shop.told(),
              "BIG 300 | TEN 10 | NEAR MIN_PURCHASE 500 | FAR MIN_PURCHASE 7000 | "
              "BOOKS NOT_APPLICABLE 0");
}

TEST(Offers, count_from_what_the_presented_coupons_left) {
    OffersShop shop;
    shop.coupon("HALF", 1000);
    shop.coupon("MOST", 1900);
    EXPECT_EQ(shop.told(), "MOST 1900 | HALF 1000");
    EXPECT_EQ(shop.told({"HALF"}), "MOST 1000") << "only a half is left to take";
    shop.coupon("SOLO", 5).stackable = false;
    EXPECT_EQ(shop.told({"HALF"}), "MOST 1000 | SOLO NOT_STACKABLE 0");
}

TEST(Offers, name_twenty_at_most) {
    OffersShop shop;
    for (int i = 0; i < 30; ++i) shop.coupon(("C" + std::to_string(100 + i)).c_str(), 1 + i);
    const std::string told = shop.told();
    EXPECT_TRUE(told.starts_with("C129 30 | C128 29"));
    EXPECT_EQ(std::count(told.begin(), told.end(), '|'), 19);
}

}  // namespace
}  // namespace vuelve
