#include "app/breakage.h"

#include "app/kept_books.h"

namespace vuelve::app {
namespace {

/// Months by which the points of a currency are spent or gone; a year where nothing says.
int age_when_gone(const Currency& currency) {
    const ExpiryPolicy& expiry = currency.expiry;
    switch (expiry.type) {
        case ExpiryPolicy::Type::FixedTerm: return expiry.months + (expiry.days + 30) / 31;
        case ExpiryPolicy::Type::PeriodEnd:
            return expiry.months + (expiry.period == Period::Year      ? 12
                                    : expiry.period == Period::Quarter ? 3
                                                                       : 1);
        case ExpiryPolicy::Type::Annual: return expiry.min_months + 12;
        case ExpiryPolicy::Type::Inactivity: return expiry.months;
        case ExpiryPolicy::Type::Never:
        case ExpiryPolicy::Type::FixedDate: return 12;
    }
    return 12;
}

}  // namespace

BreakageReading read_breakage(Service& service,
                              const OpenProgramme& programme,
                              const BreakageQuestion& question) {
    const auto snapshot = programme.snapshot();
    const auto books = books_of(programme);
    auto reader = service.database().fan_out();
    BreakageReading reading;
    reading.triangle = analytics::triangle_of(
        storage::cohort_units(*reader, books, question.currency, question.until_month),
        question.until_month);
    reading.by_age = analytics::breakage_by_age(reading.triangle);
    reading.age = question.age.value_or(age_when_gone(snapshot->currency(question.currency)));
    reading.estimate =
        analytics::estimate_breakage(reading.triangle, reading.age, question.cohorts_min);
    reading.versions = storage::breakage_versions(*reader, programme.vault(), books);
    std::erase_if(reading.versions, [&](const storage::BreakageVersion& version) {
        return version.currency != question.currency;
    });
    return reading;
}

Result<storage::BreakageVersion> add_estimate(Service& service,
                                              const OpenProgramme& programme,
                                              const NewEstimate& estimate) {
    const auto books = books_of(programme);
    storage::BreakageVersion version{.currency = estimate.currency,
                                     .year = estimate.year,
                                     .method = estimate.rate ? storage::EstimateMethod::Given
                                                             : storage::EstimateMethod::Measured,
                                     .from_month = estimate.from_month,
                                     .author = estimate.author,
                                     .reason = estimate.reason,
                                     .at = service.now()};
    version.rate = estimate.rate
                       ? *estimate.rate
                       : read_breakage(service, programme, estimate.measured).estimate.rate;
    auto tx = service.database().begin();
    for (const storage::ClosedMonthRow& closed : storage::closed_months(*tx, books))
        if (closed.month >= estimate.from_month)
            return refuse_field("/from_month", "out-of-range",
                                format_month(closed.month) + " is closed");
    version.version = storage::add_breakage_version(*tx, programme.vault(), books, version);
    tx->commit();
    return version;
}

}  // namespace vuelve::app
