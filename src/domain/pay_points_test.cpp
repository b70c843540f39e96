#include "domain/pay_points.h"

#include <gtest/gtest.h>

#include <rapidcheck.h>

#include "domain/counting_fresh.h"
#include "domain/decide.h"

namespace vuelve {
namespace {

constexpr Instant noon{1'773'144'000'000};  // 2026-03-10T12:00:00Z
constexpr HolderId ana{1}, luis{2}, home{3};

/// PTS lowers the price, MILES pays; ten units are worth one minor unit in the first, three in the
/// second.
ProgrammeDocument document() {
    ProgrammeDocument doc{.code = "P", .time_zone = "UTC"};
    doc.brands = {{.code = "B"}};
    doc.stores = {{.code = "S", .brand = "B"}};
    doc.currencies = {{.code = "PTS",
                       .money_value = MoneyValue{Units{10}, Minor{1}},
                       .redeem = {.min_points = Units{20},
                                  .step = Units{10},
                                  .max_share = Ratio(50),
                                  .mode = RedeemPolicy::Mode::Discount}},
                      {.code = "MILES", .money_value = MoneyValue{Units{3}, Minor{1}}}};
    doc.coupons = {{.code = "TEN", .percent = Ratio(10), .uses = {}, .is_public = true},
                   {.code = "SUM",
                    .kind = Coupon::Kind::Fixed,
                    .fixed = Minor{5},
                    .uses = {},
                    .stackable = true,
                    .is_public = true}};
    return doc;
}

class Shop {
 public:
    explicit Shop(ProgrammeDocument doc = document(), std::int64_t units = 1000) {
        programme_ = Programme::compile(std::move(doc), symbols_);
        obey(Enrol{.holder = ana, .enrolled_at = noon});
        for (const char* code : {"PTS", "MILES"})
            obey(Adjust{.member = ana, .currency = code, .points = Units{units}, .reason = "gift"});
    }

    Decision obey(CommandBody body) {
        Command command{.body = std::move(body), .key = "k" + std::to_string(++commands_)};
        if (auto* sale = std::get_if<RecordPurchase>(&command.body); sale && sale->quote)
            command.key.clear();
        Decision decision = decide(*programme_, state, command, fresh_, noon);
        Decision kept = decision;
        apply(state, decision);
        return kept;
    }
    /// "ok", or the error and the field it points to.
    std::string told(CommandBody body) {
        Decision decision = obey(std::move(body));
        if (!decision.error) return "ok";
        std::string text(literal(decision.error->code));
        for (const Fault& fault : decision.error->faults) text += " " + fault.pointer;
        return text;
    }
    CurrencyId currency(const char* code) const { return programme_->find_currency(code)->id; }
    Wallet wallet(const char* code, HolderId holder = ana) const {
        return wallet_of(state.holders.at(holder), currency(code));
    }
    State state;

 private:
    SymbolTable symbols_;
    std::shared_ptr<const Programme> programme_;
    CountingFresh fresh_{100};
    int commands_ = 0;
};

/// Lines of these prices, one piece each.
RecordPurchase sale(std::vector<std::int64_t> prices) {
    RecordPurchase purchase{.id = "p", .member = ana};
    for (std::int64_t price : prices)
        purchase.lines.push_back(
            {.line = static_cast<int>(purchase.lines.size()) + 1, .gross = Minor{price}});
    return purchase;
}
/// The same with points that took `amount` off.
RecordPurchase reduced(std::vector<std::int64_t> prices, std::int64_t points, std::int64_t amount) {
    RecordPurchase purchase = sale(std::move(prices));
    purchase.basket_discount = Minor{amount};
    purchase.discount_points = {{"PTS", Units{points}, Minor{amount}}};
    return purchase;
}
RecordPurchase paid(std::int64_t price, std::int64_t points, std::int64_t amount) {
    RecordPurchase purchase = sale({price});
    purchase.tenders = {{"points", "MILES", Units{points}, Minor{amount}},
                        {.type = "cash", .amount = Minor{price - amount}}};
    return purchase;
}
RecordReturn give_back(std::vector<int> lines, int number = 1) {
    RecordReturn back{.id = "r" + std::to_string(number), .purchase = "p"};
    for (int line : lines) back.lines.push_back({.line = line, .quantity = 1000});
    return back;
}
RecordPurchase quoted(RecordPurchase purchase) {
    purchase.id.clear();
    purchase.quote = true;
    return purchase;
}

TEST(PayPoints, what_the_quote_offers_as_a_lower_price_is_what_the_sale_spends) {
    Shop shop;
    MaxPoints most = shop.obey(quoted(sale({120, 80}))).receipt->max_points[0];
    EXPECT_EQ(most.points, Units{1000});
    EXPECT_EQ(most.amount, Minor{100});
    EXPECT_EQ(most.lines, (std::vector<std::int64_t>{60, 40}));
    EXPECT_TRUE(most.is_discount);
    EXPECT_EQ(most.min_points, Units{20});
    EXPECT_EQ(most.step, Units{10});
    EXPECT_EQ(most.step_amount, Minor{1});

    Decision sold = shop.obey(reduced({120, 80}, 1000, 100));
    ASSERT_FALSE(sold.error);
    EXPECT_EQ(sold.receipt->total, Minor{100});
    ASSERT_EQ(sold.receipt->spent.size(), 1U);
    EXPECT_EQ(sold.receipt->spent[0].amount, Minor{100});
    EXPECT_EQ(sold.receipt->spent[0].lines, most.lines);
    EXPECT_EQ(shop.wallet("PTS").available, Units{0});
}

TEST(PayPoints, a_quote_that_spends_already_offers_as_much_as_before) {
    Shop shop;
    Decision again = shop.obey(quoted(reduced({120, 80}, 500, 50)));
    EXPECT_EQ(again.receipt->max_points[0].amount, Minor{100});
    EXPECT_EQ(again.receipt->max_points[0].lines, (std::vector<std::int64_t>{60, 40}));
    EXPECT_EQ(again.receipt->max_points[1].amount, Minor{150});  // MILES pay what is left
    EXPECT_EQ(again.receipt->max_points[1].lines, (std::vector<std::int64_t>{90, 60}));
}

TEST(PayPoints, each_mode_has_its_own_place_and_a_reduction_fits_into_the_discount) {
    Shop shop;
    RecordPurchase tender = paid(200, 500, 50);
    tender.tenders[0].currency = "PTS";
    EXPECT_EQ(shop.told(tender), "VALIDATION_FAILED /tenders/0");
    RecordPurchase discount = reduced({200}, 30, 10);
    discount.discount_points[0].currency = "MILES";
    EXPECT_EQ(shop.told(discount), "VALIDATION_FAILED /discount_points/0");
    discount.discount_points[0].currency = "NONE";
    EXPECT_EQ(shop.told(discount), "VALIDATION_FAILED /discount_points/0");
    RecordPurchase more = reduced({200}, 500, 50);
    more.basket_discount = Minor{49};
    EXPECT_EQ(shop.told(more), "VALIDATION_FAILED /basket_discount");
}

TEST(PayPoints, a_reduction_is_checked_like_a_tender_and_its_share_counts_from_the_full_price) {
    Shop shop;
    EXPECT_EQ(shop.told(reduced({200}, 500, 49)), "POINTS_VALUE_MISMATCH");
    EXPECT_EQ(shop.told(reduced({200}, 505, 50)), "NOT_MULTIPLE_OF_STEP");
    EXPECT_EQ(shop.told(reduced({200}, 10, 1)), "BELOW_MIN_POINTS");
    EXPECT_EQ(shop.told(reduced({199}, 1000, 100)), "EXCEEDS_MAX_SHARE");
    EXPECT_EQ(shop.told(reduced({300}, 1010, 101)), "INSUFFICIENT_POINTS");
    RecordPurchase offline = reduced({300}, 1010, 101);
    offline.offline = true;
    EXPECT_EQ(shop.told(offline), "ok");
    EXPECT_EQ(shop.wallet("PTS").debt, Units{-10});
}

TEST(PayPoints, points_of_a_lower_price_come_back_in_proportion_without_money) {
    ProgrammeDocument doc = document();
    doc.refund_order = RefundOrder::MoneyFirst;
    Shop shop(doc);
    shop.obey(reduced({120, 80}, 1000, 100));
    Refund first = *shop.obey(give_back({2})).receipt->refund;
    EXPECT_EQ(first.money, Minor{40});
    EXPECT_EQ(first.points, Units{400});
    EXPECT_EQ(first.points_money, Minor{0});
    EXPECT_TRUE(first.paid_with_points);
    EXPECT_EQ(shop.obey(give_back({1}, 2)).receipt->refund->points, Units{600});
}

TEST(PayPoints, a_ticket_that_points_made_free_gives_them_back_when_all_goods_are) {
    ProgrammeDocument doc = document();
    doc.currencies[0].redeem.max_share = Ratio(100);
    Shop shop(doc);
    Decision sold = shop.obey(reduced({60, 40}, 1000, 100));
    EXPECT_EQ(sold.receipt->total, Minor{0});
    EXPECT_EQ(sold.receipt->spent[0].lines, (std::vector<std::int64_t>{60, 40}));
    EXPECT_EQ(shop.obey(give_back({1})).receipt->refund->points, Units{0});
    EXPECT_EQ(shop.obey(give_back({2}, 2)).receipt->refund->points, Units{1000});

    Shop other(doc);
    other.obey(reduced({60, 40}, 1000, 100));
    EXPECT_EQ(other.obey(VoidPurchase{.purchase = "p"}).receipt->refund->points, Units{1000});
}

TEST(PayPoints, a_tender_worth_less_than_a_minor_unit_divides_by_nothing) {
    for (RefundOrder order :
         {RefundOrder::Proportional, RefundOrder::PointsFirst, RefundOrder::MoneyFirst}) {
        ProgrammeDocument doc = document();
        doc.refund_order = order;
        Shop shop(doc);
        ASSERT_EQ(shop.told(paid(100, 2, 0)), "ok");
        EXPECT_EQ(shop.obey(give_back({1})).receipt->refund->points, Units{2});
        EXPECT_EQ(shop.wallet("MILES").available, Units{1000});
    }
}

TEST(PayPoints, a_reservation_pays_a_tender_and_what_it_held_beyond_is_free_again) {
    Shop shop;
    ReservationId held =
        shop.obey(Reserve{.member = ana, .currency = "MILES", .points = Units{900}})
            .receipt->reservation;
    EXPECT_EQ(shop.told(paid(100, 150, 50)), "INSUFFICIENT_POINTS");
    RecordPurchase too_much = paid(400, 903, 301);
    too_much.tenders[0].reservation = held;
    EXPECT_EQ(shop.told(too_much), "EXCEEDS_RESERVATION");

    RecordPurchase purchase = paid(100, 150, 50);
    purchase.tenders[0].reservation = held;
    EXPECT_EQ(shop.told(quoted(purchase)), "ok");
    EXPECT_EQ(shop.wallet("MILES").reserved, Units{900});
    ASSERT_EQ(shop.told(purchase), "ok");
    EXPECT_EQ(shop.wallet("MILES").reserved, Units{0});
    EXPECT_EQ(shop.wallet("MILES").available, Units{850});
    EXPECT_EQ(shop.obey(give_back({1})).receipt->refund->points, Units{150});
    EXPECT_EQ(shop.wallet("MILES").available, Units{1000});

    purchase.id = "q";
    EXPECT_EQ(shop.told(purchase), "RESERVATION_CLOSED");
}

TEST(PayPoints, a_reservation_pays_a_lower_price) {
    Shop shop;
    RecordPurchase purchase = reduced({100}, 500, 50);
    purchase.discount_points[0].reservation =
        shop.obey(Reserve{.member = ana, .currency = "PTS", .points = Units{600}})
            .receipt->reservation;
    ASSERT_EQ(shop.told(purchase), "ok");
    EXPECT_EQ(shop.wallet("PTS").available, Units{500});
    shop.obey(VoidPurchase{.purchase = "p"});
    EXPECT_EQ(shop.wallet("PTS").available, Units{1000});
}

TEST(PayPoints, a_household_says_who_may_spend) {
    Shop shop;
    shop.obey(Enrol{.holder = luis, .enrolled_at = noon});
    ASSERT_EQ(shop.told(JoinHousehold{.member = ana, .household = home, .is_new = true}), "ok");
    ASSERT_EQ(shop.told(JoinHousehold{.member = luis, .household = home, .can_redeem = false}),
              "ok");
    RecordPurchase purchase = reduced({200}, 500, 50);
    purchase.member = luis;
    EXPECT_EQ(shop.told(purchase), "NOT_ELIGIBLE");
    EXPECT_EQ(shop.obey(quoted([] {
                      RecordPurchase asked = sale({200});
                      asked.member = luis;
                      return asked;
                  }()))
                  .receipt->max_points[0]
                  .points,
              Units{0});
    EXPECT_EQ(shop.told(reduced({200}, 500, 50)), "ok");
    EXPECT_EQ(shop.wallet("PTS", home).available, Units{500});
}

TEST(PayPoints, a_quote_prices_its_coupons_and_a_sale_leaves_that_to_the_till) {
    Shop shop;
    RecordPurchase purchase = sale({60, 40});
    purchase.coupons = {"TEN"};
    Decision quote = shop.obey(quoted(purchase));
    ASSERT_EQ(quote.receipt->discounts.size(), 1U);
    EXPECT_EQ(quote.receipt->discounts[0].lines, (std::vector<std::int64_t>{6, 4}));
    EXPECT_EQ(quote.receipt->total, Minor{100});
    purchase.coupons = {"TEN", "SUM"};
    EXPECT_EQ(shop.told(quoted(purchase)), "NOT_STACKABLE");
    Decision sold = shop.obey(purchase);
    EXPECT_FALSE(sold.error);
    EXPECT_TRUE(sold.receipt->discounts.empty());
}

/// I13: however a ticket comes back, no more points come back than were spent, and in the end all.
TEST(PayPoints, any_returns_of_any_ticket_end_in_exactly_the_points_spent) {
    EXPECT_TRUE(rc::check([] {
        ProgrammeDocument doc = document();
        doc.currencies[0].redeem = {.mode = RedeemPolicy::Mode::Discount};
        doc.refund_order = static_cast<RefundOrder>(*rc::gen::inRange(0, 3));
        Shop shop(doc, 100'000);
        std::vector<std::int64_t> prices;
        std::int64_t sum = 0;
        const int count = *rc::gen::inRange(1, 5);
        for (int i = 0; i < count; ++i) prices.push_back(*rc::gen::inRange<std::int64_t>(0, 300));
        for (std::int64_t price : prices) sum += price;
        const std::int64_t off = *rc::gen::inRange<std::int64_t>(0, sum + 1);
        RecordPurchase purchase = reduced(prices, 10 * off + *rc::gen::inRange(0, 10), off);
        if (purchase.discount_points[0].points.n == 0) purchase.discount_points.clear();
        const std::int64_t miles = *rc::gen::inRange<std::int64_t>(0, 3 * (sum - off) + 3);
        if (miles > 0)
            purchase.tenders = {{"points", "MILES", Units{miles}, Minor{miles / 3}},
                                {.type = "cash", .amount = Minor{sum - off - miles / 3}}};
        RC_ASSERT(shop.told(purchase) == "ok");

        Minor money{};
        for (int line = 1; line <= count; ++line) {
            Decision back = shop.obey(give_back({line}, line));
            RC_ASSERT(!back.error);
            const Refund& refund = *back.receipt->refund;
            RC_ASSERT(refund.points.n >= 0 && refund.points_money.n >= 0 && refund.money.n >= 0);
            RC_ASSERT(shop.wallet("PTS").available.n <= 100'000);
            RC_ASSERT(shop.wallet("MILES").available.n <= 100'000);
            money += refund.money + refund.points_money;
        }
        RC_ASSERT(money.n == sum - off);
        RC_ASSERT(shop.wallet("PTS").available.n == 100'000);
        RC_ASSERT(shop.wallet("MILES").available.n == 100'000);
    }));
}

TEST(PayPoints, case_14_no_order_of_returns_gives_back_more_than_was_paid) {
    EXPECT_TRUE(rc::check([] {
        ProgrammeDocument doc = document();
        doc.refund_order = static_cast<RefundOrder>(*rc::gen::inRange(0, 3));
        Shop shop(doc, 100'000);
        std::vector<std::int64_t> prices;
        const int count = *rc::gen::inRange(1, 5);
        for (int i = 0; i < count; ++i) prices.push_back(*rc::gen::inRange<std::int64_t>(1, 300));
        std::int64_t sum = 0;
        for (std::int64_t price : prices) sum += price;
        RecordPurchase purchase = reduced(prices, 0, 0);
        purchase.discount_points.clear();
        const std::int64_t miles = *rc::gen::inRange<std::int64_t>(0, 3 * sum + 3);
        if (miles > 0)
            purchase.tenders = {{"points", "MILES", Units{miles}, Minor{miles / 3}},
                                {.type = "cash", .amount = Minor{sum - miles / 3}}};
        RC_ASSERT(shop.told(purchase) == "ok");

        std::vector<bool> is_back(static_cast<std::size_t>(count), false);
        Minor money{};
        const int tries = *rc::gen::inRange(1, 12);
        for (int number = 1; number <= tries; ++number) {
            const int line = *rc::gen::inRange(1, count + 1);
            const Units before = shop.wallet("MILES").available;
            Decision back = shop.obey(give_back({line}, number));
            const auto place = static_cast<std::size_t>(line - 1);
            RC_ASSERT(back.error.has_value() == is_back[place]);
            if (back.error) {
                RC_ASSERT(back.error->code == ErrorCode::ReturnExceedsPurchase);
                RC_ASSERT(shop.wallet("MILES").available == before);
                continue;
            }
            is_back[place] = true;
            money += back.receipt->refund->money + back.receipt->refund->points_money;
            RC_ASSERT(money.n <= sum);
            RC_ASSERT(shop.wallet("MILES").available.n <= 100'000);
        }
    }));
}

}  // namespace
}  // namespace vuelve
