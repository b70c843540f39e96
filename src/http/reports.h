#pragma once

#include "http/api.h"

/// The books: what a month moved, and the money that sales defer. Source: domain.md 10.
namespace vuelve::http {

/// `?currency=` and `?month=2026-03`.
Result<Response> show_roll_forward(Api& api, const Request& request);
/// `?month=2026-03`
Result<Response> list_money_journal(Api& api, const Request& request);
/// How the price of a purchase is shared between its goods and its points.
Result<Response> show_deferral(Api& api, const Request& request);

}  // namespace vuelve::http
