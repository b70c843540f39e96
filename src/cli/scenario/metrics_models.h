#pragma once

#include "codec/json.h"

/// Those metrics whose values are no exact decimals. Errors: ValidationFailed.
namespace vuelve::cli {

/// With `treated_pre` and `control_pre` adjusted by them (CUPED).
Result<Json> answer_uplift(const Json& input);
Result<Json> answer_p_alive(const Json& input);
Result<Json> answer_expected_purchases(const Json& input);
Result<Json> answer_expected_ticket(const Json& input);
Result<Json> answer_clv(const Json& input);

}  // namespace vuelve::cli
