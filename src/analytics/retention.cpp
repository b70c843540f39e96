#include "analytics/retention.h"

#include <algorithm>
#include <map>
#include <set>

#include "analytics/period.h"

namespace vuelve::analytics {

int months_between(int from, int to) {
    return (to / 100 - from / 100) * 12 + (to % 100 - from % 100);
}

int month_after(int month, int months) {
    const int count = month / 100 * 12 + month % 100 - 1 + months;
    return count / 12 * 100 + count % 12 + 1;
}

std::vector<Cohort> cohorts_of(std::span<const BuyingMonth> purchases, int last_month) {
    std::map<std::int64_t, std::set<int>> months_of_member;
    for (const BuyingMonth& purchase : purchases)
        if (purchase.month <= last_month) months_of_member[purchase.member].insert(purchase.month);

    std::map<int, Cohort> cohorts;
    for (const auto& [member, months] : months_of_member) {
        const int first = *months.begin();
        Cohort& cohort = cohorts[first];
        cohort.month = first;
        cohort.active.resize(static_cast<std::size_t>(months_between(first, last_month)) + 1);
        ++cohort.size;
        for (int month : months)
            ++cohort.active[static_cast<std::size_t>(months_between(first, month))];
    }
    std::vector<Cohort> ordered;
    for (auto& [month, cohort] : cohorts) ordered.push_back(std::move(cohort));
    return ordered;
}

std::vector<Rate> retention_of(const Cohort& cohort, int k_last) {
    std::vector<Rate> rates;
    for (std::size_t k = 0; k <= static_cast<std::size_t>(std::max(0, k_last)); ++k)
        rates.push_back(rate_of(k < cohort.active.size() ? cohort.active[k] : 0, cohort.size));
    return rates;
}

Churn churn_of(std::span<const ActivityDay> activity, Day end) {
    const DaySpan period = days_to(end);
    const DaySpan before = days_to(period.first + -1);
    std::set<std::int64_t> active, bought;
    for (const ActivityDay& act : activity) {
        if (before.contains(act.day)) active.insert(act.member);
        if (act.kind == ActivityDay::Kind::Purchase && period.contains(act.day))
            bought.insert(act.member);
    }
    const auto lost = std::ranges::count_if(
        active, [&](std::int64_t member) { return !bought.contains(member); });
    return {.active_before = std::ssize(active), .lost = lost};
}

}  // namespace vuelve::analytics
