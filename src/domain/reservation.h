#pragma once

#include "domain/book.h"
#include "domain/command.h"

/// Units held for one payment: taken, captured, given free again. Source: domain.md 5.7, 14.
namespace vuelve {

/// Errors: UnknownMember, MemberNotActive, ValidationFailed, NotEligible, InsufficientPoints.
Result<Receipt> reserve(Book& book, const Reserve& command, Transaction& txn);
/// Errors: NotFound, MemberNotActive, ReservationClosed, ExceedsReservation.
Result<Receipt> capture(Book& book, const Capture& command, Transaction& txn);
/// Errors: NotFound, ReservationClosed.
Result<Receipt> cancel_reservation(Book& book, const CancelReservation& command, Transaction& txn);

/// Could the member pay `points` from this reservation? Errors: NotFound, WrongMember,
/// ReservationClosed, ExceedsReservation.
Result<bool> check_reservation(const Book& book,
                               const Holder& member,
                               ReservationId reservation,
                               CurrencyId currency,
                               Units points);
/// Captures `points` for a purchase and gives the rest free; what was taken from which lot. The
/// reservation has been checked.
std::vector<LotUse> capture_for_purchase(
    Book& book, const Holder& member, ReservationId reservation, Units points, BrandId brand);

/// Gives everything free, dated `posted_at`. Units of lots that ended meanwhile expire at once.
void release_reservation(Book& book,
                         HolderId account,
                         ReservationId reservation,
                         ReservationState end,
                         Instant posted_at);

}  // namespace vuelve
