#include <algorithm>
#include <ranges>

#include "app/reading.h"
#include "codec/answer_json_parts.h"
#include "http/member_pages.h"
#include "http/paging.h"

namespace vuelve::http {
namespace {

constexpr std::size_t offsets_max = 20;
constexpr int offset_days_max = 3660;

Result<Day> date_asked(const Request& request, Day today) {
    const auto sent = request.query.find("date");
    if (sent == request.query.end()) return today;
    const auto date = parse_day(sent->second);
    if (!date) return refuse_field("/date", "wrong-format", "a day such as 2026-03-31");
    return *date;
}

Result<std::vector<int>> offsets_asked(const Request& request, std::vector<int> usual) {
    const auto sent = request.query.find("offsets");
    if (sent == request.query.end()) return usual;
    std::vector<int> offsets;
    for (const auto part : std::views::split(std::string_view(sent->second), ',')) {
        int days = 0;
        if (!read_whole(std::string_view(part.begin(), part.end()), days) || days < 0 ||
            days > offset_days_max || offsets.size() == offsets_max)
            return refuse_field("/offsets", "wrong-format", "days between commas: 30,7,1");
        offsets.push_back(days);
    }
    return offsets;
}

}  // namespace

Result<Response> list_notices(Api& api, const Request& request) {
    const HolderId id = TRY(member_in_path(request));
    app::OpenProgramme& programme = programme_of(api, request);
    const auto snapshot = programme.snapshot();
    const Day date = TRY(date_asked(request, snapshot->zone().local_day(api.service.now())));
    const auto offsets =
        TRY(offsets_asked(request, snapshot->document().notifications.expiry_notices));
    const auto reading = TRY(app::read_notices(api.service, programme, id, date, offsets));
    JsonWriter out;
    out.begin_object()
        .member("member", format_public(PublicKind::Member, reading.member))
        .member("date", date)
        .key("items")
        .begin_array();
    for (const ExpiryNotice& notice : reading.notices) {
        out.begin_object();
        write_code(out, "currency", notice.currency.value, *reading.programme);
        out.member("points", notice.points)
            .member("last_day", notice.last_day)
            .member("days_left", notice.days_left)
            .end_object();
    }
    return json_response(200, std::move(out.end_array().end_object()).text());
}

}  // namespace vuelve::http
