#include "domain/reservation.h"

#include <algorithm>

#include "base/ensure.h"
#include "domain/credit.h"
#include "domain/household.h"
#include "domain/purchase.h"
#include "domain/spending.h"
#include "domain/suspension.h"

namespace vuelve {
namespace {

struct Held {
    HolderId account{};
    const Reservation* reservation = nullptr;
};

Result<Held> find(const Book& book, ReservationId id) {
    auto holder = book.state().reservation_holders.find(id);
    const Holder* account =
        holder == book.state().reservation_holders.end() ? nullptr : book.peek(holder->second);
    if (!account) return refuse(ErrorCode::NotFound, "no such reservation");
    auto found = std::ranges::find(account->reservations, id, &Reservation::id);
    if (found == account->reservations.end())
        return refuse(ErrorCode::NotFound, "no such reservation");
    return Held{account->id, &*found};
}

Result<Held> find_active(const Book& book, ReservationId id) {
    Held found = TRY(find(book, id));
    bool open = found.reservation->state == ReservationState::Active &&
                found.reservation->due_at > book.at();
    if (!open) return refuse(ErrorCode::ReservationClosed);
    return found;
}

std::unexpected<Error> more_than(const Book& book, const Reservation& held, Units points) {
    const Currency& currency = book.programme().currency(held.currency);
    return refuse_with(ErrorCode::ExceedsReservation,
                       {figure_of(points, currency), figure_of(held.points, currency)});
}

/// Puts reserved units back into their lots, last taken first, and posts the release. `units` is
/// what the reservation still holds.
void give_free(
    Book& book, HolderId account, Reservation& reservation, Units units, Instant posted_at) {
    if (units.n == 0) return;
    std::vector<LotId> touched;
    Units left = units;
    for (auto use = reservation.uses.rbegin(); use != reservation.uses.rend(); ++use) {
        Units back = std::min(left, use->units - use->refunded);
        if (back.n == 0) continue;
        Lot* lot = book.lot(account, use->lot);
        ensure(lot != nullptr, "the lots of a reservation are loaded with it");
        lot->reserved -= back;
        lot->remaining += back;
        use->refunded += back;
        left -= back;
        touched.push_back(lot->id);
    }
    book.post(account, EntryType::ReserveRelease, reservation.currency,
              {.available = units, .reserved = -units}, Contra::None, {}, {}, {}, posted_at);
    for (LotId id : touched) {
        const Lot& lot = *book.lot(account, id);
        if (lot.expires_at && *lot.expires_at <= posted_at)
            expire_lot(book, account, id, posted_at);
    }
}

/// Reserved units leave their lots in the order taken; the rest of the reservation is given free.
std::vector<LotUse> capture_units(
    Book& book, HolderId account, ReservationId id, Units points, BrandId brand) {
    Reservation& reservation = book.reservation(account, id);
    std::vector<LotUse> captured;
    Units left = points;
    for (LotUse& use : reservation.uses) {
        Units taken = std::min(left, use.units - use.refunded);
        if (taken.n == 0) continue;
        book.lot(account, use.lot)->reserved -= taken;
        captured.push_back({.lot = use.lot, .units = taken});
        left -= taken;
    }
    Units rest = reservation.points - points;
    reservation.captured = points;
    reservation.state = ReservationState::Captured;
    book.post(account, EntryType::Capture, reservation.currency, {.reserved = -points},
              Contra::Redeemed, brand);
    give_free(book, account, reservation, rest, book.at());
    return captured;
}

Receipt answer(
    const Book& book, std::string command, HolderId account, ReservationId id, Transaction& txn) {
    const Holder& holder = *book.peek(account);
    const Reservation& reservation = *std::ranges::find(holder.reservations, id, &Reservation::id);
    const Holder* member = resolve(book.state(), reservation.member);
    txn.kind = TxnKind::Redemption;
    txn.holder = member ? member->id : account;
    Receipt receipt{.command = std::move(command),
                    .txn = book.txn(),
                    .member = txn.holder,
                    .at = book.at(),
                    .currency = reservation.currency,
                    .points = reservation.points,
                    .reservation = id,
                    .reservation_state = reservation.state,
                    .due_at = reservation.due_at};
    receipt.balances = balances_of(book, *book.peek(txn.holder));
    return receipt;
}

}  // namespace

Result<Receipt> reserve(Book& book, const Reserve& command, Transaction& txn) {
    const Currency* currency = book.programme().find_currency(command.currency);
    if (!currency || currency->kind == CurrencyKind::Status)
        return refuse_field("/currency", "unknown-reference",
                            "no currency " + command.currency + " can be spent");
    if (command.points.n <= 0 || command.ttl_seconds <= 0)
        return refuse_field(command.points.n <= 0 ? "/points" : "/ttl_seconds", "out-of-range",
                            "must be above 0");
    const Holder& member = *TRY(active_member(book, command.member));
    TRY(may_spend(book, member, *currency));
    HolderId member_id = member.id, account = account_holder(member, *currency);
    TRY(check_available(book, account, *currency, command.points));
    ReservationId id{book.fresh().next_id()};
    std::vector<LotUse> uses = consume(book, account, currency->id, command.points, true);
    book.post(account, EntryType::Reserve, currency->id,
              {.available = -command.points, .reserved = command.points}, Contra::None, {});
    book.add_reservation(account, {.id = id,
                                   .member = member_id,
                                   .currency = currency->id,
                                   .points = command.points,
                                   .due_at = book.at() + command.ttl_seconds * ms_per_second,
                                   .uses = std::move(uses)});
    return answer(book, "reserve", account, id, txn);
}

Result<Receipt> capture(Book& book, const Capture& command, Transaction& txn) {
    Held found = TRY(find_active(book, command.reservation));
    const Store& store = *TRY(store_of(book.programme(), command.store));
    TRY(active_member(book, found.reservation->member));
    TRY(check_partner(book.programme(), store.brand_id, book.at()));
    Units points = command.points.value_or(found.reservation->points);
    if (points > found.reservation->points) return more_than(book, *found.reservation, points);
    if (points.n <= 0) return refuse_field("/points", "out-of-range", "must be above 0");
    const Currency& currency = book.programme().currency(found.reservation->currency);
    capture_units(book, found.account, command.reservation, points, store.brand_id);
    if (currency.expiry.redeem_is_activity)
        note_activity(book, found.account, currency, book.programme().zone().local_day(book.at()));
    Receipt receipt = answer(book, "capture", found.account, command.reservation, txn);
    receipt.points = points;
    txn.store = store.id;
    txn.brand = store.brand_id;
    return receipt;
}

Result<Receipt> cancel_reservation(Book& book, const CancelReservation& command, Transaction& txn) {
    Held found = TRY(find_active(book, command.reservation));
    release_reservation(book, found.account, command.reservation, ReservationState::Cancelled,
                        book.at());
    return answer(book, "cancel", found.account, command.reservation, txn);
}

Result<bool> check_reservation(const Book& book,
                               const Holder& member,
                               ReservationId reservation,
                               CurrencyId currency,
                               Units points) {
    Held found = TRY(find(book, reservation));
    HolderId account = account_holder(member, book.programme().currency(currency));
    if (found.account != account || found.reservation->currency != currency)
        return refuse(ErrorCode::WrongMember);
    TRY(find_active(book, reservation));
    if (points > found.reservation->points) return more_than(book, *found.reservation, points);
    return true;
}

std::vector<LotUse> capture_for_purchase(
    Book& book, const Holder& member, ReservationId reservation, Units points, BrandId brand) {
    Held found = *find(book, reservation);
    HolderId member_id = member.id;
    ensure(book.peek(member_id) != nullptr, "the paying member is loaded");
    return capture_units(book, found.account, reservation, points, brand);
}

void release_reservation(
    Book& book, HolderId account, ReservationId id, ReservationState end, Instant posted_at) {
    Reservation& reservation = book.reservation(account, id);
    reservation.state = end;
    give_free(book, account, reservation, reservation.points, posted_at);
}

}  // namespace vuelve
