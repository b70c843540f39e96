#include "domain/pay_points.h"

#include <algorithm>

#include "domain/credit.h"

namespace vuelve {
namespace {

/// Share of the ticket that points may pay, and max_amount.
Minor limit_of(const RedeemPolicy& policy, Minor total) {
    Ratio share = Ratio(total.n) * policy.max_share * Ratio(1, 100);
    Minor limit{round(share, Rounding::Down).value_or(total.n)};
    return policy.max_amount ? std::min(limit, *policy.max_amount) : limit;
}

}  // namespace

Minor value_of(const Currency& currency, Units units) {
    if (!currency.money_value) return Minor{0};
    return Minor{multiply_divide_down(units.n, currency.money_value->amount.n,
                                      currency.money_value->points.n)};
}

MaxPoints max_payable(const Currency& currency, Units available, Minor total) {
    MaxPoints most{.currency = currency.id, .points = Units{0}, .amount = Minor{0}};
    if (!currency.money_value) return most;
    const RedeemPolicy& policy = currency.redeem;
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

bool spends_units(const Tender& tender) {
    return tender.type == "points" || tender.type == "wallet";
}

Result<const Currency*> check_tender(
    const Book& book, const Holder& member, const Tender& tender, Minor total, bool offline) {
    const Currency* currency = book.programme().find_currency(tender.currency);
    if (!currency || !currency->money_value ||
        (tender.type == "wallet") != (currency->kind == CurrencyKind::Wallet))
        return refuse_field(
            "/tenders", "unknown-reference",
            "no currency " + tender.currency + " can be spent with a " + tender.type + " tender");
    const RedeemPolicy& policy = currency->redeem;
    if (value_of(*currency, tender.points) != tender.amount)
        return refuse(ErrorCode::PointsValueMismatch);
    if (tender.points.n % policy.step.n != 0) return refuse(ErrorCode::NotMultipleOfStep);
    if (tender.points < policy.min_points || tender.points.n <= 0)
        return refuse(ErrorCode::BelowMinPoints);
    if (tender.amount > limit_of(policy, total)) return refuse(ErrorCode::ExceedsMaxShare);
    Units available = book.wallet(account_holder(member, *currency), currency->id).available;
    if (tender.points > available && !offline)
        return std::unexpected(Error{ErrorCode::InsufficientPoints,
                                     "asked " + std::to_string(tender.points.n) + ", available " +
                                         std::to_string(available.n),
                                     (tender.points - available).n,
                                     {}});
    return currency;
}

PaidTender pay(Book& book,
               const Holder& member,
               const Currency& currency,
               const Tender& tender,
               BrandId brand,
               Day day) {
    HolderId holder = account_holder(member, currency);
    PaidTender paid{.currency = currency.id,
                    .points = tender.points,
                    .amount = tender.amount,
                    .holder = holder};
    Units from_lots = std::min(tender.points, book.wallet(holder, currency.id).available);
    paid.debt_units = tender.points - from_lots;
    paid.uses = consume(book, holder, currency.id, from_lots);
    if (currency.expiry.redeem_is_activity) note_activity(book, holder, currency, day);
    book.post(holder, EntryType::Redeem, currency.id,
              {.available = -from_lots, .debt = -paid.debt_units}, Contra::Redeemed, brand);
    return paid;
}

}  // namespace vuelve
