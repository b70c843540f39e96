#include "http/segments.h"

#include "app/segments.h"
#include "codec/programme_parts.h"
#include "codec/public_id.h"
#include "codec/request_format.h"
#include "codec/sentences.h"
#include "http/paging.h"

namespace vuelve::http {
namespace {

struct DraftBody {
    std::vector<Condition> where;
};

void write_person(JsonWriter& out, const app::SegmentPerson& person) {
    out.begin_object()
        .member("member", format_public(PublicKind::Member, person.member))
        .key("identities")
        .begin_array();
    for (const std::string& identity : person.identities) out.value(identity);
    out.end_array();
    if (person.since) out.member("since", *person.since);
    out.end_object();
}

void write_event(JsonWriter& out, const app::SegmentEvent& event, const std::string& code) {
    const auto& move = event.move;
    out.begin_object()
        .member("id", std::to_string(move.id))
        .member("event", move.entered ? "segment.entered" : "segment.left")
        .member("segment", code)
        .member("member", format_public(PublicKind::Member, move.member))
        .member("cause", name_of(move.cause))
        .key("txn");
    if (event.txn)
        out.value(format_public(PublicKind::Txn, *event.txn));
    else
        out.null();
    out.member("at", move.at).end_object();
}

}  // namespace

Result<Response> list_segments(Api& api, const Request& request) {
    app::OpenProgramme& programme = programme_of(api, request);
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const app::SegmentCount& counted : app::count_segments(api.service, programme)) {
        const Segment& segment = counted.segment;
        out.begin_object()
            .member("segment", segment.code)
            .member("name", text_in(segment.name, language_of(request), segment.code))
            .member("kind", segment.dynamic ? "dynamic" : "static")
            .key("where");
        encode_conditions(segment.where, out);
        out.member("members", counted.members).end_object();
    }
    return json_response(200, std::move(out.end_array().end_object()).text());
}

Result<Response> list_segment_paths(Api& api, const Request& request) {
    static_cast<void>(api);
    static_cast<void>(request);
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const PathInfo& info : segment_paths())
        out.begin_object()
            .member("path", info.pattern)
            .member("type", name_of(info.type))
            .member("moves_with_time", info.moves_with_time)
            .member("means", info.means)
            .end_object();
    return json_response(200, std::move(out.end_array().end_object()).text());
}

Result<Response> list_segment_members(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    const HolderId after{TRY(number_cursor(page, 0))};
    const std::string code = TRY(code_in_path(request, "code"));
    const auto read =
        TRY(app::read_segment(api.service, programme_of(api, request), code, after, page.limit));
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const app::SegmentPerson& person : read.people) write_person(out, person);
    return page_response(request, out, page.limit,
                         read.is_last ? "" : std::to_string(read.people.back().member.value));
}

Result<Response> list_segment_moves(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    const std::int64_t after = TRY(number_cursor(page, 0));
    const std::string code = TRY(code_in_path(request, "code"));
    auto events =
        TRY(app::read_moves(api.service, programme_of(api, request), code, after, page.limit + 1));
    const bool is_last = std::ssize(events) <= page.limit;
    if (!is_last) events.pop_back();
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const app::SegmentEvent& event : events) write_event(out, event, code);
    return page_response(request, out, page.limit,
                         is_last ? "" : std::to_string(events.back().move.id));
}

Result<Response> draft_segment(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    const auto body = TRY(decode_body<DraftBody>(json, [](const Cursor& at, DraftBody& out) {
        ObjectReader object(at);
        object.required("where", out.where, conditions());
    }));
    const auto draft = TRY(app::draft_segment(api.service, programme_of(api, request), body.where));
    JsonWriter out;
    out.begin_object()
        .member("members", draft.members)
        .member("of", draft.of)
        .member("spent_365_days", draft.spent)
        .member("points_value", draft.points_value)
        .key("sample")
        .begin_array();
    for (const app::SegmentPerson& person : draft.sample) write_person(out, person);
    return json_response(200, std::move(out.end_array().end_object()).text());
}

}  // namespace vuelve::http
