#pragma once

#include <vector>

#include "domain/earn.h"

/// From what a purchase earned to lots. Source: domain.md 3.7 step 12, 3.13.
namespace vuelve {

/// Posts one lot for each, in that order, and gives the awards as the answer shows them and as
/// returns will need them. Errors: Overflow, ExpiryInPast.
Result<bool> post_awards(Book& book,
                         HolderId member,
                         const std::vector<Earned>& earned,
                         Instant occurred_at,
                         BrandId brand,
                         Purchase& record,
                         Receipt& receipt);

/// Gives the member badges not held yet; a void of the purchase takes them back (8.3).
void grant_badges(Book& book,
                  HolderId member,
                  const std::vector<std::string>& badges,
                  Purchase& record,
                  Receipt& receipt);

}  // namespace vuelve
