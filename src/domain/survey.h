#pragma once

#include "domain/book.h"
#include "domain/command.h"

/// What members think: ratings of purchases, and whether they would recommend the shop. Nothing is
/// given for an answer here, and nothing ever depends on its score. Source: domain.md 8.8; docs/adr
/// 0028 says what the text leaves open.
namespace vuelve {

/// How long a purchase can be rated: its local day and this many more.
inline constexpr int rated_within_days = 30;

/// An answer of an active member. Its number is that of the transaction; the comment stays with the
/// door. Whoever a purchase came to by a merge rates it.
/// Errors: UnknownMember, MemberNotActive, NotFound (no such purchase of this member, or it was
/// voided), LimitReached (rated already), NotInWindow, ValidationFailed (no such store).
Result<Receipt> answer_survey(Book& book, const AnswerSurvey& command, Transaction& txn);

}  // namespace vuelve
