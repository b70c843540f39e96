#pragma once

#include "http/api.h"

/// Quotes, purchases, returns and voids: bodies to asks, receipts to answers.
namespace vuelve::http {

Result<app::Ask> ask_purchase(Api& api, const Request& request);
Result<app::Ask> ask_quote(Api& api, const Request& request);
/// The same as a return, decided and told, and nothing is kept.
Result<app::Ask> ask_return_preview(Api& api, const Request& request);
Result<app::Ask> ask_return(Api& api, const Request& request);
Result<app::Ask> ask_void(Api& api, const Request& request);

/// 201, or 202 when it waits for its purchase.
Response tell_created(Api& api, const Request& request, const app::Answer& answer);
/// 200, or 202 when it waits for its purchase.
Response tell_done(Api& api, const Request& request, const app::Answer& answer);

/// POST /v1/purchases/batch: on a worker, for its body may be large.
LaterHandler record_batch(Api& api);

}  // namespace vuelve::http
