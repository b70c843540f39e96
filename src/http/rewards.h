#pragma once

#include "http/api.h"

/// The catalogue of prizes: what there is, what is left, and a supplier's codes for it.
namespace vuelve::http {

Result<Response> list_rewards(Api& api, const Request& request);
Result<Response> show_reward(Api& api, const Request& request);

Result<app::Ask> ask_stock(Api& api, const Request& request);
Result<app::Ask> ask_reward_codes(Api& api, const Request& request);
Result<app::Ask> ask_coupon_codes(Api& api, const Request& request);

}  // namespace vuelve::http
