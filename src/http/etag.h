#pragma once

#include <string>

#include "http/request.h"
#include "http/response.h"

namespace vuelve::http {

/// 200 with the JSON and an ETag of it, or 304 where the asker has it already (`If-None-Match`).
/// For its own reader: kept, and asked for anew each time.
Response tagged_response(const Request& request, std::string json);
/// The same of an answer that is there.
Response tagged(const Request& request, Response response);

}  // namespace vuelve::http
