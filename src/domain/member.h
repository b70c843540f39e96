#pragma once

#include "domain/book.h"
#include "domain/command.h"

/// The life of a member. Source: domain.md 14, 15.
namespace vuelve {

/// A new holder. Identities are unique because their rows are (the store refuses a taken one in the
/// same transaction).
Result<Receipt> enrol(Book& book, const Enrol& command, Transaction& txn);
/// Records that a member allowed or forbade something; the row of it is the store's.
/// Errors: UnknownMember, MemberNotActive.
Result<Receipt> set_consent(Book& book, const SetConsent& command, Transaction& txn);
/// Errors: UnknownMember, InvalidState, MemberNotActive.
Result<Receipt> suspend(Book& book, const Suspend& command, Transaction& txn);
Result<Receipt> reactivate(Book& book, const Reactivate& command, Transaction& txn);
/// Everything spendable is forfeited, debt is written off, status units stay (5.10). A household
/// keeps its balance until its last member closes. Errors: UnknownMember, MemberNotActive.
Result<Receipt> close(Book& book, const Close& command, Transaction& txn);
/// As close, where that did not happen before; then only the pseudonym is left, for ever. The
/// person themselves lies with the door. Errors: UnknownMember, InvalidState (erased before).
/// Source: security.md 5.
Result<Receipt> erase(Book& book, const Erase& command, Transaction& txn);
/// Forfeits what an account holds and writes its debt off; its reservations are closed.
void empty_account(Book& book, HolderId account);
/// A level given by hand (6.6), reviewed at its end like any other. Errors: UnknownMember,
/// MemberNotActive, ValidationFailed.
Result<Receipt> set_level(Book& book, const SetLevel& command, Transaction& txn);
/// Records that an identity was added, removed, blocked or replaced; its row is the store's.
/// Errors: UnknownMember, MemberNotActive.
/// Source: domain.md 8.5 (a birth date told anew), 1.9 (static segments).
Result<Receipt> update_member(Book& book, const UpdateMember& command, Transaction& txn);
Result<Receipt> change_identity(Book& book, const ChangeIdentity& command, Transaction& txn);

}  // namespace vuelve
