#pragma once

#include "domain/book.h"
#include "domain/expiry.h"

/// Giving units to a holder as a lot, and what follows at once. Source:
/// domain.md 1.11, 3.13, 4.4, 4.11, 5.3.
namespace vuelve {

struct Credit {
    HolderId holder{};
    CurrencyId currency{};
    Units units{};
    EntryType type = EntryType::Earn;
    Contra contra = Contra::Issued;
    BrandId brand{};
    RuleId rule{};
    Funding funding = Funding::Sale;
    Instant earned_at{};
    LotTerms terms{};
};

/// Posts the entry and makes its lot (status credits have none). Debt is repaid at once; what has
/// already expired expires at once. Gives the lot, 0 for status.
LotId give(Book& book, const Credit& credit);

/// Terms of a lot under the currency's policy from a local day, with the shared last day of
/// inactivity applied. Errors: ExpiryInPast.
Result<LotTerms> terms_for(const Book& book,
                           HolderId holder,
                           const Currency& currency,
                           int pending_days,
                           const ExpiryPolicy& policy,
                           Instant occurred_at);

/// The last day that all live lots of an inactivity currency share, put off to `last_day`, never
/// back. The lots themselves are the caller's.
void share_last_day(Book& book, HolderId holder, const Currency& currency, Day last_day);

/// Activity on an inactivity currency: all live lots move forward to `day` + months, never back.
void note_activity(Book& book, HolderId holder, const Currency& currency, Day day);

/// Expires what remains of a lot, dated `posted_at`.
void expire_lot(Book& book, HolderId holder, LotId lot, Instant posted_at);

}  // namespace vuelve
