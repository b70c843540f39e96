#pragma once

#include "http/api.h"

/// Who is told of events, and what became of it. Source: docs/adr/0033.
namespace vuelve::http {

Result<Response> create_webhook(Api& api, const Request& request);
Result<Response> list_webhooks(Api& api, const Request& request);
Result<Response> show_webhook(Api& api, const Request& request);
Result<Response> change_webhook(Api& api, const Request& request);
Result<Response> delete_webhook(Api& api, const Request& request);
Result<Response> rotate_webhook_secret(Api& api, const Request& request);
Result<Response> pause_webhook(Api& api, const Request& request);
Result<Response> resume_webhook(Api& api, const Request& request);
/// On a worker: waits for the receiver.
Result<Response> test_webhook(Api& api, const Request& request);
Result<Response> list_deliveries(Api& api, const Request& request);
Result<Response> replay_deliveries(Api& api, const Request& request);

}  // namespace vuelve::http
