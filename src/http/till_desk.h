#pragma once

#include "http/api.h"

/// What a till shows and keeps, so that it works at once and without a line: itself, who works
/// there, and the product list. Source: ux/README.md 9, docs/adr/0057.
namespace vuelve::http {

/// By the secret that the till's browser keeps in its cookie; nobody has to be signed in.
Result<Response> show_till(Api& api, const Request& request);

/// The whole catalogue by sku, with an ETag: a till asks again and again and seldom gets it anew.
Result<Response> list_products(Api& api, const Request& request);

}  // namespace vuelve::http
