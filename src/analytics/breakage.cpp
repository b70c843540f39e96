#include "analytics/breakage.h"

#include <algorithm>
#include <map>

#include "analytics/retention.h"

namespace vuelve::analytics {

std::vector<CohortCell> triangle_of(std::span<const CohortChange> changes, int until_month) {
    std::map<int, std::map<int, CohortCell>> cohorts;  // by cohort and age
    for (const CohortChange& change : changes) {
        if (change.month > until_month || change.cohort > until_month) continue;
        // What was posted before it was earned, by a clock that differs, counts from the start.
        CohortCell& cell =
            cohorts[change.cohort][std::max(months_between(change.cohort, change.month), 0)];
        cell.issued += change.issued;
        cell.expired += change.expired;
    }
    std::vector<CohortCell> triangle;
    for (auto& [cohort, ages] : cohorts) {
        CohortCell sum{.cohort = cohort};
        for (; sum.age <= months_between(cohort, until_month); ++sum.age) {
            sum.issued += ages[sum.age].issued;
            sum.expired += ages[sum.age].expired;
            triangle.push_back(sum);
        }
    }
    return triangle;
}

std::vector<BreakageAtAge> breakage_by_age(std::span<const CohortCell> triangle) {
    std::map<int, BreakageAtAge> ages;
    for (const CohortCell& cell : triangle) {
        BreakageAtAge& row = ages[cell.age];
        row.age = cell.age;
        ++row.cohorts;
        row.issued += cell.issued;
        row.expired += cell.expired;
    }
    std::vector<BreakageAtAge> ordered;
    for (const auto& [age, row] : ages) ordered.push_back(row);
    return ordered;
}

BreakageEstimate estimate_breakage(std::span<const CohortCell> triangle, int age, int cohorts_min) {
    const auto ages = breakage_by_age(triangle);
    const auto row = std::ranges::find(ages, age, &BreakageAtAge::age);
    if (row == ages.end() || row->cohorts < cohorts_min || row->issued.n <= 0) return {};
    constexpr std::int64_t whole = 1'000'000;
    const auto expired = std::clamp(row->expired.n, std::int64_t{0}, row->issued.n);
    return {.rate = Ratio(multiply_divide_down(expired, whole, row->issued.n), whole),
            .is_predictable = true};
}

}  // namespace vuelve::analytics
