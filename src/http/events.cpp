#include "http/events.h"

#include <ranges>

#include "app/event_reading.h"
#include "codec/event_json.h"
#include "codec/json_writer.h"
#include "domain/event_type.h"
#include "http/paging.h"

namespace vuelve::http {
namespace {

/// "points.earned", the whole type "vuelve.points.earned.v1", or all of a kind: "points.*".
bool is_meant(std::string_view word, std::string_view name) {
    if (word.ends_with(".*")) return name.starts_with(word.substr(0, word.size() - 1));
    return word == name || word == cloud_event_type(name);
}

/// "points.earned,tier.*".
Result<std::vector<std::string>> event_types_asked(const Request& request) {
    std::vector<std::string> types;
    const auto sent = request.query.find("types");
    if (sent == request.query.end()) return types;
    for (const auto part : std::views::split(std::string_view(sent->second), ',')) {
        const std::string_view word(part.begin(), part.end());
        const std::size_t before = types.size();
        for (const EventKind& kind : event_kinds())
            if (is_meant(word, kind.name)) types.emplace_back(kind.name);
        if (types.size() == before)
            return refuse_field("/types", "unknown-reference",
                                "no event has the name " + std::string(word));
    }
    return types;
}

Result<HolderId> event_subject_asked(const Request& request) {
    const auto sent = request.query.find("subject");
    if (sent == request.query.end()) return HolderId{};
    for (const PublicKind kind : {PublicKind::Member, PublicKind::Household})
        if (const auto holder = parse_public_holder(kind, sent->second)) return *holder;
    return refuse_field("/subject", "wrong-format", "the id of a member or a household");
}

Result<app::EventsAsked> events_asked(Api& api, const Request& request) {
    app::EventsAsked asked{.limit = TRY(page_of(request)).limit,
                           .types = TRY(event_types_asked(request)),
                           .subject = TRY(event_subject_asked(request))};
    // Who was cut off goes on from the last event seen, whatever the address says.
    const auto resumed = request.headers.find("Last-Event-ID");
    const auto sent = request.query.find("after");
    const std::string place = resumed                       ? std::string(*resumed)
                              : sent == request.query.end() ? std::string()
                                                            : sent->second;
    if (place.empty()) return asked;
    const auto after = app::parse_event_place(api.service, programme_of(api, request), place);
    if (!after)
        return refuse_field("/after", "unknown-reference",
                            "`next` of an answer before, or the id of an event");
    asked.after = *after;
    return asked;
}

/// News as they come, until the listener goes or the server stops.
class EventFeed final : public Stream {
 public:
    EventFeed(app::Service& service, const app::OpenProgramme& programme, app::EventsAsked asked)
        : service_(service), programme_(programme), asked_(std::move(asked)) {}

    std::optional<std::string> next() override {
        const std::uint64_t rung = service_.programmes().bell().rung();
        if (!more_ && rung == heard_) return "";
        heard_ = rung;
        const app::EventsRead read = app::read_events(service_, programme_, asked_);
        asked_.after = read.next;
        more_ = read.more;
        std::string text;
        for (const storage::EventRow& row : read.events) {
            text += "id: " + app::event_place(programme_, row.sequence) + "\n";
            text += "event: " + cloud_event_type(row.type) + "\n";
            text += "data: " + app::cloud_event(programme_, row) + "\n\n";
        }
        return text;
    }
    std::string_view keep_alive() const override { return ": still here\n\n"; }

 private:
    app::Service& service_;
    const app::OpenProgramme& programme_;
    app::EventsAsked asked_;
    std::uint64_t heard_ = 0;
    bool more_ = true;  // what is there already is read without a ring
};

}  // namespace

Result<Response> list_events(Api& api, const Request& request) {
    const app::EventsAsked asked = TRY(events_asked(api, request));
    const app::OpenProgramme& programme = programme_of(api, request);
    const app::EventsRead read = app::read_events(api.service, programme, asked);
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const storage::EventRow& row : read.events) out.raw(app::cloud_event(programme, row));
    out.end_array()
        .member("next", app::event_place(programme, read.next))
        .member("more", read.more)
        .end_object();
    return json_response(200, std::move(out).text());
}

Result<Response> stream_events(Api& api, const Request& request) {
    return event_stream(std::make_shared<EventFeed>(api.service, programme_of(api, request),
                                                    TRY(events_asked(api, request))));
}

}  // namespace vuelve::http
