#include <algorithm>

#include "domain/event_parts.h"
#include "domain/expiry.h"

namespace vuelve {
namespace {

using Kind = EventRef::Kind;

/// A row as it was before, with whomever it lay; nothing when the command made it.
template <class Row>
const Row* row_before(const EventBook& book, std::vector<Row> Holder::* rows, const Row& now) {
    for (const Holder& holder : book.decision.holders) {
        const Holder* before = book.earlier(holder.id);
        if (!before) continue;
        const auto found = std::ranges::find(before->*rows, now.id, &Row::id);
        if (found != (before->*rows).end()) return &*found;
    }
    return nullptr;
}

void tell_reservation(
    EventBook& book, EventType type, HolderId account, const Reservation& held, Units points) {
    Event& event = book.add(type, account);
    event.data.push_back({"reservation", book.ref(Kind::Reservation, held.id.value, account)});
    event.data.push_back({"currency", book.code(held.currency.value)});
    event.data.push_back({"points", points});
    event.data.push_back({"expires_at", held.due_at});
    const Wallet wallet = wallet_of(*book.later(account), held.currency);
    event.data.push_back({"balance", EventFields{{"pending", wallet.pending},
                                                 {"available", wallet.available},
                                                 {"reserved", wallet.reserved},
                                                 {"debt", wallet.debt}}});
}

void tell_reservations(EventBook& book) {
    for (const auto& [account, held] : book.txn.effects.reservations) {
        const Reservation* before = row_before(book, &Holder::reservations, held);
        if (!before)
            tell_reservation(book, EventType::ReservationOpened, account, held, held.points);
        if (before && before->state == held.state) continue;
        switch (held.state) {
            case ReservationState::Active: break;
            case ReservationState::Captured:
                tell_reservation(book, EventType::ReservationCaptured, account, held,
                                 held.captured);
                break;
            case ReservationState::Cancelled:
                tell_reservation(book, EventType::ReservationCancelled, account, held, held.points);
                break;
            case ReservationState::TimedOut:
                tell_reservation(book, EventType::ReservationTimedOut, account, held, held.points);
                break;
        }
    }
}

void tell_redemption(EventBook& book, EventType type, HolderId member, const Redemption& taken) {
    Event& event = book.add(type, member);
    event.data.push_back({"redemption", book.ref(Kind::Redemption, taken.id.value, member)});
    event.data.push_back({"reward", book.code(taken.reward.value)});
    event.data.push_back({"currency", book.code(taken.currency.value)});
    event.data.push_back({"points", taken.points});
    if (taken.voucher.value == 0) return;
    const HolderId owner = taken.recipient.value != 0 ? taken.recipient : member;
    event.data.push_back({"voucher", book.ref(Kind::Voucher, taken.voucher.value, owner)});
}

void tell_redemptions(EventBook& book) {
    for (const auto& [member, taken] : book.txn.effects.redemptions) {
        const Redemption* before = row_before(book, &Holder::redemptions, taken);
        if (!before) tell_redemption(book, EventType::RewardRedeemed, member, taken);
        if (before && before->state == taken.state) continue;
        switch (taken.state) {
            case RedemptionState::Confirmed: break;
            // What is handed over at once is taken and fulfilled in one.
            case RedemptionState::Fulfilled:
                tell_redemption(book, EventType::RedemptionFulfilled, member, taken);
                break;
            case RedemptionState::Refunded:
                tell_redemption(book, EventType::RedemptionRefunded, member, taken);
                break;
            case RedemptionState::Lapsed:
                tell_redemption(book, EventType::RedemptionLapsed, member, taken);
                break;
        }
    }
}

void tell_voucher(EventBook& book, EventType type, HolderId holder, const Voucher& voucher) {
    Event& event = book.add(type, holder);
    event.data.push_back({"voucher", book.ref(Kind::Voucher, voucher.id.value, holder)});
    if (voucher.coupon.value != 0)
        event.data.push_back({"coupon", book.code(voucher.coupon.value)});
    if (voucher.reward.value != 0)
        event.data.push_back({"reward", book.code(voucher.reward.value)});
    if (voucher.valid_until != voucher_without_end)
        event.data.push_back(
            {"valid_to", last_day_before(book.programme.zone(), voucher.valid_until)});
    const std::string& purchase =
        type == EventType::VoucherUsed ? voucher.used_in : voucher.purchase;
    if (!purchase.empty()) event.data.push_back({"purchase", purchase});
}

bool was_used(const EventBook& book, const Voucher& before, const Voucher& now) {
    if (now.state == VoucherState::Used && before.state != VoucherState::Used) return true;
    if (now.uses_left && before.uses_left && *now.uses_left < *before.uses_left) return true;
    // One without a number of uses shows them only by where it was used.
    return book.receipt.command == "use_voucher" ||
           (!now.used_in.empty() && now.used_in != before.used_in);
}

void tell_vouchers(EventBook& book) {
    for (const auto& [holder, voucher] : book.txn.effects.vouchers) {
        const Voucher* before = row_before(book, &Holder::vouchers, voucher);
        if (!before) tell_voucher(book, EventType::VoucherIssued, holder, voucher);
        if (before && was_used(book, *before, voucher))
            tell_voucher(book, EventType::VoucherUsed, holder, voucher);
        if (before && before->state == voucher.state) continue;
        if (voucher.state == VoucherState::Expired)
            tell_voucher(book, EventType::VoucherExpired, holder, voucher);
        if (voucher.state == VoucherState::Cancelled)
            tell_voucher(book, EventType::VoucherCancelled, holder, voucher);
    }
}

}  // namespace

void tell_promises(EventBook& book) {
    tell_reservations(book);
    tell_redemptions(book);
    tell_vouchers(book);
}

}  // namespace vuelve
