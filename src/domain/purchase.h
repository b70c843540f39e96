#pragma once

#include "domain/book.h"
#include "domain/command.h"

/// A purchase, from acceptance to its lots. The story of domain.md 3, top to bottom.
namespace vuelve {

/// Accepts, spends, evaluates, posts. For a quote the same, on a book that is thrown away.
/// Errors: domain.md 17 "Purchase check order".
Result<Receipt> record_purchase(Book& book, const RecordPurchase& purchase, Transaction& txn);

/// Balances of the member in every currency of the programme.
std::vector<BalanceLine> balances_of(const Book& book, const Holder& member);

/// Refuses what came too early, too late or before the member did. Errors: FutureDated, TooOld,
/// BeforeEnrolment.   Source: domain.md 3.3.
Result<bool> accept_time(const Programme& programme,
                         const Holder& member,
                         Instant occurred_at,
                         Instant at);

/// Latest occurred_at of the member's accepted, non-voided purchases.
std::optional<Instant> last_purchase_of(const Holder& member);

/// The member for a command that needs an active one. Errors: UnknownMember, MemberNotActive.
Result<const Holder*> active_member(const Book& book, const MemberRef& member);
/// The same for any member that is not closed.
Result<const Holder*> open_member(const Book& book, const MemberRef& member);

}  // namespace vuelve
