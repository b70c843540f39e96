#pragma once

#include "domain/book.h"
#include "domain/command.h"

/// The life of a member. Source: domain.md 14, 15.
namespace vuelve {

/// A new holder. Identities are unique because their rows are (the store refuses a taken one in the
/// same transaction).
Result<Receipt> enrol(Book& book, const Enrol& command, Transaction& txn);
/// Errors: UnknownMember, InvalidState, MemberNotActive.
Result<Receipt> suspend(Book& book, const Suspend& command, Transaction& txn);
Result<Receipt> reactivate(Book& book, const Reactivate& command, Transaction& txn);

}  // namespace vuelve
