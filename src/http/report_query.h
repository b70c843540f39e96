#pragma once

#include "http/api.h"

/// What reports are asked in the address.
namespace vuelve::http {

/// `month`: "2026-03" as yyyymm. Errors: ValidationFailed.
Result<int> month_of_query(const Request& request);
/// `currency`: one of the document. Errors: ValidationFailed.
Result<const Currency*> currency_of_query(const Request& request, const Programme& programme);
/// "2026-03" of 202603.
std::string month_text(int month);

}  // namespace vuelve::http
