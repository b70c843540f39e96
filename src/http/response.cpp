#include "http/response.h"

#include <array>
#include <utility>

namespace vuelve::http {
namespace {

constexpr std::array reasons{
    std::pair{200, "OK"},
    std::pair{201, "Created"},
    std::pair{202, "Accepted"},
    std::pair{204, "No Content"},
    std::pair{301, "Moved Permanently"},
    std::pair{302, "Found"},
    std::pair{304, "Not Modified"},
    std::pair{308, "Permanent Redirect"},
    std::pair{400, "Bad Request"},
    std::pair{401, "Unauthorized"},
    std::pair{403, "Forbidden"},
    std::pair{404, "Not Found"},
    std::pair{405, "Method Not Allowed"},
    std::pair{406, "Not Acceptable"},
    std::pair{408, "Request Timeout"},
    std::pair{409, "Conflict"},
    std::pair{412, "Precondition Failed"},
    std::pair{413, "Content Too Large"},
    std::pair{414, "URI Too Long"},
    std::pair{415, "Unsupported Media Type"},
    std::pair{422, "Unprocessable Content"},
    std::pair{428, "Precondition Required"},
    std::pair{429, "Too Many Requests"},
    std::pair{431, "Request Header Fields Too Large"},
    std::pair{500, "Internal Server Error"},
    std::pair{503, "Service Unavailable"},
};

std::string_view reason(int status) {
    for (const auto& [code, phrase] : reasons)
        if (code == status) return phrase;
    return "Unknown";
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
    out += name;
    out += ": ";
    for (const char c : value) out += c == '\r' || c == '\n' || c == '\0' ? ' ' : c;
    out += "\r\n";
}

}  // namespace

Response json_response(int status, std::string json) {
    return text_response(status, std::move(json), "application/json");
}

Response text_response(int status, std::string text, std::string_view type) {
    Response response{status, {}, std::move(text)};
    response.headers.add("Content-Type", std::string(type));
    return response;
}

Response event_stream(std::shared_ptr<Stream> stream) {
    Response response{200, {}, {}, std::move(stream)};
    response.headers.add("Content-Type", "text/event-stream; charset=utf-8");
    response.headers.add("X-Accel-Buffering", "no");
    return response;
}

bool has_body(int status) { return status >= 200 && status != 204 && status != 304; }

std::string wire_head(const Response& response, std::string_view date, bool close) {
    std::string out;
    out.reserve(512);
    out += "HTTP/1.1 ";
    out += std::to_string(response.status);
    out += ' ';
    out += reason(response.status);
    out += "\r\n";
    append_field(out, "Date", date);
    for (const auto& [name, value] : response.headers) append_field(out, name, value);
    if (response.stream)
        append_field(out, "Transfer-Encoding", "chunked");
    else if (has_body(response.status))
        append_field(out, "Content-Length", std::to_string(response.body.size()));
    if (close) append_field(out, "Connection", "close");
    out += "\r\n";
    return out;
}

}  // namespace vuelve::http
