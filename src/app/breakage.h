#pragma once

#include "app/books.h"

/// How many points are never used: what the ledger shows, and the versions of the estimate.
/// Source: domain.md 10.3.
namespace vuelve::app {

struct BreakageQuestion {
    CurrencyId currency{};
    int until_month = 0;     // yyyymm
    std::optional<int> age;  // months after which points are spent or gone; none = by their expiry
    int cohorts_min = 6;     // fewer that old: not predictable
};

struct BreakageReading {
    std::vector<analytics::CohortCell> triangle;
    std::vector<analytics::BreakageAtAge> by_age;
    int age = 0;
    analytics::BreakageEstimate estimate;
    std::vector<storage::BreakageVersion> versions;
};
BreakageReading read_breakage(Service& service,
                              const OpenProgramme& programme,
                              const BreakageQuestion& question);

/// A new version for the pool of a currency and a year.
struct NewEstimate {
    CurrencyId currency{};
    int year = 0;
    std::optional<Ratio> rate;  // none = as measured; 0 where it is not predictable
    int from_month = 0;         // the first close it counts for
    BreakageQuestion measured;  // how, without a rate
    std::string author, reason;
};
/// Errors: ValidationFailed when its first month is closed.
Result<storage::BreakageVersion> add_estimate(Service& service,
                                              const OpenProgramme& programme,
                                              const NewEstimate& estimate);

}  // namespace vuelve::app
