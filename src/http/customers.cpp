#include "app/customers.h"

#include <algorithm>
#include <map>

#include "analytics/rate.h"
#include "codec/public_id.h"
#include "http/measures.h"
#include "http/paging.h"
#include "http/period_query.h"

namespace vuelve::http {
namespace {

std::string month_text(int month) {
    return format_day(day_of(month / 100, month % 100, 1)).substr(0, 7);
}

/// The day of `?date=`, or today. Errors: ValidationFailed.
Result<Day> as_of(Api& api, const Request& request) {
    const auto day = TRY(day_of_query(request, "date"));
    return day.value_or(today_of(api, request));
}

void write_scored(JsonWriter& out, const app::RfmMember& member) {
    out.begin_object()
        .member("member", format_public(PublicKind::Member, member.member))
        .member("segment", analytics::name_of(member.score.segment))
        .member("r", member.score.r)
        .member("f", member.score.f)
        .member("m", member.score.m)
        .member("last", member.input.last)
        .member("purchases", member.input.purchases)
        .member("amount", member.input.amount)
        .end_object();
}

}  // namespace

Result<Response> show_retention(Api& api, const Request& request) {
    const int first = TRY(month_named(request, "from"));
    const int last = TRY(month_named(request, "to"));
    constexpr int months_max = 120;
    if (last < first || analytics::months_between(first, last) > months_max)
        return refuse_field("/to", "out-of-range", "from `from` on, at most ten years");
    if (month_number(today_of(api, request)) < last)
        return refuse_field("/to", "out-of-range", "the month has not begun");
    JsonWriter out;
    out.begin_object().member("from", month_text(first)).member("to", month_text(last));
    out.key("cohorts").begin_array();
    for (const analytics::Cohort& cohort :
         app::read_retention(api.service, programme_of(api, request), first, last)) {
        out.begin_object().member("cohort", month_text(cohort.month)).member("size", cohort.size);
        out.key("active").begin_array();
        for (std::int64_t active : cohort.active) out.value(active);
        out.end_array().key("retention").begin_array();
        for (const auto& rate :
             analytics::retention_of(cohort, static_cast<int>(cohort.active.size()) - 1))
            out.value(rate);
        out.end_array().end_object();
    }
    return json_response(200, std::move(out.end_array().end_object()).text());
}

Result<Response> list_cohort(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    const std::int64_t after = TRY(number_cursor(page, 0));
    const int cohort = TRY(month_named(request, "cohort"));
    int k = 0;
    constexpr int months_max = 1200;
    const auto written = request.query.find("k");
    if (written != request.query.end() &&
        (!read_whole(written->second, k) || k < 0 || k > months_max))
        return refuse_field("/k", "out-of-range", "months from 0 on");
    const auto members =
        app::read_cohort_members(api.service, programme_of(api, request), cohort, k);
    JsonWriter out;
    out.begin_object().member("cohort", month_text(cohort)).member("k", k);
    out.member("count", std::ssize(members)).key("items").begin_array();
    auto member = std::ranges::upper_bound(members, HolderId{after});
    for (int room = page.limit; member != members.end(); ++member) {
        if (room-- == 0)
            return page_response(request, out, page.limit,
                                 std::to_string(std::prev(member)->value));
        out.value(format_public(PublicKind::Member, *member));
    }
    return page_response(request, out, page.limit, "");
}

Result<Response> show_rfm(Api& api, const Request& request) {
    const Day date = TRY(as_of(api, request));
    struct Sum {
        std::int64_t members = 0, purchases = 0, amount = 0;
    };
    std::map<analytics::RfmSegment, Sum> sums;
    const auto members = app::read_rfm(api.service, programme_of(api, request), date);
    for (const app::RfmMember& member : members) {
        Sum& sum = sums[member.score.segment];
        ++sum.members;
        sum.purchases += member.input.purchases;
        sum.amount += member.input.amount;
    }
    JsonWriter out;
    out.begin_object().member("date", date).member("members", std::ssize(members));
    out.key("segments").begin_array();
    for (const auto& [segment, sum] : sums)
        out.begin_object()
            .member("segment", analytics::name_of(segment))
            .member("members", sum.members)
            .member("share", analytics::rate_of(sum.members, std::ssize(members)))
            .member("purchases", sum.purchases)
            .member("amount", sum.amount)
            .end_object();
    return json_response(200, std::move(out.end_array().end_object()).text());
}

Result<Response> list_rfm(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    const std::int64_t after = TRY(number_cursor(page, 0));
    const Day date = TRY(as_of(api, request));
    const auto wanted = request.query.find("segment");
    auto members = app::read_rfm(api.service, programme_of(api, request), date);
    std::erase_if(members, [&](const app::RfmMember& member) {
        return member.member.value <= after ||
               (wanted != request.query.end() &&
                analytics::name_of(member.score.segment) != wanted->second);
    });
    const auto limit = static_cast<std::size_t>(page.limit);
    const bool more = members.size() > limit;
    if (more) members.resize(limit);
    JsonWriter out;
    out.begin_object().member("date", date).key("items").begin_array();
    for (const app::RfmMember& member : members) write_scored(out, member);
    return page_response(request, out, page.limit,
                         more ? std::to_string(members.back().member.value) : "");
}

}  // namespace vuelve::http
