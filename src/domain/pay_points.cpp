#include "domain/pay_points.h"

#include <algorithm>

#include "domain/alloc.h"
#include "domain/credit.h"
#include "domain/household.h"
#include "domain/reservation.h"
#include "domain/spending.h"

namespace vuelve {
namespace {

/// One tender or discount of a purchase, its currency found.
struct Payment {
    const Currency* currency = nullptr;
    Units points{};
    Minor amount{};
    ReservationId reservation{};  // 0 = none
    bool is_discount = false;
};

/// Share of the ticket that points may pay, and max_amount.
Minor limit_of(const RedeemPolicy& policy, Minor total) {
    Ratio share = Ratio(total.n) * policy.max_share * Ratio(1, 100);
    Minor limit{round(share, Rounding::Down).value_or(total.n)};
    return policy.max_amount ? std::min(limit, *policy.max_amount) : limit;
}

bool lowers_price(const Currency& currency) {
    return currency.redeem.mode == RedeemPolicy::Mode::Discount;
}

/// What the purchase's points have taken off its price.
Minor reduction_of(const RecordPurchase& purchase) {
    Minor reduction{};
    for (const PointsDiscount& discount : purchase.discount_points) reduction += discount.amount;
    return reduction;
}

std::vector<std::int64_t> nets_of(const Basket& basket) {
    std::vector<std::int64_t> nets;
    for (const BasketLine& line : basket.lines) nets.push_back(line.net.n);
    return nets;
}

/// Nets as they were before `reduction`, a part of the basket's discount: those of the quote whose
/// shares the till has taken off. The nets of now would not do: nothing is left of a ticket that
/// points pay whole.
std::vector<std::int64_t> nets_before(const RecordPurchase& purchase,
                                      const Basket& basket,
                                      Minor reduction) {
    std::vector<std::int64_t> nets;
    for (const BasketLine& line : basket.lines) nets.push_back(line.before_basket.n);
    auto shares =
        alloc((purchase.basket_discount - reduction).n, std::span<const std::int64_t>(nets));
    for (std::size_t i = 0; i < nets.size(); ++i) nets[i] -= shares[i];
    return nets;
}

std::vector<std::int64_t> share_out(Minor amount, const std::vector<std::int64_t>& nets) {
    return alloc(amount.n, std::span<const std::int64_t>(nets));
}

Result<const Currency*> currency_for(const Programme& programme,
                                     const std::string& code,
                                     bool is_discount,
                                     const std::string& pointer) {
    const Currency* currency = programme.find_currency(code);
    if (!currency || !currency->money_value)
        return refuse_field(pointer, "unknown-reference",
                            "no currency " + code + " has a money value");
    if (lowers_price(*currency) != is_discount)
        return refuse_field(pointer, "currency-mismatch",
                            is_discount ? code + " pays as a tender; it does not lower the price"
                                        : code + " lowers the price; it stands in discount_points");
    return currency;
}

Result<Payment> payment_of(const Programme& programme,
                           const Tender& tender,
                           const std::string& pointer) {
    const Currency* currency = TRY(currency_for(programme, tender.currency, false, pointer));
    if ((tender.type == "wallet") != (currency->kind == CurrencyKind::Wallet))
        return refuse_field(
            pointer, "unknown-reference",
            "no currency " + tender.currency + " can be spent with a " + tender.type + " tender");
    return Payment{currency, tender.points, tender.amount, tender.reservation, false};
}

/// Discounts first: they make the price that the tenders pay.
Result<std::vector<Payment>> payments_of(const Programme& programme,
                                         const RecordPurchase& purchase,
                                         const Basket& basket) {
    std::vector<Payment> payments;
    for (std::size_t i = 0; i < purchase.discount_points.size(); ++i) {
        const PointsDiscount& discount = purchase.discount_points[i];
        const Currency* currency = TRY(currency_for(programme, discount.currency, true,
                                                    "/discount_points/" + std::to_string(i)));
        payments.push_back(
            {currency, discount.points, discount.amount, discount.reservation, true});
    }
    if (reduction_of(purchase) > purchase.basket_discount)
        return refuse_field("/basket_discount", "out-of-range",
                            "the points are worth more than the discount they are part of");
    for (std::size_t i = 0; i < basket.tenders.size(); ++i) {
        const Tender& tender = basket.tenders[i];
        if (tender.type == "points" || tender.type == "wallet")
            payments.push_back(TRY(payment_of(programme, tender, "/tenders/" + std::to_string(i))));
    }
    return payments;
}

/// In the order of 2.14.
Result<bool> check_payment(
    const Book& book, const Holder& member, const Payment& payment, Minor total, bool offline) {
    const Currency& currency = *payment.currency;
    const RedeemPolicy& policy = currency.redeem;
    if (value_of(currency, payment.points) != payment.amount)
        return refuse_with(
            ErrorCode::PointsValueMismatch,
            {figure_of(payment.points, currency), figure_of(value_of(currency, payment.points)),
             figure_of(payment.amount)});
    if (payment.points.n % policy.step.n != 0)
        return refuse_with(ErrorCode::NotMultipleOfStep,
                           {figure_of(payment.points, currency), figure_of(policy.step, currency)});
    if (payment.points < policy.min_points || payment.points.n <= 0)
        return refuse_with(ErrorCode::BelowMinPoints, {figure_of(payment.points, currency),
                                                       figure_of(policy.min_points, currency)});
    if (const Minor most = limit_of(policy, total); payment.amount > most)
        return refuse_with(ErrorCode::ExceedsMaxShare,
                           {figure_of(payment.amount), figure_of(most)});
    TRY(may_spend(book, member, currency));
    if (payment.reservation.value != 0)
        return check_reservation(book, member, payment.reservation, currency.id, payment.points);
    if (offline) return true;
    return check_available(book, account_holder(member, currency), currency, payment.points);
}

PaidTender pay(Book& book, const Holder& member, const Payment& payment, BrandId brand, Day day) {
    const Currency& currency = *payment.currency;
    HolderId holder = account_holder(member, currency);
    PaidTender paid{.currency = currency.id,
                    .points = payment.points,
                    .amount = payment.is_discount ? Minor{0} : payment.amount,
                    .holder = holder,
                    .is_discount = payment.is_discount};
    if (payment.reservation.value != 0) {
        paid.uses = capture_for_purchase(book, member, payment.reservation, payment.points, brand);
        if (currency.expiry.redeem_is_activity) note_activity(book, holder, currency, day);
        return paid;
    }
    Units from_lots = std::min(payment.points, book.wallet(holder, currency.id).available);
    paid.debt_units = payment.points - from_lots;
    paid.uses = consume(book, holder, currency.id, from_lots);
    if (currency.expiry.redeem_is_activity) note_activity(book, holder, currency, day);
    book.post(holder, EntryType::Redeem, currency.id,
              {.available = -from_lots, .debt = -paid.debt_units}, Contra::Redeemed, brand);
    return paid;
}

}  // namespace

Minor value_of(const Currency& currency, Units units) {
    if (!currency.money_value) return Minor{0};
    return Minor{multiply_divide_down(units.n, currency.money_value->amount.n,
                                      currency.money_value->points.n)};
}

MaxPoints max_payable(const Currency& currency, Units available, Minor total) {
    const RedeemPolicy& policy = currency.redeem;
    MaxPoints most{.currency = currency.id,
                   .min_points = policy.min_points,
                   .step = policy.step,
                   .step_amount = value_of(currency, policy.step),
                   .is_discount = lowers_price(currency)};
    if (!currency.money_value) return most;
    Minor limit = limit_of(policy, total);
    std::int64_t points = multiply_divide_down(limit.n, currency.money_value->points.n,
                                               currency.money_value->amount.n);
    points = std::min(points, available.n);
    points -= points % policy.step.n;
    if (points < policy.min_points.n || points <= 0) return most;
    most.points = Units{points};
    most.amount = value_of(currency, most.points);
    return most;
}

void note_max_points(const Book& book,
                     const Holder& member,
                     const RecordPurchase& purchase,
                     const Basket& basket,
                     Receipt& receipt) {
    // A reduction above the discount is refused when the points are spent, below.
    Minor reduction = std::min(reduction_of(purchase), purchase.basket_discount);
    for (const Currency& currency : book.programme().document().currencies) {
        if (!currency.money_value) continue;
        Units available{};
        if (may_spend(book, member, currency))
            available = book.wallet(account_holder(member, currency), currency.id).available;
        Minor total = basket.total + (lowers_price(currency) ? reduction : Minor{0});
        MaxPoints most = max_payable(currency, available, total);
        most.lines =
            share_out(most.amount, lowers_price(currency) ? nets_before(purchase, basket, reduction)
                                                          : nets_of(basket));
        receipt.max_points.push_back(std::move(most));
    }
}

Result<std::vector<PaidTender>> spend_points(Book& book,
                                             const Holder& member,
                                             const RecordPurchase& purchase,
                                             const Basket& basket,
                                             BrandId brand,
                                             Day day,
                                             Receipt& receipt) {
    std::vector<Payment> payments = TRY(payments_of(book.programme(), purchase, basket));
    std::vector<PaidTender> paid;
    if (payments.empty()) return paid;
    Minor reduction = reduction_of(purchase);
    for (const Payment& payment : payments) {
        Minor total = basket.total + (payment.is_discount ? reduction : Minor{0});
        TRY(check_payment(book, member, payment, total, purchase.offline));
    }
    for (const Payment& payment : payments) {
        paid.push_back(pay(book, member, payment, brand, day));
        receipt.spent.push_back(
            {payment.currency->id, payment.points, payment.amount,
             share_out(payment.amount, payment.is_discount
                                           ? nets_before(purchase, basket, reduction)
                                           : nets_of(basket))});
    }
    return paid;
}

}  // namespace vuelve
