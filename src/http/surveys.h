#pragma once

#include "http/api.h"

/// Ratings and recommendations. Source: domain.md 8.8.
namespace vuelve::http {

/// Told by tell_created.
Result<app::Ask> ask_answer(Api& api, const Request& request);
/// One member's, newest first. What was written is shown to credentials with `reports.read` alone.
Result<Response> list_answers(Api& api, const Request& request);
/// `?from=2026-03-01&to=2026-03-31` and `&store=`.
Result<Response> show_satisfaction(Api& api, const Request& request);

/// The day of a parameter. Errors: ValidationFailed.
Result<Day> day_of_query(const Request& request, const std::string& name);

}  // namespace vuelve::http
