#include "domain/refund.h"

#include <algorithm>

#include "base/ensure.h"
#include "domain/credit.h"
#include "domain/expiry.h"
#include "domain/voucher.h"

namespace vuelve {
namespace {

struct Cumulative {
    Units points{};
    Minor money{};
};

/// How much of `points` is back once `returned` of the ticket's money is: all of a ticket that cost
/// nothing once all its goods are back.
Units points_back(const Purchase& purchase, Units points, Minor returned) {
    if (purchase.total.n > 0)
        return Units{multiply_divide_down(points.n, returned.n, purchase.total.n)};
    bool whole = std::ranges::all_of(
        purchase.lines, [](const RecordedLine& line) { return line.returned == line.quantity; });
    return whole ? points : Units{0};
}

/// What each tender has given back once `returned` money of the ticket is back (4.6). Points that
/// lowered the price (2.15), and points worth less than a minor unit, stand for no money of the
/// ticket: they come back in proportion whatever the order.
std::vector<Cumulative> cumulative_refunds(const Purchase& purchase,
                                           RefundOrder order,
                                           Minor returned) {
    std::vector<Cumulative> result;
    Minor paid_with_points{};
    for (const PaidTender& paid : purchase.paid) paid_with_points += paid.amount;
    Minor through = returned;
    if (order == RefundOrder::MoneyFirst)
        through = std::max(Minor{0}, returned - (purchase.total - paid_with_points));
    for (const PaidTender& paid : purchase.paid) {
        if (paid.amount.n == 0) {
            result.push_back({points_back(purchase, paid.points, returned), Minor{0}});
            continue;
        }
        if (order == RefundOrder::Proportional) {
            result.push_back(
                {points_back(purchase, paid.points, returned),
                 Minor{multiply_divide_down(paid.amount.n, returned.n, purchase.total.n)}});
            continue;
        }
        Minor money = std::min(paid.amount, through);
        through -= money;
        result.push_back(
            {Units{multiply_divide_down(paid.points.n, money.n, paid.amount.n)}, money});
    }
    return result;
}

/// A new lot for what a refund gives beyond the debt it had financed (4.6, last part).
void give_as_new_lot(
    Book& book, const Currency& currency, HolderId holder, BrandId brand, Units units) {
    Day today = book.programme().zone().local_day(book.at());
    Instant start = book.programme().zone().day_start(today);
    auto terms = terms_for(book, holder, currency, 0, currency.expiry, std::max(start, book.at()));
    give(book, {.holder = holder,
                .currency = currency.id,
                .units = units,
                .type = EntryType::RedeemRefund,
                .contra = Contra::Redeemed,
                .brand = brand,
                .earned_at = book.at(),
                .terms = terms.value_or(LotTerms{.available_at = book.at()})});
}

void refund_tender(Book& book, const Purchase& purchase, PaidTender& paid, Units units) {
    if (units.n == 0) return;
    const Currency& currency = book.programme().currency(paid.currency);
    HolderId holder = paid.holder;
    std::vector<LotId> touched;
    Units beyond_lots = restore_lots(book, holder, currency, paid.uses, units, touched);
    Units to_lots = units - beyond_lots;
    paid.debt_refunded += beyond_lots;
    Units lowers_debt = std::min(beyond_lots, -book.wallet(holder, currency.id).debt);
    if (to_lots.n + lowers_debt.n > 0)
        book.post(holder, EntryType::RedeemRefund, currency.id,
                  {.available = to_lots, .debt = lowers_debt}, Contra::Redeemed, purchase.brand);
    settle_refunded(book, holder, touched);
    Units more = beyond_lots - lowers_debt;
    if (more.n > 0) give_as_new_lot(book, currency, holder, purchase.brand, more);
}

/// One earn_reversal, given what came from where.
struct Taken {
    Units pending{}, available{}, short_of{};
    Units sum() const { return pending + available + short_of; }
};

void post_reversal(Book& book,
                   const Purchase& purchase,
                   const Award& award,
                   const Currency& currency,
                   const Taken& taken) {
    if (taken.sum().n == 0) return;
    Movement movement{.pending = -taken.pending, .available = -taken.available};
    (currency.shortfall == Shortfall::Debt ? movement.debt : movement.written_off) =
        -taken.short_of;
    book.post(award.holder, EntryType::EarnReversal, currency.id, movement, Contra::Issued,
              purchase.brand, award.rule, award.lot);
}

Units take_from_others(
    Book& book, HolderId holder, const Currency& currency, Units wanted, Taken& taken) {
    Units from_others =
        std::min(wanted, book.wallet(holder, currency.id).available - taken.available);
    if (from_others.n <= 0) return Units{0};
    if (currency.kind != CurrencyKind::Status) consume(book, holder, currency.id, from_others);
    taken.available += from_others;
    return from_others;
}

/// 4.3 (d): unused prizes of stamp cards, newest first, give their stamps back to be taken.
Units take_from_prizes(Book& book,
                       const Purchase& purchase,
                       Award& award,
                       const Currency& currency,
                       Units wanted,
                       Taken& taken) {
    while (wanted.n > 0) {
        auto prize = newest_unused_prize(book, purchase.member, award.holder, currency.id);
        if (!prize) break;
        post_reversal(book, purchase, award, currency, taken);
        taken = Taken{};
        Voucher& voucher = book.voucher(prize->owner, prize->id);
        voucher.state = VoucherState::Cancelled;
        Units cost{};
        for (const LotUse& use : voucher.cost) cost += use.units;
        std::vector<LotId> touched;
        restore_lots(book, award.holder, currency, voucher.cost, cost, touched);
        book.post(award.holder, EntryType::RedeemRefund, currency.id, {.available = cost},
                  Contra::Redeemed, voucher.cost_brand);
        if (Lot* own = book.lot(award.holder, award.lot); own && own->remaining.n > 0) {
            Units from_own = std::min(wanted, own->remaining);
            own->remaining -= from_own;
            own->reversed += from_own;
            taken.available += from_own;
            wanted -= from_own;
        }
        wanted -= take_from_others(book, award.holder, currency, wanted, taken);
        settle_refunded(book, award.holder, touched);  // what nobody took and has ended
    }
    return wanted;
}

}  // namespace

Units restore_lots(Book& book,
                   HolderId holder,
                   const Currency& currency,
                   std::vector<LotUse>& uses,
                   Units units,
                   std::vector<LotId>& touched) {
    const Zone& zone = book.programme().zone();
    for (auto use = uses.rbegin(); use != uses.rend() && units.n > 0; ++use) {
        Units back = std::min(units, use->units - use->refunded);
        if (back.n == 0) continue;
        Lot* lot = book.lot(holder, use->lot);
        ensure(lot != nullptr, "the lots of a payment are loaded with it");
        lot->remaining += back;
        use->refunded += back;
        units -= back;
        if (currency.refund_min_days > 0 && lot->expires_at) {
            Instant least = end_of(zone, zone.local_day(book.at()) + currency.refund_min_days);
            lot->expires_at = std::max(*lot->expires_at, least);
        }
        lot->due_at = lot->expires_at;
        touched.push_back(lot->id);
    }
    return units;
}

void settle_refunded(Book& book, HolderId holder, const std::vector<LotId>& touched) {
    for (LotId id : touched) {
        Lot& lot = *book.lot(holder, id);
        if (lot.expires_at && *lot.expires_at <= book.at()) expire_lot(book, holder, id, book.at());
    }
}

void refund_paid_points(
    Book& book, Purchase& purchase, Minor before, Minor returned, Receipt& receipt) {
    Refund refund{.money = returned - before, .paid_with_points = !purchase.paid.empty()};
    if (refund.paid_with_points) {
        auto cumulative =
            cumulative_refunds(purchase, book.programme().document().refund_order, returned);
        for (std::size_t i = 0; i < purchase.paid.size(); ++i) {
            PaidTender& paid = purchase.paid[i];
            Units points = cumulative[i].points - paid.refunded_points;
            Minor money = cumulative[i].money - paid.refunded_money;
            refund_tender(book, purchase, paid, points);
            paid.refunded_points += points;
            paid.refunded_money += money;
            refund.points += points;
            refund.points_money += money;
        }
    }
    refund.money -= refund.points_money;
    receipt.refund = refund;
}

void claw_back(Book& book, const Purchase& purchase, Award& award, Units units, Receipt& receipt) {
    if (units.n == 0) return;
    receipt.reversed.push_back({award.rule, award.currency, units});
    const Currency& currency = book.programme().currency(award.currency);
    Units wanted = units;
    Taken taken;
    if (Lot* lot =
            currency.kind == CurrencyKind::Status ? nullptr : book.lot(award.holder, award.lot)) {
        Units from_lot = std::min(wanted, lot->remaining);
        (is_pending(*lot) ? taken.pending : taken.available) += from_lot;
        lot->remaining -= from_lot;
        lot->reversed += from_lot;
        wanted -= from_lot;
        Units deemed = std::min(wanted, lot->expired - award.deemed_expired);
        award.deemed_expired += deemed;
        receipt.already_expired += deemed;
        wanted -= deemed;
    }
    wanted -= take_from_others(book, award.holder, currency, wanted, taken);
    if (currency.kind == CurrencyKind::Stamps)
        wanted = take_from_prizes(book, purchase, award, currency, wanted, taken);
    taken.short_of = wanted;
    post_reversal(book, purchase, award, currency, taken);
}

}  // namespace vuelve
