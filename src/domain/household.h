#pragma once

#include "domain/book.h"
#include "domain/command.h"

/// Members who share one account for each spendable currency. Source: domain.md 1.5, contract.md 1
/// rules 7 and 8.
namespace vuelve {

/// Moves the member's lots and balances into the household; status units, level and limits stay.
/// Errors: UnknownMember, MemberNotActive, NotFound (no such household), InvalidState (in one
/// already, or with open reservations).
Result<Receipt> join_household(Book& book, const JoinHousehold& command, Transaction& txn);
/// Nothing moves. The oldest member left becomes the owner when the last owner goes.
/// Errors: UnknownMember, MemberNotActive, InvalidState (in none).
Result<Receipt> leave_household(Book& book, const LeaveHousehold& command, Transaction& txn);

/// Errors: NotEligible for a member who may not spend what the household holds.
Result<bool> may_spend(const Book& book, const Holder& member, const Currency& currency);
/// Errors: NotEligible for anybody but an owner, where the units are a household's.
Result<bool> may_give_away(const Book& book, const Holder& member, const Currency& currency);

/// Nobody joins it any more.
void close_household(Book& book, HolderId household);

/// Takes the member out of its household, if it is in one; who is left to own it is settled.
/// False when nobody is left.
bool drop_from_household(Book& book, HolderId member);

/// The member belongs to the household from now on, and its lots and units go there as entries of
/// this type. Its membership has been set.
void enter_household(Book& book, HolderId member, HolderId household, EntryType type);

/// What is counted of lots goes with them: units that expired, the last day shared under
/// inactivity.
void take_lot_counters(Book& book, HolderId from, HolderId to);

/// Every unit of `from` in a currency becomes `to`'s, as two sides of one entry of this type; lots
/// have moved before. Debt of one is repaid from what the other had.
void move_account(Book& book, HolderId from, HolderId to, CurrencyId currency, EntryType type);

}  // namespace vuelve
