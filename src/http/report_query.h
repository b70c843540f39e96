#pragma once

#include "http/api.h"

/// What reports are asked in the address.
namespace vuelve::http {

/// "2026-03" as yyyymm; `pointer` is told in the fault. Errors: ValidationFailed.
Result<int> written_month(const std::string& pointer, const std::string& text);
/// `month`, one that has begun. Errors: ValidationFailed.
Result<int> month_of_query(Api& api, const Request& request);
/// `currency`: one of the document. Errors: ValidationFailed.
Result<const Currency*> currency_of_query(const Request& request, const Programme& programme);

}  // namespace vuelve::http
