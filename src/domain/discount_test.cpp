#include "domain/discount.h"

#include <gtest/gtest.h>

#include <rapidcheck.h>

#include <numeric>

namespace vuelve {
namespace {

CouponLine line(std::string_view sku, std::int64_t amount, std::int64_t quantity = 1) {
    return {.sku = sku,
            .category = {},
            .brand = {},
            .quantity = quantity * 1000,
            .amount = Minor{amount}};
}

Coupon percent(const char* code, const char* value) {
    return {.code = code,
            .kind = Coupon::Kind::Percent,
            .percent = *parse_decimal(value),
            .stackable = true};
}
Coupon fixed(const char* code, std::int64_t value) {
    return {.code = code, .kind = Coupon::Kind::Fixed, .fixed = Minor{value}, .stackable = true};
}
Coupon free_product(const char* code, const char* sku) {
    return {.code = code, .kind = Coupon::Kind::FreeProduct, .sku = sku, .stackable = true};
}
Coupon only_under(Coupon coupon, const char* category) {
    coupon.applies_to.push_back({.type = ConditionType::Category, .under = category});
    return coupon;
}

/// "1501 999 | 1201 799 | 15490": by coupon in the order of application, then what is left to pay.
std::string price(const std::vector<CouponLine>& lines, const std::vector<Coupon>& coupons) {
    std::vector<const Coupon*> presented;
    for (const Coupon& coupon : coupons) presented.push_back(&coupon);
    auto priced = price_coupons(lines, presented);
    if (!priced) return std::string(literal(priced.error().code));
    std::string text;
    for (const DiscountLine& discount : priced->discounts) {
        EXPECT_EQ(discount.amount.n,
                  std::accumulate(discount.lines.begin(), discount.lines.end(), std::int64_t{0}));
        for (std::int64_t off : discount.lines) text += std::to_string(off) + ' ';
        text += "| ";
    }
    return text + std::to_string(priced->total.n);
}

TEST(Discount, the_worked_example_comes_out_to_the_cent) {
    Coupon fifteen = percent("C15", "15");
    fifteen.max_discount = Minor{2500};
    EXPECT_EQ(price({line("A", 12000), line("B", 7990)}, {fixed("F20", 2000), fifteen}),
              "1501 999 | 1201 799 | 15490");
}

TEST(Discount, a_percentage_is_rounded_half_up) {
    EXPECT_EQ(price({line("A", 30001)}, {percent("HALF", "50")}), "15001 | 15000");
    EXPECT_EQ(price({line("A", 10)}, {percent("TINY", "4.9")}), "0 | 10");
}

TEST(Discount, kinds_come_in_their_order_then_priority_then_code) {
    Coupon late = percent("A10", "10"), early = percent("Z50", "50");
    early.priority = 1;
    // Free 40.00 of 100.00, half of 60.00, a tenth of 30.00, then 5.00.
    EXPECT_EQ(price({line("A", 4000), line("B", 6000)},
                    {fixed("F", 500), late, early, free_product("FREE", "A")}),
              "4000 0 | 0 3000 | 0 300 | 0 500 | 2200");
    EXPECT_EQ(price({line("A", 1000)}, {percent("B", "10"), percent("A", "50")}), "500 | 50 | 450");
}

TEST(Discount, one_coupon_that_stands_alone_refuses_all_company_before_anything_else) {
    Coupon solo = percent("SOLO", "50");
    solo.stackable = false;
    solo.min_purchase = Minor{100000};
    EXPECT_EQ(price({line("A", 1000)}, {fixed("F", 1), solo}), "NOT_STACKABLE");
    EXPECT_EQ(price({line("A", 1000)}, {solo}), "MIN_PURCHASE");
    solo.min_purchase = Minor{0};
    EXPECT_EQ(price({line("A", 1000)}, {solo}), "500 | 500");
}

TEST(Discount, the_least_purchase_counts_what_earlier_coupons_left_of_its_own_lines) {
    std::vector<CouponLine> lines{line("A", 6000), line("B", 5000)};
    lines[0].category = "food/coffee";
    lines[1].category = "books";
    Coupon five = only_under(fixed("F5", 500), "food");
    five.min_purchase = Minor{5400};
    EXPECT_EQ(price(lines, {five}), "500 0 | 10500");
    EXPECT_EQ(price(lines, {five, percent("P10", "10")}), "600 500 | 500 0 | 9400");
    EXPECT_EQ(price(lines, {five, percent("P11", "11")}), "MIN_PURCHASE");
}

TEST(Discount, a_coupon_touches_only_the_lines_it_applies_to) {
    std::vector<CouponLine> lines{line("A", 101), line("B", 900), line("C", 200)};
    lines[0].category = "food";
    lines[2].category = "food/tea";
    EXPECT_EQ(price(lines, {only_under(fixed("F", 50), "food")}), "17 0 33 | 1151");
    EXPECT_EQ(price(lines, {only_under(fixed("F", 9999), "food")}), "101 0 200 | 900");
    EXPECT_EQ(price(lines, {only_under(percent("P", "10"), "toys")}), "NOT_APPLICABLE");
}

TEST(Discount, every_condition_of_a_coupon_must_hold) {
    std::vector<CouponLine> lines{line("A", 1000), line("B", 1000)};
    lines[0].category = lines[1].category = "food";
    Coupon both = only_under(percent("P", "50"), "food");
    both.applies_to.push_back({.type = ConditionType::Sku, .in = {"B"}});
    EXPECT_EQ(price(lines, {both}), "0 500 | 1500");
}

TEST(Discount, a_free_product_is_the_cheapest_unit_on_its_own_line) {
    EXPECT_EQ(
        price({line("A", 9000, 2), line("B", 100), line("A", 4000)}, {free_product("FREE", "A")}),
        "0 0 4000 | 9100");
    EXPECT_EQ(price({line("Z", 1500)}, {free_product("FREE", "A")}), "NOT_APPLICABLE");
    EXPECT_EQ(price({line("A", 1500)}, {only_under(free_product("FREE", "A"), "food")}),
              "NOT_APPLICABLE");
}

TEST(Discount, a_free_unit_costs_what_the_till_asks_for_it) {
    EXPECT_EQ(price({line("A", 7000, 2)}, {free_product("FREE", "A")}), "3500 | 3500");
    EXPECT_EQ(
        price({{.sku = "KG", .category = {}, .brand = {}, .quantity = 735, .amount = Minor{191}}},
              {free_product("FREE", "KG")}),
        "191 | 0");
}

TEST(Discount, two_free_products_take_two_units_and_a_third_finds_none) {
    std::vector<CouponLine> lines{line("A", 4000), line("A", 5000)};
    Coupon free = free_product("FREE", "A");
    EXPECT_EQ(price(lines, {free, free}), "4000 0 | 0 5000 | 0");
    EXPECT_EQ(price(lines, {free, free, free}), "NOT_APPLICABLE");
}

TEST(Discount, no_coupon_takes_nothing_and_no_lines_are_no_ticket) {
    EXPECT_EQ(price({line("A", 4000)}, {}), "4000");
    EXPECT_EQ(price({}, {percent("P", "10")}), "EMPTY_BASKET");
}

TEST(Discount, any_coupons_on_any_ticket_add_up_by_line_and_never_pass_zero) {
    EXPECT_TRUE(rc::check([] {
        const std::vector<const char*> skus{"A", "B", "C"};
        std::vector<CouponLine> lines;
        const int count = *rc::gen::inRange(1, 6);
        std::int64_t sum = 0;
        for (int i = 0; i < count; ++i) {
            lines.push_back(line(*rc::gen::elementOf(skus), *rc::gen::inRange(0, 20'000),
                                 *rc::gen::inRange(1, 4)));
            sum += lines.back().amount.n;
        }
        std::vector<Coupon> coupons;
        const int presented = *rc::gen::inRange(0, 5);
        for (int i = 0; i < presented; ++i) {
            Coupon coupon = fixed("C", *rc::gen::inRange(1, 30'000));
            coupon.kind = static_cast<Coupon::Kind>(*rc::gen::inRange(0, 3));
            coupon.percent = Ratio(*rc::gen::inRange(0, 1001), 10);
            coupon.sku = *rc::gen::elementOf(skus);
            coupon.priority = *rc::gen::inRange(-2, 3);
            if (*rc::gen::arbitrary<bool>())
                coupon.applies_to.push_back(
                    {.type = ConditionType::Sku, .in = {*rc::gen::elementOf(skus)}});
            if (*rc::gen::arbitrary<bool>())
                coupon.max_discount = Minor{*rc::gen::inRange(0, 5'000)};
            coupons.push_back(std::move(coupon));
        }
        std::vector<const Coupon*> pointers;
        for (const Coupon& coupon : coupons) pointers.push_back(&coupon);
        auto priced = price_coupons(lines, pointers);
        if (!priced) {
            RC_ASSERT(priced.error().code == ErrorCode::NotApplicable);
            return;
        }
        RC_ASSERT(priced->discounts.size() == coupons.size());
        std::vector<std::int64_t> left;
        for (const CouponLine& one : lines) left.push_back(one.amount.n);
        for (const DiscountLine& discount : priced->discounts) {
            std::int64_t off = 0;
            for (std::size_t i = 0; i < left.size(); ++i) {
                RC_ASSERT(discount.lines[i] >= 0);
                left[i] -= discount.lines[i];
                off += discount.lines[i];
                RC_ASSERT(left[i] >= 0);
            }
            RC_ASSERT(off == discount.amount.n);
            sum -= off;
        }
        RC_ASSERT(sum == priced->total.n);
    }));
}

/// A programme of one percentage and nothing else.
struct Shop {
    SymbolTable symbols;
    std::shared_ptr<const Programme> programme;
    Shop() {
        ProgrammeDocument document{.code = "P", .time_zone = "UTC"};
        document.coupons = {percent("C15", "15"), percent("SECRET", "50"), fixed("OPEN", 100)};
        document.coupons[2].is_public = true;
        document.rewards = {{.code = "CAFE", .voucher_coupon = "C15"}, {.code = "BAG"}};
        programme = Programme::compile(std::move(document), symbols);
    }
};

TEST(Discount, a_ticket_is_priced_on_its_nets_by_codes_of_coupons) {
    Shop shop;
    RecordPurchase ticket{
        .lines = {{.line = 1, .unit_price = Minor{500}},
                  {.line = 2, .quantity = 2000, .gross = Minor{1100}, .discount = Minor{100}}},
        .basket_discount = Minor{300},
        .coupons = {"C15"}};
    auto priced = price_ticket(*shop.programme, ticket);
    ASSERT_TRUE(priced.has_value());
    EXPECT_EQ(priced->discounts[0].lines, (std::vector<std::int64_t>{60, 120}));
    EXPECT_EQ(priced->discounts[0].coupon, shop.programme->find_coupon("C15")->id);
    EXPECT_EQ(priced->total, Minor{1020});

    ticket.coupons = {"C15", "NOPE"};
    auto refused = price_ticket(*shop.programme, ticket);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().faults[0].pointer, "/coupons/1");
    ticket.coupons = {};
    ticket.lines.clear();
    EXPECT_EQ(price_ticket(*shop.programme, ticket).error().code, ErrorCode::EmptyBasket);
}

TEST(Discount, what_is_presented_stands_for_the_coupon_of_its_voucher_or_of_its_prize) {
    Shop shop;
    const Programme& programme = *shop.programme;
    Holder member;
    member.vouchers = {{.code = "VC", .coupon = programme.find_coupon("SECRET")->id},
                       {.code = "VR", .reward = programme.find_reward("CAFE")->id},
                       {.code = "VB", .reward = programme.find_reward("BAG")->id}};
    std::vector<const Coupon*> expected{programme.find_coupon("C15"), programme.find_coupon("OPEN"),
                                        programme.find_coupon("SECRET")};
    EXPECT_EQ(presented_discounts(programme, member, {"VR", "OPEN", "VB", "VC"}), expected);
    EXPECT_TRUE(presented_discounts(programme, member, {"SECRET"}).empty());
}

}  // namespace
}  // namespace vuelve
