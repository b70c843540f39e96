#pragma once

#include "http/api.h"

/// What the shop sells, as far as it was imported: for a till's list and scanner.
namespace vuelve::http {

/// `?sku=` one of them, `?q=` those whose name or number has it; whole in the order of numbers,
/// with an ETag for each page.
Result<Response> list_products(Api& api, const Request& request);

}  // namespace vuelve::http
