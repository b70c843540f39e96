#pragma once

#include "domain/book.h"
#include "domain/command.h"

/// Two records of one person become one. Source: domain.md 15, contract.md 1 rule 8.
namespace vuelve {

/// Errors: UnknownMember, MemberNotActive, SameMember.
Result<Receipt> merge(Book& book, const Merge& command, Transaction& txn);

}  // namespace vuelve
