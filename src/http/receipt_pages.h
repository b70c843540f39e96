#pragma once

#include "http/api.h"

/// A purchase told to people: its explanation, the link to its public page, and that page.
namespace vuelve::http {

Result<Response> show_explanation(Api& api, const Request& request);
/// What a printer at the till prints of the programme: `?columns=32|42|48`, as text and as bytes.
Result<Response> show_ticket(Api& api, const Request& request);
Result<Response> make_receipt_link(Api& api, const Request& request);

/// GET /r/{token}: open to whoever has the link, HTML, counted by address.
LaterHandler receipt_page_route(Api& api);

/// "/r/<token>"
std::string receipt_path(std::string_view token);

}  // namespace vuelve::http
