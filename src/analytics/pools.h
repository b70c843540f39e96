#pragma once

#include <functional>
#include <vector>

#include "domain/bookkeeper.h"

/// Pools of points as an accountant sees them at the end of every month: what is recognised, what
/// is still owed. Source: domain.md 10.2 to 10.4.
namespace vuelve::analytics {

/// The estimate that counts for a pool at the close of a month.
using BreakageRates = std::function<Ratio(const PoolKey& pool, int month)>;

/// One pool at the end of one month. Of marketing's, `deferred` is the expense of what was granted,
/// and what is recognised of it is the use of the provision.
struct PoolRow {
    PoolKey pool;
    int month = 0;        // yyyymm
    PoolChange in_month;  // `outstanding` is the change
    PoolChange to_date;   // `outstanding` is what members hold
    Ratio breakage_rate{};
    Minor recognised{};     // to date
    Minor revenue{};        // of the month; negative when the estimate falls
    Minor by_redemption{};  // of it: what redemptions took, the rest closes a pool nobody holds
    Minor liability{};
};

/// What a closed month did to a pool, and the estimate that counted then: nothing that changed
/// since changes it.
struct FrozenPool {
    PoolChange change;
    Ratio breakage_rate{};
};
/// By month (yyyymm) and pool.
using FrozenPools = std::map<std::pair<int, PoolKey>, FrozenPool>;

/// Expense of granting `units` that no sale pays for: what they are expected to cost. Errors:
/// Overflow.   Source: domain.md 10.4.
Result<Minor> grant_expense(const Currency& currency, Units units, const Ratio& breakage_rate);
/// What prizes for `units` cost. Errors: Overflow.   Source: domain.md 10.7.
Result<Minor> prize_cost(const Currency& currency, Units units);

/// Every pool with a value or a cost in every month from its first to `until_month`, by month, then
/// pool. Errors: Overflow.
Result<std::vector<PoolRow>> pool_rows(const Programme& programme,
                                       const std::map<int, MonthOfBooks>& months,
                                       const BreakageRates& rates,
                                       const FrozenPools& frozen,
                                       int until_month);

/// The month after: 202612 -> 202701.
int month_after(int month);

}  // namespace vuelve::analytics
