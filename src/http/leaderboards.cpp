#include "http/leaderboards.h"

#include "app/leaderboards.h"
#include "codec/programme_words.h"
#include "codec/sentences.h"
#include "http/paging.h"

namespace vuelve::http {

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
    std::optional<HolderId> member;
    if (auto asked = request.query.find("member"); asked != request.query.end()) {
        member = parse_public_holder(PublicKind::Member, asked->second);
        if (!member) return refuse(ErrorCode::UnknownMember);
    }
    app::OpenProgramme& programme = programme_of(api, request);
    const auto reading = TRY(app::read_leaderboard(api.service, programme, code, at, member));
    return json_response(
        200, app::board_json(api.service, programme, reading, page.limit, language_of(request)));
}

}  // namespace vuelve::http
