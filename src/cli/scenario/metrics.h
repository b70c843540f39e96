#pragma once

#include <string_view>

#include "codec/json.h"

/// The operation `metric` of golden cases: one formula on plain values. Source:
/// tests/golden/README.md; domain.md 8.8, 10.2, 11, 12.
namespace vuelve::cli {

/// The value of `nps`, `period`, `rfm`, `uplift`, `retention`, `recognition`, `p_alive`,
/// `expected_purchases`, `expected_ticket`, `clv` or `notify`; null where it is not defined. A
/// period tells a rate beyond the usual nine only when it was given the counts for it. Errors:
/// ValidationFailed, also for a name that is no metric; Overflow.
Result<Json> answer_metric(std::string_view name, const Json& input);

}  // namespace vuelve::cli
