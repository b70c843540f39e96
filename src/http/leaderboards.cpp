#include "http/leaderboards.h"

#include "app/leaderboards.h"
#include "codec/programme_words.h"
#include "codec/sentences.h"
#include "http/me.h"
#include "http/paging.h"

namespace vuelve::http {
namespace {

/// Who has signed in; else whom the query names, if anybody.
Result<std::optional<HolderId>> member_asked(const Request& request) {
    if (request.caller.kind == CallerKind::Member) return HolderId{request.caller.subject};
    const auto asked = request.query.find("member");
    if (asked == request.query.end()) return std::nullopt;
    const auto member = parse_public_holder(PublicKind::Member, asked->second);
    if (!member) return refuse(ErrorCode::UnknownMember);
    return member;
}

void write_own_place(JsonWriter& out, const std::optional<app::OwnPlace>& own) {
    out.key("own");
    if (!own) {
        out.null();
        return;
    }
    out.begin_object()
        .member("rank", own->rank)
        .member("score", own->score)
        .member("visible", own->agrees && own->score > 0)
        .end_object();
}

}  // namespace

Result<Response> list_leaderboards(Api& api, const Request& request) {
    const auto snapshot = programme_of(api, request).snapshot();
    const auto write = [&](JsonWriter& out, const Leaderboard& board) {
        out.begin_object()
            .member("code", board.code)
            .member("name", text_in(board.name, language_of(request), board.code))
            .member("metric", word_of(words::leaderboard_metric, board.metric))
            .key("currency");
        if (board.currency.empty())
            out.null();
        else
            out.value(board.currency);
        out.member("period", word_of(words::leaderboard_period, board.period))
            .member("leagues", word_of(words::leaderboard_leagues, board.leagues))
            .end_object();
    };
    return page_in_order(request, snapshot->document().leaderboards, &Leaderboard::code, write);
}

Result<Response> show_leaderboard(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    const std::string code = TRY(code_in_path(request, "code"));
    Instant at = api.service.now();
    if (auto asked = request.query.find("at"); asked != request.query.end()) {
        const auto instant = parse_instant(asked->second);
        if (!instant) return refuse_field("/at", "wrong-format", "expects 2026-03-10T18:05:00Z");
        at = *instant;
    }
    const std::optional<HolderId> member = TRY(member_asked(request));
    app::OpenProgramme& programme = programme_of(api, request);
    const auto reading = TRY(app::read_leaderboard(api.service, programme, code, at, member));
    return json_response(
        200, app::board_json(api.service, programme, reading, page.limit, language_of(request)));
}

Result<Response> list_own_leaderboards(Api& api, const Request& request) {
    const HolderId member = TRY(own_member(request));
    app::OpenProgramme& programme = programme_of(api, request);
    const auto snapshot = programme.snapshot();
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const Leaderboard& board : snapshot->document().leaderboards) {
        const auto reading = TRY(
            app::read_leaderboard(api.service, programme, board.code, api.service.now(), member));
        out.begin_object()
            .member("leaderboard", board.code)
            .member("name", text_in(board.name, language_of(request), board.code))
            .member("metric", word_of(words::leaderboard_metric, board.metric))
            .member("from", reading.period.first)
            .member("to", reading.period.last);
        write_own_place(out, reading.own);
        out.end_object();
    }
    return json_response(200, std::move(out.end_array().end_object()).text());
}

Result<Response> show_own_leaderboard(Api& api, const Request& request) {
    TRY(own_member(request));
    return show_leaderboard(api, request);
}

}  // namespace vuelve::http
