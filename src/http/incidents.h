#pragma once

#include "http/api.h"

/// Data that came where it does not belong. Source: security.md 7; docs/adr/0045.
namespace vuelve::http {

Result<Response> create_incident(Api& api, const Request& request);
Result<Response> list_incidents(Api& api, const Request& request);
Result<Response> show_incident(Api& api, const Request& request);
/// Who was told, what is known now, whether it is over.
Result<Response> follow_incident(Api& api, const Request& request);
/// Whom it concerns, page by page.
Result<Response> list_affected(Api& api, const Request& request);

}  // namespace vuelve::http
