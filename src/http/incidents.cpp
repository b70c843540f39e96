#include "http/incidents.h"

#include <algorithm>

#include "app/incidents.h"
#include "codec/privacy_request.h"
#include "http/paging.h"

namespace vuelve::http {
namespace {

void write_incident(JsonWriter& out, const Zone& zone, const app::Incident& incident) {
    out.begin_object()
        .member("incident", std::to_string(incident.id))
        .member("state", incident.is_closed ? "closed" : "open")
        .member("known_at", incident.known_at)
        .member("from", incident.from)
        .member("until", incident.until)
        .member("touched_by", incident.touched_by);
    out.key("countries").begin_array();
    for (const std::string& country : incident.countries) out.value(country);
    out.end_array().key("clocks").begin_array();
    for (const app::IncidentClock& clock : app::clocks_of(zone, incident))
        out.begin_object()
            .member("country", clock.country)
            .member("who", clock.who)
            .member("due_at", clock.due_at)
            .member("told_at", clock.told_at)
            .end_object();
    out.end_array()
        .member("affected", incident.affected)
        .member("story", incident.story)
        .member("opened_at", incident.opened_at)
        .member("closed_at", incident.closed_at)
        .end_object();
}

Response tell_incident(Api& api, const Request& request, int status, const app::Incident& one) {
    JsonWriter out;
    write_incident(out, programme_of(api, request).snapshot()->zone(), one);
    return json_response(status, std::move(out).text());
}

Result<app::Incident> incident_in_path(Api& api, const Request& request) {
    std::int64_t id = 0;
    if (!read_whole(request.parameters.at("id"), id)) return refuse(ErrorCode::NotFound);
    auto found = app::find_incident(api.service, programme_of(api, request), id);
    if (!found) return refuse(ErrorCode::NotFound);
    return *std::move(found);
}

}  // namespace

Result<Response> create_incident(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    IncidentBody body = TRY(decode_incident(json));
    if (body.known_at > api.service.now())
        return refuse_field("/known_at", "out-of-range", "lies in the future");
    const app::Incident opened = app::open_incident(api.service, caller_of(request),
                                                    {.known_at = body.known_at,
                                                     .from = body.from,
                                                     .until = body.until,
                                                     .touched_by = std::move(body.touched_by),
                                                     .members = std::move(body.members),
                                                     .countries = std::move(body.countries),
                                                     .story = std::move(body.story)});
    Response response = tell_incident(api, request, 201, opened);
    response.headers.add("Location", "/v1/privacy/incidents/" + std::to_string(opened.id));
    return response;
}

Result<Response> list_incidents(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    const app::OpenProgramme& programme = programme_of(api, request);
    const std::int64_t after = TRY(number_cursor(page, 0));
    auto incidents = app::read_incidents(api.service, programme, after, page.limit + 1);
    const bool more = std::ssize(incidents) > page.limit;
    if (more) incidents.pop_back();
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const auto& one : incidents) write_incident(out, programme.snapshot()->zone(), one);
    return page_response(request, out, page.limit,
                         more ? std::to_string(incidents.back().id) : std::string());
}

Result<Response> show_incident(Api& api, const Request& request) {
    return tell_incident(api, request, 200, TRY(incident_in_path(api, request)));
}

Result<Response> follow_incident(Api& api, const Request& request) {
    const app::Incident known = TRY(incident_in_path(api, request));
    const Json json = TRY(body_of(request));
    const IncidentNewsBody body = TRY(decode_incident_news(json));
    return tell_incident(api, request, 200,
                         TRY(app::follow_incident(api.service, caller_of(request), known.id,
                                                  {.told_country = body.told_country,
                                                   .told_who = body.told_who,
                                                   .story = body.story,
                                                   .closes = body.closes})));
}

Result<Response> list_affected(Api& api, const Request& request) {
    const app::Incident incident = TRY(incident_in_path(api, request));
    const Page page = TRY(page_of(request));
    const HolderId after{TRY(number_cursor(page, 0))};
    const auto all = app::affected_by(api.service, programme_of(api, request), incident);
    auto next = std::ranges::upper_bound(all, after);
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    std::string last;
    for (int room = page.limit; next != all.end(); ++next) {
        if (room-- == 0) return page_response(request, out, page.limit, last);
        out.value(format_public(PublicKind::Member, *next));
        last = std::to_string(next->value);
    }
    return page_response(request, out, page.limit, "");
}

}  // namespace vuelve::http
