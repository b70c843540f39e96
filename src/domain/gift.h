#pragma once

#include <optional>
#include <string>

#include "domain/book.h"

/// What the programme gives a member outside any purchase: for a birthday, for a goal that a club
/// reached.
namespace vuelve {

struct Gift {
    EffectType reward = EffectType::Bonus;  // Bonus, Badge or Coupon
    CurrencyId currency{};
    Units points{};
    RuleId rule{};                         // under which a bonus stands
    std::string code;                      // of the badge or coupon
    const ExpiryPolicy* expiry = nullptr;  // of a bonus; none = the currency's
};

/// Gives it at book.at(), funded by marketing, in the default brand. Nothing where a bonus would
/// overflow the account or have its last day behind it.
void give_gift(Book& book, HolderId member, const Gift& gift);

}  // namespace vuelve
