#pragma once

#include "domain/book.h"
#include "domain/command.h"

/// Corrections and opening balances. Source: domain.md 4.12, 16.
namespace vuelve {

/// Errors: ValidationFailed (currency, zero), UnknownMember, MemberNotActive, InsufficientPoints,
/// ExpiryInPast (a last day that is over), FutureDated, InvalidState (a lot to take back is not
/// whole), Overflow.
Result<Receipt> adjust(Book& book, const Adjust& command, Transaction& txn);

}  // namespace vuelve
