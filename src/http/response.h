#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/request.h"

namespace vuelve::http {

/// An answer that goes on: server-sent events, files too large for one piece.
class Stream {
 public:
    virtual ~Stream() = default;
    /// What there is to send now, "" = nothing yet, nothing = the end. Called again and again, on a
    /// worker: may read, must not wait.
    virtual std::optional<std::string> next() = 0;
    /// Sent when there was nothing for a while, so that nobody takes the line for dead; "" = never.
    virtual std::string_view keep_alive() const { return {}; }
};

/// What handlers answer. The server adds Date, Content-Length and Connection.
struct Response {
    int status = 200;
    Headers headers;
    std::string body;
    std::shared_ptr<Stream> stream{};  // instead of `body`, in pieces; the connection ends with it
    std::string_view problem{};        // code of what was refused: for the log, it does not travel
};

/// The one answer to a request that is decided later, from any thread. A second call changes
/// nothing; dropping the last copy without a call answers 500, so nobody waits for ever.
using Reply = std::function<void(Response)>;

Response json_response(int status, std::string json);
Response text_response(int status,
                       std::string text,
                       std::string_view type = "text/plain; charset=utf-8");

/// Events as `text/event-stream` (SSE), with what keeps proxies from holding them back.
Response event_stream(std::shared_ptr<Stream> stream);

/// Status line and header fields as they travel, with the empty line. `close` adds Connection:
/// close; `date` is an IMF-fixdate. Line breaks inside a value become spaces: no handler can be
/// talked into adding a header.
std::string wire_head(const Response& response, std::string_view date, bool close);

/// 1xx, 204 and 304 have no body and no Content-Length.
bool has_body(int status);

}  // namespace vuelve::http
