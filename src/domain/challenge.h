#pragma once

#include "domain/book.h"
#include "domain/command.h"
#include "domain/conditions.h"

/// Challenges: what purchases add up to in a window, and what reaching the goal gives. Source:
/// domain.md 8.2, 8.3; docs/adr says what the text leaves open.
namespace vuelve {

/// Of one challenge, by one purchase. More is refused, as with stamp cards.
inline constexpr std::int64_t completions_at_once_max = 1000;

/// Counts an accepted purchase for every challenge it fits, rewards what it completes and notes in
/// its record what a return lowers and a void takes back. True when a bonus was posted.
/// Errors: Overflow.
Result<bool> advance_challenges(Book& book,
                                const PurchaseFacts& facts,
                                Purchase& record,
                                Receipt& receipt);

/// After a return of these quantities: lowers spend and quantity of challenges that still run.
void lower_challenges(Book& book,
                      const Purchase& purchase,
                      const std::vector<std::int64_t>& back,
                      Receipt& receipt);

/// After a void has given the counters back: progress that is read off days, stores and weeks, and
/// coupons of the rewards. Used ones are reported as unrecoverable.
void undo_challenges(Book& book, const Purchase& purchase, Receipt& receipt);

/// After a merge: progress that is read off days, stores and weeks of both.
void recount_challenges(Book& book, HolderId member);

/// Where a member stands in a challenge at an instant: a streak that was missed since is at 0.
struct ChallengeStanding {
    std::int64_t progress = 0;
    std::int64_t missing = 0;    // of the goal, of the next one when it is repeatable
    std::int64_t completed = 0;  // how often
    bool needs_opt_in = false;   // the member has not asked to take part
    bool is_done = false;        // nothing more comes of it
};
ChallengeStanding challenge_standing(const Programme& programme,
                                     const Holder& member,
                                     const Challenge& challenge,
                                     Instant at);

/// From now on the member's purchases count; asking again changes nothing.
/// Errors: UnknownMember, MemberNotActive, ValidationFailed (no such challenge), InvalidState (it
/// counts everybody), NotInWindow (it is over).
Result<Receipt> opt_in(Book& book, const OptIn& command, Transaction& txn);

}  // namespace vuelve
