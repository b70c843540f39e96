#pragma once

#include "http/api.h"

/// The accountant's work: journal, breakage, closed months. Source: domain.md 10.
namespace vuelve::http {

/// What every pool of points has recognised at the end of `?month=2026-03`.
Result<Response> list_recognition(Api& api, const Request& request);
/// The whole journal of `?month=2026-03`; `?format=csv` for a spreadsheet.
Result<Response> list_journal(Api& api, const Request& request);

/// `?currency=` and `?month=`, with `?age=` and `?cohorts_min=`.
Result<Response> show_breakage(Api& api, const Request& request);
Result<Response> create_estimate(Api& api, const Request& request);

Result<Response> list_months(Api& api, const Request& request);
Result<Response> close_month(Api& api, const Request& request);

}  // namespace vuelve::http
