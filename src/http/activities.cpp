#include "http/activities.h"

#include "app/activities.h"
#include "app/holders.h"
#include "app/reading.h"
#include "codec/activities_json.h"
#include "codec/answer_json_parts.h"
#include "domain/prolong.h"
#include "http/member_pages.h"
#include "http/paging.h"

namespace vuelve::http {
namespace {

std::string query_of(const Request& request, std::string_view name) {
    auto found = request.query.find(name);
    return found == request.query.end() ? "" : found->second;
}

Result<Day> date_of_query(const Request& request, const Programme& programme, Instant now) {
    const std::string text = query_of(request, "date");
    if (text.empty()) return programme.zone().local_day(now);
    if (auto day = parse_day(text)) return *day;
    return refuse_field("/date", "wrong-format", "a date is written 2026-03-10");
}

/// "30,7,1"
Result<std::vector<int>> offsets_of_query(const Request& request, const Programme& programme) {
    constexpr int offset_max = 3660;
    const std::string text = query_of(request, "offsets");
    std::string_view rest = text;
    if (rest.empty()) return programme.document().notifications.expiry_notices;
    std::vector<int> offsets;
    while (!rest.empty()) {
        const auto comma = rest.find(',');
        int offset = 0;
        if (!read_whole(rest.substr(0, comma), offset) || offset < 0 || offset > offset_max)
            return refuse_field("/offsets", "wrong-format", "days before the end, as in 30,7,1");
        offsets.push_back(offset);
        rest = comma == rest.npos ? "" : rest.substr(comma + 1);
    }
    return offsets;
}

void write_notice(JsonWriter& out, const ExpiryNotice& notice, const Programme& programme) {
    out.begin_object();
    write_code(out, "currency", notice.currency.value, programme);
    out.member("points", notice.points)
        .member("last_day", notice.last_day)
        .member("days_left", notice.days_left)
        .end_object();
}

}  // namespace

Result<Response> show_activities(Api& api, const Request& request) {
    const HolderId id = TRY(member_in_path(request));
    const auto reading = TRY(app::read_activities(api.service, programme_of(api, request), id,
                                                  query_of(request, "store")));
    return json_response(200, activities_json(reading.member, reading.activities,
                                              *reading.programme, language_of(request)));
}

Result<Response> list_notices(Api& api, const Request& request) {
    const HolderId id = TRY(member_in_path(request));
    app::OpenProgramme& programme = programme_of(api, request);
    const auto snapshot = programme.snapshot();
    const Day date = TRY(date_of_query(request, *snapshot, api.service.now()));
    const auto offsets = TRY(offsets_of_query(request, *snapshot));
    const auto reading = TRY(app::read_member(api.service, programme, id));

    std::vector<Holder> accounts{reading.member};
    auto reader = api.service.database().snapshot();
    if (reading.member.household.value != 0)
        if (auto household = app::read_holder(programme, *reader, reading.member.household))
            accounts.push_back(std::move(*household));
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (int offset : offsets)
        for (const Holder& account : accounts)
            for (const ExpiryNotice& notice :
                 notices(*snapshot, account, date, std::span(&offset, 1)))
                write_notice(out, notice, *snapshot);
    return json_response(200, std::move(out.end_array().end_object()).text());
}

}  // namespace vuelve::http
