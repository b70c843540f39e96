#pragma once

#include "domain/book.h"
#include "domain/command.h"

/// Members who bring members: a referral from the enrolment to both bonuses. Source: domain.md 8.4,
/// 14; docs/adr says what the text leaves open.
namespace vuelve {

/// At the enrolment of a recommended member; without a referrer nothing. The enrolment stands even
/// when the referral is rejected. Errors: ValidationFailed, when the programme has no referrals.
Result<bool> open_referral(Book& book, const Enrol& command, Receipt& receipt);

/// After the member's purchase has been counted: the first one qualifies an open referral and posts
/// both bonuses, or makes it lapse; while the referral is in review it waits for a person.
void decide_referral(Book& book,
                     const Store& store,
                     const RecordPurchase& command,
                     Purchase& record,
                     Receipt& receipt);

/// A person looked. Approved, a first purchase that waits counts as if it qualified now, or the
/// referral goes on to wait for one; otherwise it is rejected.
/// Errors: UnknownMember, MemberNotActive, InvalidState (nothing waits for a decision).
Result<Receipt> decide_review(Book& book, const DecideReferral& command, Transaction& txn);

/// After a return, or a void, of the qualifying purchase: when less than the minimum is left of it,
/// both bonuses are taken back. `is_whole`: nothing is left.
void reverse_referral(
    Book& book, Purchase& purchase, bool is_void, bool is_whole, Receipt& receipt);

/// The job at the end of the hold: the bonuses are released by their lots.
void reward_referral(Book& book, HolderId referee);

/// A member who is closed or becomes another one has no first purchase any more.
void lapse_referral(Book& book, HolderId referee);

}  // namespace vuelve
