#include "http/report_query.h"

#include <fmt/format.h>

namespace vuelve::http {

Result<int> month_of_query(const Request& request) {
    auto written = request.query.find("month");
    auto first = written == request.query.end() || written->second.size() != 7
                     ? std::nullopt
                     : parse_day(written->second + "-01");
    if (!first) return refuse_field("/month", "wrong-format", "a month is written 2026-03");
    return month_number(*first);
}

Result<const Currency*> currency_of_query(const Request& request, const Programme& programme) {
    auto code = request.query.find("currency");
    const Currency* currency =
        code == request.query.end() ? nullptr : programme.find_currency(code->second);
    if (!currency) return refuse_field("/currency", "unknown-reference", "no such currency");
    return currency;
}

std::string month_text(int month) { return fmt::format("{:04}-{:02}", month / 100, month % 100); }

}  // namespace vuelve::http
