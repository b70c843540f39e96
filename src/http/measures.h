#pragma once

#include "http/api.h"

/// The measures of a shop, each of which can be opened to the rows behind it. Source: domain.md 11,
/// docs/adr/0022.
namespace vuelve::http {

/// `?month=` or `?from=&to=`, `?by=`, `?currency=`.
Result<Response> show_measures(Api& api, const Request& request);
/// The same with `?of=` (the part of the breakdown) and `?side=`: a page of rows.
Result<Response> list_measure_rows(Api& api, const Request& request);
/// `?from=2026-01&to=2026-06`: cohorts by the month of the first purchase.
Result<Response> show_retention(Api& api, const Request& request);
/// `?cohort=2026-01&k=2`: who of a cohort came back.
Result<Response> list_cohort(Api& api, const Request& request);
/// `?date=`: segments by recency, frequency and money.
Result<Response> show_rfm(Api& api, const Request& request);
/// `?date=&segment=`: a page of members with their scores.
Result<Response> list_rfm(Api& api, const Request& request);
/// What a store sold in all on a day.
Result<Response> put_store_day(Api& api, const Request& request);

}  // namespace vuelve::http
