#pragma once

#include <span>
#include <vector>

#include "analytics/rate.h"
#include "domain/money.h"

/// How many points are never used: the estimate that accounting needs, from what became of earlier
/// points at the same age. Source: domain.md 10.3, 11.
namespace vuelve::analytics {

/// One cell of the triangle: points earned in a month, as they stood `age` months later.
struct CohortCell {
    int cohort = 0;   // yyyymm of earning
    int age = 0;      // months
    Units issued{};   // net of reversals
    Units expired{};  // up to that age
};

/// What a month did to the points earned in another.
struct CohortChange {
    int cohort = 0, month = 0;  // yyyymm
    Units issued{}, expired{};
};
/// Every cohort at every age it has reached by `until_month`. `changes` in any order.
std::vector<CohortCell> triangle_of(std::span<const CohortChange> changes, int until_month);

/// Expired / issued of all cohorts that have reached an age.
struct BreakageAtAge {
    int age = 0;
    int cohorts = 0;
    Units issued{}, expired{};
    Rate rate() const { return rate_of(expired.n, issued.n); }
};
/// Ages ascending, those that any cohort has reached. At most one cell for each cohort and age.
std::vector<BreakageAtAge> breakage_by_age(std::span<const CohortCell> triangle);

/// The rate to use for a pool.
struct BreakageEstimate {
    Ratio rate{0};
    bool is_predictable = false;  // false: 0, so that nothing is recognised too early
};
/// What had expired at `age` (months by which lots are spent or gone), of at least `cohorts_min`
/// cohorts; six places, rounded down, between 0 and 1.
BreakageEstimate estimate_breakage(std::span<const CohortCell> triangle, int age, int cohorts_min);

/// Of a cohort: expired / issued_net.
inline Rate breakage_rate(Units expired, Units issued_net) {
    return rate_of(expired.n, issued_net.n);
}
/// Of lots with nothing left: redeemed / (redeemed + expired).
inline Rate ultimate_redemption(Units redeemed, Units expired) {
    return rate_of(redeemed.n, (redeemed + expired).n);
}

}  // namespace vuelve::analytics
