#pragma once

#include <span>
#include <vector>

#include "base/result.h"
#include "domain/money.h"

/// When the money that sales deferred becomes revenue. Exact whole numbers throughout.
/// Source: domain.md 10.2.
namespace vuelve::analytics {

/// What one month brought to a pool (a currency and a calendar year of earning).
struct PoolMonth {
    int month = 0;           // yyyymm
    Minor deferred{};        // by its sales, net of returns
    Units issued{};          // net of reversals
    Units redeemed{};        // net of refunds
    Ratio breakage_rate{0};  // the estimate of this month's close, 0 to 1
    Units outstanding{};     // at this month's close
};

struct RecognisedMonth {
    int month = 0;
    Minor recognised_to_date{};
    Minor revenue{};    // of the month; negative when the estimate falls
    Minor liability{};  // deferred to date and not yet recognised
    friend bool operator==(const RecognisedMonth&, const RecognisedMonth&) = default;
};

/// Cumulative catch-up, month by month in their order: deferred x redeemed / units expected to be
/// redeemed, all of it at the most, and all that is left once nothing is outstanding. Errors:
/// Overflow.
Result<std::vector<RecognisedMonth>> recognition(std::span<const PoolMonth> months);

}  // namespace vuelve::analytics
