#pragma once

#include <algorithm>
#include <charconv>
#include <functional>
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

/// Items that keep the order of the programme's document, page by page; a cursor is the name of the
/// last one shown. `write` writes one item. Errors: ValidationFailed.
template <class Items, class Name, class Write>
Result<Response> page_in_order(const Request& request,
                               const Items& items,
                               Name name,
                               const Write& write) {
    const Page page = TRY(page_of(request));
    auto item = items.begin();
    if (!page.cursor.empty()) {
        item = std::ranges::find(items, page.cursor, name);
        if (item == items.end()) return wrong_cursor();
        ++item;
    }
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    std::string last;
    for (int room = page.limit; item != items.end(); ++item) {
        if (room-- == 0) return page_response(request, out, page.limit, last);
        write(out, *item);
        last = std::invoke(name, *item);
    }
    return page_response(request, out, page.limit, "");
}

/// The whole of `text` as a number.
template <class Number>
bool read_whole(std::string_view text, Number& out) {
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc{} && end == text.data() + text.size() && !text.empty();
}

}  // namespace vuelve::http
