#pragma once

#include "analytics/period.h"
#include "http/api.h"

/// Periods as reports are asked for them: local days of the programme, both ends included.
namespace vuelve::http {

/// `?month=2026-03`, or `?from=2026-03-01&to=2026-03-31`. Errors: ValidationFailed: neither, both,
/// the wrong way round, or one that has not begun.
Result<analytics::DaySpan> span_of_query(Api& api, const Request& request);
/// A day of the query; nothing when it is not there. Errors: ValidationFailed.
Result<std::optional<Day>> day_of_query(const Request& request, std::string_view name);
/// "2026-03" of the query as yyyymm. Errors: ValidationFailed, also when it is not there.
Result<int> month_named(const Request& request, std::string_view name);
/// Today, in the programme's zone.
Day today_of(Api& api, const Request& request);

}  // namespace vuelve::http
