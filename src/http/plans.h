#pragma once

#include "http/api.h"

/// Plans that members pay for, and what members do without buying.
namespace vuelve::http {

Result<app::Ask> ask_subscription(Api& api, const Request& request);
Result<app::Ask> ask_payment(Api& api, const Request& request);
Result<app::Ask> ask_failed_payment(Api& api, const Request& request);
Result<app::Ask> ask_subscription_cancelled(Api& api, const Request& request);
Result<Response> list_subscriptions(Api& api, const Request& request);

/// The proof is the key: no Idempotency-Key is asked for.
Result<app::Ask> ask_action(Api& api, const Request& request);

}  // namespace vuelve::http
