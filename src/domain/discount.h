#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "domain/basket.h"

/// What coupons and rules take off a ticket, line by line. Pure. Source: domain.md 3.6, 7.4, 7.5.
namespace vuelve {

/// A line as a coupon sees it.
struct CouponLine {
    std::string_view sku, category, brand;
    std::int64_t quantity = 1000;  // thousandths
    Minor amount{};                // what it costs before the coupons, at least 0
};

struct PricedTicket {
    std::vector<DiscountLine> discounts;  // in the order of application
    Minor total{};                        // left to pay, never below 0
};

/// Takes the coupons off the lines: free products first, then percentages, then fixed amounts;
/// inside a kind by priority, then code. Each works on what the earlier ones left of the lines its
/// `applies_to` matches; the discounts of each add up by line to its amount. A free product is one
/// unit, off the line whose unit costs least and is not free yet.
/// Errors: EmptyBasket; NotStackable, before all others; MinPurchase with what its lines lack, then
/// NotApplicable (no line fits, or the product is not on the ticket); Overflow.
Result<PricedTicket> price_coupons(std::span<const CouponLine> lines,
                                   std::vector<const Coupon*> coupons);

/// A `discount` of a rule that fired, with the places of the lines it is taken from.
struct RuleDiscount {
    RuleId rule{};
    const Effect* effect = nullptr;
    std::vector<std::uint32_t> lines;
};

/// Adds what the rules take off the lines to what was taken off before: percentages first, then
/// fixed amounts, inside a kind as given. Each works on what the earlier ones left; one that finds
/// nothing left adds nothing. Errors: Overflow.
Result<bool> add_rule_discounts(std::span<const CouponLine> lines,
                                std::vector<RuleDiscount> rules,
                                std::vector<DiscountLine>& discounts);

/// The lines of a basket at their net amounts. They point into its purchase.
std::vector<CouponLine> coupon_lines(const Basket& basket);

/// Prices the lines of a ticket that nobody has bought yet; `coupons` holds codes of coupons, not
/// of vouchers. Errors: those of price_lines and price_coupons; ValidationFailed for an unknown
/// code.
Result<PricedTicket> price_ticket(const Programme& programme, const RecordPurchase& ticket);

/// The coupons behind what a purchase presents, in the order sent: a public coupon by its own code,
/// a voucher by its coupon, a prize by the coupon its reward names. A code that stands for no
/// coupon of the programme takes nothing off. What is presented has been checked.
std::vector<const Coupon*> presented_discounts(const Programme& programme,
                                               const Holder& member,
                                               const std::vector<std::string>& presented);

}  // namespace vuelve
