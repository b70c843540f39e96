#pragma once

#include <vector>

#include "domain/earn.h"

/// From what a purchase earned to lots. Source: domain.md 3.7 step 12, 3.13.
namespace vuelve {

/// What earned: only a purchase is activity that puts off the end of points (domain.md 5.3).
enum class EarnedBy : std::uint8_t { Purchase, Action };

/// Posts one lot for each, in that order, and gives the awards as the answer shows them and as
/// returns will need them. Errors: Overflow, ExpiryInPast.
Result<bool> post_awards(Book& book,
                         HolderId member,
                         const std::vector<Earned>& earned,
                         Instant occurred_at,
                         BrandId brand,
                         Purchase& record,
                         Receipt& receipt,
                         EarnedBy by = EarnedBy::Purchase);

/// Advances limits, caps and budgets by what fired, and notes it for a void.
void advance_counters(Book& book, HolderId member, const Evaluation& evaluation, Purchase& record);

/// Gives the member badges not held yet; a void of the purchase takes them back (8.3).
void grant_badges(Book& book,
                  HolderId member,
                  const std::vector<std::string>& badges,
                  Purchase& record,
                  Receipt& receipt);

/// Where it is counted whether a member holds a badge.
TallyKey badge_key(const Programme& programme, const std::string& badge);
/// The member holds the badge from this transaction on; false when it was held before.
bool hold_badge(Book& book, HolderId member, const std::string& badge);
/// Takes back what a purchase granted. A badge that its member came by otherwise too stays.
void lose_badge(Book& book, HolderId member, const CounterChange& granted);

}  // namespace vuelve
