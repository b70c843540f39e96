#pragma once

#include "domain/book.h"
#include "domain/command.h"

/// What a member did that is no purchase: a review, a check-in, a profile completed. Source:
/// domain.md 8.7; docs/adr/0025.
namespace vuelve {

/// Evaluates the rules about this action as a purchase would be, and posts what they give. That one
/// proof counts once is the door's: the command's key is made of type and proof.
/// Errors: UnknownMember, MemberNotActive, ValidationFailed (no such store), FutureDated, TooOld,
/// BeforeEnrolment, Overflow, ExpiryInPast.
Result<Receipt> record_action(Book& book, const RecordAction& command, Transaction& txn);

}  // namespace vuelve
