#pragma once

#include "http/api.h"

/// Statements between the brands of a coalition. Source: domain.md 9; ADR 0017.
namespace vuelve::http {

Result<Response> make_statements(Api& api, const Request& request);
/// `?currency=&month=&brand=&state=`, page by page; `?format=csv` gives the page as a file.
Result<Response> list_statements(Api& api, const Request& request);
/// `?format=json|csv|html`
Result<Response> show_statement(Api& api, const Request& request);
Result<Response> dispute_statement(Api& api, const Request& request);
Result<Response> settle_statement(Api& api, const Request& request);
Result<Response> correct_statement(Api& api, const Request& request);

}  // namespace vuelve::http
