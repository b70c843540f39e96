#pragma once

#include "app/entitlements.h"
#include "codec/sentences.h"
#include "http/api.h"

/// Codes that members show: looked at, used, held for a cart; and what coupons take off a ticket.
namespace vuelve::http {

Result<app::Ask> ask_use(Api& api, const Request& request);
Result<app::Ask> ask_lock(Api& api, const Request& request);
Result<app::Ask> ask_unlock(Api& api, const Request& request);

/// Unknown and foreign codes are NotFound alike.
Result<Response> validate_voucher(Api& api, const Request& request);
Result<Response> price_with_coupons(Api& api, const Request& request);
/// What a member holds, with its name, the redemption it came of and when it was used. Into an
/// array or after a key.
void write_held_voucher(JsonWriter& out, const app::HeldVoucher& held, const Telling& telling);
/// With the codes themselves for keys that may spend for the member.
Result<Response> list_vouchers(Api& api, const Request& request);

}  // namespace vuelve::http
