#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "http/request.h"

namespace vuelve::http {

/// What handlers answer. The server adds Date, Content-Length and Connection.
struct Response {
    int status = 200;
    Headers headers;
    std::string body;
};

/// The one answer to a request that is decided later, from any thread. A second call changes
/// nothing; dropping the last copy without a call answers 500, so nobody waits for ever.
using Reply = std::function<void(Response)>;

Response json_response(int status, std::string json);
Response text_response(int status,
                       std::string text,
                       std::string_view type = "text/plain; charset=utf-8");

/// Status line and header fields as they travel, with the empty line. `close` adds Connection:
/// close; `date` is an IMF-fixdate. Line breaks inside a value become spaces: no handler can be
/// talked into adding a header.
std::string wire_head(const Response& response, std::string_view date, bool close);

/// 1xx, 204 and 304 have no body and no Content-Length.
bool has_body(int status);

}  // namespace vuelve::http
