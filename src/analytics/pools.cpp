#include "analytics/pools.h"

#include <algorithm>
#include <set>

#include "analytics/recognition.h"

namespace vuelve::analytics {
namespace {

Result<Minor> cost_of(const Currency& currency, Units units, const Ratio& share) {
    const Ratio points(units.n, power_of_ten(currency.scale));
    return Minor{TRY(round(points * currency.cost_per_point * share, Rounding::HalfUp))};
}

bool is_kept(const Programme& programme, const PoolKey& pool) {
    if (pool.currency.value == 0) return false;
    const Currency& currency = programme.currency(pool.currency);
    return pool.kind == PoolKind::Sale ? has_money_value(currency)
                                       : !currency.cost_per_point.is_zero();
}

void add(PoolChange& sum, const PoolChange& by) {
    sum.deferred += by.deferred;
    sum.issued += by.issued;
    sum.redeemed += by.redeemed;
    sum.expired += by.expired;
    sum.outstanding += by.outstanding;
}

/// What a month did to the pool, the expense of marketing's grants among it.
Result<PoolChange> change_of(const Programme& programme,
                             const MonthOfBooks& month,
                             const PoolKey& pool,
                             const Ratio& rate) {
    auto found = month.pools.find(pool);
    PoolChange change = found == month.pools.end() ? PoolChange{} : found->second;
    for (const auto& [grant, units] : month.granted)
        if (grant.first == pool)
            change.deferred += TRY(grant_expense(programme.currency(pool.currency), units, rate));
    return change;
}

PoolMonth told(const PoolRow& row, bool is_open) {
    return {.month = row.month,
            .deferred = row.in_month.deferred,
            .issued = row.in_month.issued,
            .redeemed = row.in_month.redeemed,
            .breakage_rate = row.breakage_rate,
            .outstanding =
                is_open ? std::max(row.to_date.outstanding, Units{1}) : row.to_date.outstanding};
}

/// Fills in what is recognised. Told as if it never closed, a pool says what its redemptions took.
Result<void> recognise(std::vector<PoolRow>& rows) {
    std::vector<PoolMonth> as_it_is, as_if_open;
    for (const PoolRow& row : rows) {
        as_it_is.push_back(told(row, false));
        as_if_open.push_back(told(row, true));
    }
    const auto recognised = TRY(recognition(as_it_is));
    const auto redeemed = TRY(recognition(as_if_open));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].recognised = recognised[i].recognised_to_date;
        rows[i].revenue = recognised[i].revenue;
        rows[i].by_redemption = redeemed[i].revenue;
        rows[i].liability = recognised[i].liability;
    }
    return {};
}

}  // namespace

int month_after(int month) { return month % 100 == 12 ? month + 89 : month + 1; }

Result<Minor> grant_expense(const Currency& currency, Units units, const Ratio& breakage_rate) {
    return cost_of(currency, units, Ratio(1) - breakage_rate);
}

Result<Minor> prize_cost(const Currency& currency, Units units) {
    return cost_of(currency, units, Ratio(1));
}

Result<std::vector<PoolRow>> pool_rows(const Programme& programme,
                                       const std::map<int, MonthOfBooks>& months,
                                       const BreakageRates& rates,
                                       const FrozenPools& frozen,
                                       int until_month) {
    std::map<PoolKey, int> first_months;
    for (const auto& [month, books] : months)
        for (const auto& [pool, change] : books.pools)
            if (is_kept(programme, pool)) first_months.try_emplace(pool, month);
    static const MonthOfBooks nothing;
    std::vector<PoolRow> all;
    for (const auto& [pool, first] : first_months) {
        std::vector<PoolRow> rows;
        PoolChange to_date;
        for (int month = first; month <= until_month; month = month_after(month)) {
            PoolRow row{.pool = pool, .month = month, .breakage_rate = rates(pool, month)};
            if (auto kept = frozen.find({month, pool}); kept != frozen.end()) {
                row.breakage_rate = kept->second.breakage_rate;
                row.in_month = kept->second.change;
            } else {
                auto known = months.find(month);
                row.in_month =
                    TRY(change_of(programme, known == months.end() ? nothing : known->second, pool,
                                  row.breakage_rate));
            }
            add(to_date, row.in_month);
            row.to_date = to_date;
            rows.push_back(row);
        }
        TRY(recognise(rows));
        all.insert(all.end(), rows.begin(), rows.end());
    }
    std::ranges::sort(all, {}, [](const PoolRow& row) { return std::pair(row.month, row.pool); });
    return all;
}

}  // namespace vuelve::analytics
