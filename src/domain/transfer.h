#pragma once

#include "domain/book.h"
#include "domain/command.h"

/// Units that change hands or currency. Source: domain.md 5.9.
namespace vuelve {

/// A gift to another member, lots with their dates. Errors: UnknownMember, MemberNotActive,
/// ValidationFailed, NotEligible (a household's, by another than its owner); then in the order of
/// 5.9: SameMember, NotTransferable, BelowMinPoints, LimitReached, InsufficientPoints.
Result<Receipt> transfer(Book& book, const Transfer& command, Transaction& txn);

/// Into another currency at the programme's rate. Errors: UnknownMember, MemberNotActive,
/// ValidationFailed, NotTransferable (no such conversion), NotEligible, NotMultipleOfStep,
/// InsufficientPoints, Overflow.
Result<Receipt> convert(Book& book, const Convert& command, Transaction& txn);

}  // namespace vuelve
