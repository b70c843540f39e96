#pragma once

#include <span>

#include "domain/book.h"
#include "domain/command.h"

/// Expiry put off, taken back and announced. Source: domain.md 5.8.
namespace vuelve {

/// Every live lot that ends by `expiring_until` gets the later last day; no entry.
/// Errors: UnknownMember, MemberNotActive, ValidationFailed.
Result<Receipt> extend(Book& book, const Extend& command, Transaction& txn);

/// Expired units come back as a new lot. Errors: UnknownMember, MemberNotActive, ValidationFailed,
/// NothingToReinstate.
Result<Receipt> reinstate(Book& book, const Reinstate& command, Transaction& txn);

/// What a holder is told about units that end.
struct ExpiryNotice {
    HolderId holder{};
    CurrencyId currency{};
    Units points{};
    Day last_day{};
    int days_left = 0;
};
/// Notices due on a local day: for each offset (days before the last valid day, in the order given)
/// and currency the sum that ends; none where it is 0.
std::vector<ExpiryNotice> notices(const Programme& programme,
                                  const Holder& holder,
                                  Day date,
                                  std::span<const int> offsets);

}  // namespace vuelve
