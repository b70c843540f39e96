#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

#include "analytics/rate.h"
#include "domain/calendar.h"
#include "domain/money.h"

/// Measures of a period: what was counted in it, and the rates made of the counts.
/// Source: domain.md 11.
namespace vuelve::analytics {

/// Local days, both included.
struct DaySpan {
    Day first{}, last{};
    bool contains(Day day) const { return first <= day && day <= last; }
};
/// The `days` days that end with `end`.
constexpr DaySpan days_to(Day end, int days = 365) { return {end + (1 - days), end}; }

/// Counts and sums of one period. "Identified" purchases name a member; "total" has the anonymous
/// ones too. `active`: enrolled members with a purchase or redemption in the 365 days to the end.
struct PeriodSums {
    Minor sales_identified{}, sales_total{}, sales_digital{};
    std::int64_t tickets_identified = 0, tickets_total = 0;
    Units issued_net{}, redeemed_net{}, expired{};
    Minor issued_value{};  // of issued_net
    std::int64_t enrolled = 0, active = 0;
    std::int64_t buyers = 0, buyers_2plus = 0;  // members with at least one, two purchases
    std::int64_t redeemers = 0;                 // members with a redemption
    std::int64_t engaged = 0;                   // members who earned or redeemed
    std::int64_t digital_active = 0;            // with a digital purchase or login in 90 days
};

struct PeriodRates {
    Rate participation, participation_tickets;
    Rate active_rate, earn_rate;
    Rate redemption_rate_points, redemption_rate_members, burn_ratio;
    Rate repurchase_rate, frequency;
    Rate average_ticket, average_spend;  // minor units; spend for each buyer
    Rate digital_adoption, digital_share;
};

PeriodRates rates_of(const PeriodSums& sums);
/// Every rate under its name in payloads, in their order.
std::array<std::pair<std::string_view, Rate>, 13> rows_of(const PeriodRates& rates);

}  // namespace vuelve::analytics
