#pragma once

#include <span>
#include <string>
#include <vector>

#include "analytics/clearing.h"
#include "analytics/pools.h"

/// The money journal of a month, whole: every line balances by itself, from one account to another.
/// Source: domain.md 10.4, 10.5, 10.7.
namespace vuelve::analytics {

struct JournalLine {
    MoneyReason reason{};
    std::string report;  // the reading it comes from: "recognition:2026-03:PTS:2026"
    BrandId brand{};     // 0 = the programme as a whole
    CurrencyId currency{};
    std::string debit, credit;  // words of accounts
    Minor amount{};             // > 0

    friend bool operator==(const JournalLine&, const JournalLine&) = default;
};

/// What partners owe the operator for a month's points (positive) or are owed. Source: domain.md
/// 10.5.
struct PartnerBalance {
    BrandId brand{};
    CurrencyId currency{};
    Minor issue_due{}, redeem_claim{}, fee{}, breakage_credit{};
};

/// The rows of a month's clearing as the journal takes them.
std::vector<PartnerBalance> partner_balances(const Programme& programme,
                                             CurrencyId currency,
                                             std::span<const ClearingRow> brands);

/// Every account word that a line may name.
std::span<const std::string_view> journal_accounts();

/// Lines of one month by reason, currency, brand and pool; zeros left out. `pools` are the rows of
/// that month. Errors: Overflow.
Result<std::vector<JournalLine>> journal_of(const Programme& programme,
                                            int month,
                                            const MonthOfBooks& books,
                                            std::span<const PoolRow> pools,
                                            std::span<const PartnerBalance> partners = {});

}  // namespace vuelve::analytics
