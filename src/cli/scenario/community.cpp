#include "cli/scenario/community.h"

#include "cli/scenario/answer.h"
#include "cli/scenario/make_json.h"
#include "codec/request_format.h"

namespace vuelve::cli {

Json told_json(const Json& body) {
    ObjectMaker out;
    out.add("status", "ok");
    for (const JsonMember& member : *body.get_if<Json::Object>())
        out.add(member.name, member.value);
    return std::move(out).done();
}

bool is_community_read(std::string_view op) { return op == "satisfaction" || op == "leaderboard"; }

Result<app::SatisfactionAsked> decode_satisfaction(const GoldenStep& step) {
    return decode_body<app::SatisfactionAsked>(step.arguments,
                                               [](const Cursor& at, app::SatisfactionAsked& out) {
                                                   ObjectReader object(at);
                                                   object.required("from", out.from, day);
                                                   object.required("to", out.to, day);
                                                   object.optional("store", out.store, code());
                                               });
}

Result<BoardAsked> decode_board(const GoldenStep& step) {
    return decode_body<BoardAsked>(step.arguments, [&](const Cursor& at, BoardAsked& out) {
        out.of = step.at;
        ObjectReader object(at);
        object.required("leaderboard", out.leaderboard, code());
        object.optional("member", out.member, code());
        object.optional("of", out.of, instant);
    });
}

namespace {

/// A board with members under their names in the case.
Json board_view(const Programme& programme,
                const app::BoardReading& reading,
                const Aliases& aliases) {
    Json::Array lists;
    for (const analytics::League& league : reading.leagues) {
        Json::Array items;
        if (!league.is_hidden())
            for (const analytics::RankedMember& one : league.members) {
                ObjectMaker item;
                item.add("rank", one.rank).add("member", aliases.of(one.member));
                items.push_back(std::move(item.add("score", one.score)).done());
            }
        ObjectMaker list;
        const std::string level = programme.symbols().code(league.level.value);
        list.add("level", level.empty() ? Json() : Json(level));
        list.add("participants", static_cast<std::int64_t>(league.members.size()));
        list.add("hidden", Json(league.is_hidden())).add("items", items);
        lists.push_back(std::move(list).done());
    }
    ObjectMaker own, out;
    if (reading.own)
        own.add("rank", reading.own->rank)
            .add("score", reading.own->score)
            .add("visible", Json(reading.own->agrees && reading.own->score > 0));
    out.add("status", "ok").add("from", reading.period.first).add("to", reading.period.last);
    out.add("lists", lists).add("own", reading.own ? std::move(own).done() : Json());
    return std::move(out).done();
}

Json answer_board(const Programme& programme,
                  const Community& community,
                  const Aliases& aliases,
                  const GoldenStep& step) {
    auto asked = decode_board(step);
    if (!asked) return rejected_json(asked.error().code);
    MemberRef member;
    if (!asked->member.empty()) {
        member = aliases.holder(asked->member);
        if (!member) return rejected_json(ErrorCode::UnknownMember);
    }
    auto reading = community.board(asked->leaderboard, asked->of, member);
    if (!reading) return rejected_json(reading.error().code);
    return board_view(programme, *reading, aliases);
}

}  // namespace

Json answer_community(const Programme& programme,
                      const Community& community,
                      const Aliases& aliases,
                      const GoldenStep& step) {
    if (step.op == "leaderboard") return answer_board(programme, community, aliases, step);
    auto asked = decode_satisfaction(step);
    if (!asked) return rejected_json(asked.error().code);
    auto report = community.satisfaction(*asked);
    if (!report) return rejected_json(report.error().code);
    return told_json(*parse_json(app::satisfaction_json(*asked, *report, programme)));
}

}  // namespace vuelve::cli
