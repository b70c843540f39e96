#include "domain/expiry.h"

#include <algorithm>

namespace vuelve {
namespace {

Day period_end(Period period, Day day) {
    CalendarDate date = date_of(day);
    switch (period) {
        case Period::Year: return day_of(date.year, 12, 31);
        case Period::Quarter: return day_of(date.year, (date.month + 2) / 3 * 3, 31);
        default: return day_of(date.year, date.month, 31);
    }
}

Day next_annual(int month, int day, Day from) {
    Day this_year = day_of(date_of(from).year, month, day);
    return this_year >= from ? this_year : day_of(date_of(from).year + 1, month, day);
}

}  // namespace

Result<std::optional<Day>> last_day_of(const ExpiryPolicy& policy, Day base) {
    using enum ExpiryPolicy::Type;
    switch (policy.type) {
        case Never: return std::nullopt;
        case FixedTerm: return add_months(base, policy.months) + policy.days;
        case PeriodEnd: return period_end(policy.period, add_months(base, policy.months));
        case Annual:
            return next_annual(policy.month, policy.day, add_months(base, policy.min_months));
        case FixedDate:
            if (base > policy.date) return refuse(ErrorCode::ExpiryInPast);
            return policy.date;
        case Inactivity: return add_months(base, policy.months);
    }
    return std::nullopt;
}

Instant end_of(const Zone& zone, Day last_day) { return zone.day_start(last_day + 1); }

Day last_day_before(const Zone& zone, Instant expires_at) {
    return zone.local_day(expires_at) + -1;
}

Result<LotTerms> terms_of(const Zone& zone,
                          const Currency& currency,
                          int pending_days,
                          const ExpiryPolicy& policy,
                          Instant occurred_at,
                          Instant at) {
    LotTerms terms{.pending = false, .available_at = std::min(occurred_at, at)};
    if (currency.kind == CurrencyKind::Status) return terms;
    Day earned = zone.local_day(occurred_at);
    Day base = earned;
    if (pending_days > 0) {
        Day released = earned + pending_days;
        terms.available_at = zone.day_start(released);
        terms.pending = terms.available_at > at;
        if (currency.expiry_from_available) base = released;
    }
    if (auto last = TRY(last_day_of(policy, base))) terms.expires_at = end_of(zone, *last);
    // A late lot may end before the release it would have had: it was never released, so it counts
    // as free from before.
    if (!terms.pending && terms.expires_at)
        terms.available_at = std::min(terms.available_at, *terms.expires_at + -1);
    return terms;
}

std::optional<Instant> due_of(const LotTerms& terms) {
    if (!terms.pending) return terms.expires_at;
    return terms.expires_at ? std::min(terms.available_at, *terms.expires_at) : terms.available_at;
}

}  // namespace vuelve
