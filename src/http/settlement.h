#pragma once

#include "http/api.h"

/// What the brands of a coalition owe one another, month by month. Source: domain.md 9.
namespace vuelve::http {

Result<Response> show_clearing(Api& api, const Request& request);
Result<Response> show_bilateral(Api& api, const Request& request);

/// The roll-forward of a month in columns: a brand each, debt, and their sum.
Response tell_roll_forward_by_brand(Api& api,
                                    const app::OpenProgramme& programme,
                                    const Programme& snapshot,
                                    const Currency& currency,
                                    int month);

}  // namespace vuelve::http
