#pragma once

#include "domain/book.h"
#include "domain/command.h"
#include "domain/conditions.h"

/// Clubs: members whose purchases add to one goal ("1,000 trees among all of us"). Source:
/// features.md row 74; docs/adr/0030 says what a shared goal means for returns, voids and rewards.
namespace vuelve {

/// The shared goal: what is missing of it, shared by everybody.
ResourceKey goal_of(const Club& club);
/// What the member added, and how often the member was rewarded.
TallyKey part_of_club(const Club& club);
/// From when the member's purchases count.
TallyKey joined_club(const Club& club);

/// How far all members have come, and this one.
ClubLine club_line(const Book& book, const Club& club, HolderId member);

/// Counts an accepted purchase for the clubs of its member that it fits, and rewards the member
/// when it reaches a goal. True when a bonus was posted. Errors: Overflow.
Result<bool> advance_clubs(Book& book,
                           const PurchaseFacts& facts,
                           Purchase& record,
                           Receipt& receipt);

/// After a return of these quantities: lowers goals that are not reached yet.
void lower_clubs(Book& book,
                 Purchase& purchase,
                 const std::vector<std::int64_t>& back,
                 Receipt& receipt);

/// After a void has given the counters back: the goals, unless they are reached, and coupons of a
/// reward. Used ones are reported as unrecoverable.
void undo_clubs(Book& book, const Purchase& purchase, Receipt& receipt);

/// Has the goal been reached, and the member a part in it and no reward yet? Only active members
/// are rewarded; whoever is suspended waits.
bool is_owed_reward(const State& state, const Club& club, const Holder& member);
/// Rewards the member for every club that owes it, at book.at().
void reward_clubs(Book& book, HolderId member);

/// From now on the member's purchases count; asking again changes nothing.
/// Errors: UnknownMember, MemberNotActive, ValidationFailed (no such club), NotInWindow (not begun,
/// over), InvalidState (the goal is reached: there is nothing to add to any more).
Result<Receipt> join_club(Book& book, const JoinClub& command, Transaction& txn);

}  // namespace vuelve
