#include "http/period_query.h"

#include "app/measures.h"

namespace vuelve::http {
namespace {

std::unexpected<Error> wrong_period(std::string_view name, std::string detail) {
    return refuse_field("/" + std::string(name), "wrong-format", std::move(detail));
}

}  // namespace

Result<std::optional<Day>> day_of_query(const Request& request, std::string_view name) {
    const auto written = request.query.find(name);
    if (written == request.query.end()) return std::nullopt;
    const auto day = parse_day(written->second);
    if (!day) return wrong_period(name, "a day is written 2026-03-10");
    return day;
}

Result<int> month_named(const Request& request, std::string_view name) {
    const auto written = request.query.find(name);
    const auto first = written == request.query.end() || written->second.size() != 7
                           ? std::nullopt
                           : parse_day(written->second + "-01");
    if (!first) return wrong_period(name, "a month is written 2026-03");
    return month_number(*first);
}

Day today_of(Api& api, const Request& request) {
    return app::today(api.service, programme_of(api, request));
}

Result<analytics::DaySpan> span_of_query(Api& api, const Request& request) {
    analytics::DaySpan span;
    const auto from = TRY(day_of_query(request, "from"));
    const auto to = TRY(day_of_query(request, "to"));
    if (request.query.contains("month")) {
        if (from || to) return wrong_period("month", "a month, or days from and to");
        const int month = TRY(month_named(request, "month"));
        span.first = day_of(month / 100, month % 100, 1);
        span.last = add_months(span.first, 1) + -1;
    } else {
        if (!from || !to) return wrong_period(from ? "to" : "from", "month, or from and to");
        span = {*from, *to};
    }
    if (span.last < span.first) return wrong_period("to", "it lies before `from`");
    constexpr int days_max = 3660;
    if (span.last - span.first > days_max) return wrong_period("to", "at most ten years");
    if (today_of(api, request) < span.first)
        return refuse_field("/from", "out-of-range", "the period has not begun");
    return span;
}

}  // namespace vuelve::http
