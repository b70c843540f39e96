#pragma once

#include "http/api.h"

/// Prizes taken from the catalogue, and the queue of those to be handed over.
namespace vuelve::http {

Result<app::Ask> ask_redemption(Api& api, const Request& request);
/// 201 with its Location.
Response tell_redeemed(Api& api, const Request& request, const app::Answer& answer);
Result<app::Ask> ask_redemption_refund(Api& api, const Request& request);
Result<app::Ask> ask_fulfilment(Api& api, const Request& request);

Result<Response> show_redemption(Api& api, const Request& request);
/// `?state=`, "confirmed" unless it says otherwise.
Result<Response> list_redemptions(Api& api, const Request& request);

}  // namespace vuelve::http
