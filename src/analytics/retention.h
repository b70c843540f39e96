#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analytics/rate.h"
#include "domain/calendar.h"

/// Who comes back, and who stays away. Source: domain.md 11.
namespace vuelve::analytics {

/// A member bought in a month (yyyymm). Any order; the same pair any number of times.
struct BuyingMonth {
    std::int64_t member = 0;
    int month = 0;
};

/// Members whose first purchase fell in one month.
struct Cohort {
    int month = 0;  // yyyymm
    std::int64_t size = 0;
    std::vector<std::int64_t> active;  // [k]: bought in month + k; [0] is all of them
};

/// Every cohort up to `last_month`, ascending, each with the months from its own to that one.
/// `purchases` must reach back to the first purchase of every member in them.
std::vector<Cohort> cohorts_of(std::span<const BuyingMonth> purchases, int last_month);

/// active[k] / size for k = 0 to `k_last`; none throughout for an empty cohort.
std::vector<Rate> retention_of(const Cohort& cohort, int k_last);

/// Months from one yyyymm to another.
int months_between(int from, int to);
/// yyyymm `months` later.
int month_after(int month, int months);

/// A member did something on a local day.
struct ActivityDay {
    std::int64_t member = 0;
    Day day{};
    enum class Kind : std::uint8_t { Purchase, Redemption } kind{};
};

struct Churn {
    std::int64_t active_before = 0, lost = 0;
    Rate rate() const { return rate_of(lost, active_before); }
};
/// Of the members active (a purchase or redemption) in the 365 days before the 365 days to `end`,
/// those without a purchase in the latter.
Churn churn_of(std::span<const ActivityDay> activity, Day end);

}  // namespace vuelve::analytics
