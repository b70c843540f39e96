#pragma once

#include <charconv>
#include <string>
#include <string_view>

#include "base/result.h"
#include "codec/json_writer.h"
#include "http/request.h"
#include "http/response.h"

/// Lists page by page: `limit` and an opaque `cursor`, `next` and a Link. Source: design.md 4.
namespace vuelve::http {

struct Page {
    int limit = 50;
    std::string cursor;  // "" = from the start
};
/// Errors: ValidationFailed for a limit outside 1 to 200.
Result<Page> page_of(const Request& request);
std::unexpected<Error> wrong_cursor();
/// `cursor` as a whole number; `start` when there is none. Errors: ValidationFailed.
Result<std::int64_t> number_cursor(const Page& page, std::int64_t start);

/// Closes the list and the body that `out` has open; `next` ("" = the last page) says the same in
/// Link.
Response page_response(const Request& request, JsonWriter& out, int limit, const std::string& next);

/// The whole of `text` as a number.
template <class Number>
bool read_whole(std::string_view text, Number& out) {
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc{} && end == text.data() + text.size() && !text.empty();
}

}  // namespace vuelve::http
