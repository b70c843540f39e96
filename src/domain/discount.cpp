#include "domain/discount.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "domain/alloc.h"

namespace vuelve {
namespace {

using Amounts = std::vector<std::int64_t>;

bool applies_to(const Coupon& coupon, const CouponLine& line) {
    LineFacts facts{.sku = line.sku, .category = line.category, .brand = line.brand};
    return std::ranges::all_of(coupon.applies_to, [&](const Condition& condition) {
        return line_matches(condition, facts);
    });
}

/// A ticket while coupon after coupon is taken off.
struct Running {
    std::span<const CouponLine> lines;
    Amounts left;  // by line

    /// What is left of the lines the coupon may touch, 0 for the others.
    Amounts applicable(const Coupon& coupon) const {
        Amounts amounts(left.size(), 0);
        for (std::size_t i = 0; i < left.size(); ++i)
            if (applies_to(coupon, lines[i])) amounts[i] = left[i];
        return amounts;
    }
};

/// Off by line, in proportion to what is left of each.
Result<Amounts> share(std::int64_t amount, const Amounts& amounts) {
    return alloc(amount, std::span<const std::int64_t>(amounts));
}

Result<std::int64_t> percent_of(std::int64_t sum, const Ratio& percent) {
    return round(Ratio(sum) * percent * Ratio(1, 100), Rounding::HalfUp);
}

Result<Amounts> percent_off(const Coupon& coupon, const Amounts& amounts, std::int64_t sum) {
    std::int64_t amount = TRY(percent_of(sum, coupon.percent));
    if (coupon.max_discount) amount = std::min(amount, coupon.max_discount->n);
    return share(std::min(amount, sum), amounts);
}

/// The unit belongs to one line, so its whole price comes off that line: a share on its neighbour
/// would tax the wrong product. A line with nothing left has no unit to give.
Result<Amounts> free_product(const Coupon& coupon, const Running& running, const Amounts& amounts) {
    Amounts off(amounts.size(), 0);
    std::optional<std::size_t> cheapest;
    std::int64_t least = 0;
    for (std::size_t i = 0; i < amounts.size(); ++i) {
        const CouponLine& line = running.lines[i];
        if (line.sku != coupon.sku || amounts[i] <= 0) continue;
        // Per unit of what the line costs, not its list price: the till may have lowered it.
        std::int64_t price =
            TRY(multiply_divide(line.amount.n, 1000, line.quantity, Rounding::HalfUp));
        price = std::min(price, amounts[i]);
        if (cheapest && price >= least) continue;
        cheapest = i;
        least = price;
    }
    if (!cheapest)
        return refuse(ErrorCode::NotApplicable,
                      coupon.code + " gives " + coupon.sku + ", which is not on the ticket");
    off[*cheapest] = least;
    return off;
}

std::unexpected<Error> short_of(const Coupon& coupon, std::int64_t sum) {
    const std::int64_t missing = coupon.min_purchase.n - sum;
    auto refusal =
        refuse_with(ErrorCode::MinPurchase,
                    {{Figure::Kind::Money, coupon.min_purchase.n}, {Figure::Kind::Money, missing}},
                    coupon.code + " needs more");
    refusal.error().missing = missing;
    return refusal;
}

Result<Amounts> take_off(const Coupon& coupon, const Running& running) {
    Amounts amounts = running.applicable(coupon);
    std::int64_t sum = std::accumulate(amounts.begin(), amounts.end(), std::int64_t{0});
    if (sum < coupon.min_purchase.n) return short_of(coupon, sum);
    bool fits = std::ranges::any_of(
        running.lines, [&](const CouponLine& line) { return applies_to(coupon, line); });
    if (!fits) return refuse(ErrorCode::NotApplicable, "no line fits " + coupon.code);
    switch (coupon.kind) {
        case Coupon::Kind::FreeProduct: return free_product(coupon, running, amounts);
        case Coupon::Kind::Percent: return percent_off(coupon, amounts, sum);
        case Coupon::Kind::Fixed: return share(std::min(coupon.fixed.n, sum), amounts);
    }
    return Amounts(amounts.size(), 0);
}

bool is_fixed(const RuleDiscount& discount) { return discount.effect->discount_kind == "fixed"; }

/// What of `left` the rule takes, by line.
Result<Amounts> take_off(const RuleDiscount& discount, const Amounts& left) {
    Amounts amounts(left.size(), 0);
    for (std::uint32_t line : discount.lines) amounts[line] = left[line];
    std::int64_t sum = std::accumulate(amounts.begin(), amounts.end(), std::int64_t{0});
    const Ratio& value = discount.effect->discount_value;
    std::int64_t amount =
        is_fixed(discount) ? TRY(round(value, Rounding::HalfUp)) : TRY(percent_of(sum, value));
    return share(std::min(amount, sum), amounts);
}

}  // namespace

Result<PricedTicket> price_coupons(std::span<const CouponLine> lines,
                                   std::vector<const Coupon*> coupons) {
    if (lines.empty()) return refuse(ErrorCode::EmptyBasket);
    if (coupons.size() > 1)
        for (const Coupon* coupon : coupons)
            if (!coupon->stackable)
                return refuse(ErrorCode::NotStackable,
                              coupon->code + " never combines with another");
    std::ranges::sort(coupons, [](const Coupon* a, const Coupon* b) {
        return std::tuple(a->kind, b->priority, std::string_view(a->code)) <
               std::tuple(b->kind, a->priority, std::string_view(b->code));
    });

    Running running{.lines = lines, .left = {}};
    for (const CouponLine& line : lines) running.left.push_back(line.amount.n);
    PricedTicket priced;
    for (const Coupon* coupon : coupons) {
        Amounts off = TRY(take_off(*coupon, running));
        Minor amount{};
        for (std::size_t i = 0; i < off.size(); ++i) {
            running.left[i] -= off[i];
            amount += Minor{off[i]};
        }
        priced.discounts.push_back(
            {.coupon = coupon->id, .amount = amount, .lines = std::move(off)});
    }
    for (std::int64_t left : running.left) priced.total += Minor{left};
    return priced;
}

Result<bool> add_rule_discounts(std::span<const CouponLine> lines,
                                std::vector<RuleDiscount> rules,
                                std::vector<DiscountLine>& discounts) {
    Amounts left;
    for (const CouponLine& line : lines) left.push_back(line.amount.n);
    for (const DiscountLine& taken : discounts)
        for (std::size_t i = 0; i < left.size(); ++i) left[i] -= taken.lines[i];
    std::ranges::stable_sort(rules, {}, is_fixed);
    for (const RuleDiscount& rule : rules) {
        Amounts off = TRY(take_off(rule, left));
        Minor amount{std::accumulate(off.begin(), off.end(), std::int64_t{0})};
        if (amount.n == 0) continue;
        for (std::size_t i = 0; i < off.size(); ++i) left[i] -= off[i];
        discounts.push_back({.amount = amount, .lines = std::move(off), .rule = rule.rule});
    }
    return true;
}

std::vector<CouponLine> coupon_lines(const Basket& basket) {
    std::vector<CouponLine> lines;
    for (const BasketLine& line : basket.lines)
        lines.push_back({.sku = line.source->sku,
                         .category = line.source->category,
                         .brand = line.source->brand,
                         .quantity = line.source->quantity,
                         .amount = line.net});
    return lines;
}

Result<PricedTicket> price_ticket(const Programme& programme, const RecordPurchase& ticket) {
    std::vector<const Coupon*> coupons;
    for (std::size_t i = 0; i < ticket.coupons.size(); ++i) {
        const Coupon* coupon = programme.find_coupon(ticket.coupons[i]);
        if (!coupon)
            return refuse_field("/coupons/" + std::to_string(i), "unknown-reference",
                                "no coupon has the code " + ticket.coupons[i]);
        coupons.push_back(coupon);
    }
    Basket basket = TRY(price_lines(ticket));
    return price_coupons(coupon_lines(basket), std::move(coupons));
}

std::vector<const Coupon*> presented_discounts(const Programme& programme,
                                               const Holder& member,
                                               const std::vector<std::string>& presented) {
    std::vector<const Coupon*> coupons;
    auto add = [&](const std::string& code) {
        if (const Coupon* coupon = programme.find_coupon(code)) coupons.push_back(coupon);
    };
    for (const std::string& code : presented) {
        if (const Coupon* coupon = programme.find_coupon(code); coupon && coupon->is_public) {
            coupons.push_back(coupon);
            continue;
        }
        auto voucher = std::ranges::find(member.vouchers, code, &Voucher::code);
        if (voucher == member.vouchers.end()) continue;
        if (voucher->coupon.value != 0)
            add(programme.symbols().code(voucher->coupon.value));
        else if (const Reward* reward =
                     programme.find_reward(programme.symbols().code(voucher->reward.value)))
            add(reward->voucher_coupon);
    }
    return coupons;
}

}  // namespace vuelve
