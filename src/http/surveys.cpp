#include "http/surveys.h"

#include <limits>

#include "app/surveys.h"
#include "codec/answer_json_parts.h"
#include "codec/survey_request.h"
#include "http/member_pages.h"
#include "http/paging.h"

namespace vuelve::http {
namespace {

std::string placed_txn(std::int64_t id, HolderId holder) {
    return format_placed(PublicKind::Txn, id, holder);
}

void write_answer(JsonWriter& out,
                  const app::AnswerItem& item,
                  const Programme& programme,
                  bool with_comments) {
    out.begin_object()
        .member("txn", placed_txn(item.answer.id.value, item.given_by))
        .member("at", item.at)
        .member("rating", item.answer.rating)
        .member("nps", item.answer.nps)
        .key("purchase");
    if (item.purchase.empty())
        out.null();
    else
        out.value(item.purchase);
    write_code(out, "store", item.answer.store.value, programme);
    out.member("has_comment", !item.comment.empty());
    if (with_comments && !item.comment.empty()) out.member("comment", item.comment);
    out.end_object();
}

}  // namespace

Result<app::Ask> ask_answer(Api& api, const Request& request) {
    TRY(member_in_path(request));
    const Json json = TRY(body_of(request));
    auto decoded = TRY(decode_survey_answer(json, request.parameters.at("id")));
    if (!decoded.store.empty()) TRY(check_store(api, request, decoded.store));
    return ask_command(api, request, std::move(decoded));
}

Result<Response> list_answers(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    const AnswerId before{TRY(number_cursor(page, std::numeric_limits<std::int64_t>::max()))};
    const HolderId id = TRY(member_in_path(request));
    const app::OpenProgramme& programme = programme_of(api, request);
    const auto found = TRY(app::read_answers(api.service, programme, id, before, page.limit));
    const auto snapshot = programme.snapshot();
    JsonWriter out;
    out.begin_object()
        .member("member", format_public(PublicKind::Member, found.member))
        .key("items")
        .begin_array();
    for (const app::AnswerItem& item : found.items)
        write_answer(out, item, *snapshot,
                     has_scope(request, "reports.read") || has_scope(request, "me"));
    return page_response(request, out, page.limit,
                         found.next.value == 0 ? "" : std::to_string(found.next.value));
}

Result<Day> day_of_query(const Request& request, const std::string& name) {
    auto written = request.query.find(name);
    auto day = written == request.query.end() ? std::nullopt : parse_day(written->second);
    if (!day) return refuse_field("/" + name, "wrong-format", "a day is written 2026-03-10");
    return *day;
}

Result<Response> show_satisfaction(Api& api, const Request& request) {
    const app::OpenProgramme& programme = programme_of(api, request);
    app::SatisfactionAsked asked;
    asked.from = TRY(day_of_query(request, "from"));
    asked.to = TRY(day_of_query(request, "to"));
    if (auto store = request.query.find("store"); store != request.query.end())
        asked.store = store->second;
    const auto report = TRY(app::read_satisfaction(api.service, programme, asked));
    return json_response(200, app::satisfaction_json(asked, report, *programme.snapshot()));
}

}  // namespace vuelve::http
