#include "http/paging.h"

#include "http/target.h"

namespace vuelve::http {
Result<Page> page_of(const Request& request) {
    constexpr int limit_max = 200;
    Page page;
    if (auto limit = request.query.find("limit"); limit != request.query.end())
        if (!read_whole(limit->second, page.limit) || page.limit < 1 || page.limit > limit_max)
            return refuse_field("/limit", "out-of-range", "1 to 200");
    if (auto cursor = request.query.find("cursor"); cursor != request.query.end())
        page.cursor = cursor->second;
    return page;
}

std::unexpected<Error> wrong_cursor() {
    return refuse_field("/cursor", "wrong-format", "`next` of the page before");
}

Result<std::int64_t> number_cursor(const Page& page, std::int64_t start) {
    std::int64_t number = start;
    if (!page.cursor.empty() && !read_whole(page.cursor, number)) return wrong_cursor();
    return number;
}

Response page_response(const Request& request,
                       JsonWriter& out,
                       int limit,
                       const std::string& next) {
    out.end_array().key("next");
    if (next.empty())
        out.null();
    else
        out.value(next);
    Response response = json_response(200, std::move(out.end_object()).text());
    if (next.empty()) return response;
    std::string target =
        request.path + "?limit=" + std::to_string(limit) + "&cursor=" + percent_encode(next);
    for (const auto& [name, value] : request.query)
        if (name != "limit" && name != "cursor")
            target += "&" + percent_encode(name) + "=" + percent_encode(value);
    response.headers.add("Link", "<" + target + ">; rel=\"next\"");
    return response;
}

}  // namespace vuelve::http
