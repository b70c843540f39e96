#include "http/report_query.h"

#include "app/books.h"

namespace vuelve::http {

Result<int> written_month(const std::string& pointer, const std::string& written) {
    auto first = written.size() == 7 ? parse_day(written + "-01") : std::nullopt;
    if (!first) return refuse_field(pointer, "wrong-format", "a month is written 2026-03");
    return month_number(*first);
}

Result<int> month_of_query(Api& api, const Request& request) {
    auto written = request.query.find("month");
    const int month =
        TRY(written_month("/month", written == request.query.end() ? "" : written->second));
    if (!app::has_begun(api.service, programme_of(api, request), month))
        return refuse_field("/month", "out-of-range", "the month has not begun");
    return month;
}

Result<const Currency*> currency_of_query(const Request& request, const Programme& programme) {
    auto code = request.query.find("currency");
    const Currency* currency =
        code == request.query.end() ? nullptr : programme.find_currency(code->second);
    if (!currency) return refuse_field("/currency", "unknown-reference", "no such currency");
    return currency;
}

}  // namespace vuelve::http
