#include "app/leaderboards.h"

#include <algorithm>
#include <map>

#include "app/facts.h"
#include "app/reading.h"
#include "codec/answer_json_parts.h"
#include "codec/crockford.h"
#include "codec/json_writer.h"
#include "codec/sentences.h"
#include "domain/conditions.h"
#include "storage/leaderboard_read.h"
#include "storage/survey_store.h"

namespace vuelve::app {
namespace {

using Scores = std::map<HolderId, std::int64_t>;

const Leaderboard* find_board(const Programme& programme, const std::string& code) {
    for (const Leaderboard& board : programme.document().leaderboards)
        if (board.code == code) return &board;
    return nullptr;
}

/// What every member collected, under the number it has by now.
Scores scores_in(const OpenProgramme& programme,
                 const Programme& snapshot,
                 storage::Reader& reader,
                 const Leaderboard& board,
                 const BoardPeriod& period) {
    const auto programme_id = programme.key().programme_id;
    const auto merged = storage::merged_members(reader, programme.placement(), programme_id);
    Scores scores;
    const auto add = [&](HolderId member, std::int64_t score) {
        for (auto next = merged.find(member); next != merged.end(); next = merged.find(member))
            member = next->second;
        scores[member] += score;
    };
    if (board.metric == Leaderboard::Metric::Points) {
        const storage::InstantSpan span{.from = snapshot.zone().day_start(period.first),
                                        .to = snapshot.zone().day_start(period.last + 1),
                                        .first_month = month_number(period.first),
                                        .last_month = month_number(period.last)};
        for (const auto& [member, units] : storage::points_earned(
                 reader, programme.placement(), programme_id, board.currency_id, span))
            add(member, units);
        return scores;
    }
    programme.facts().each_sale(reader, period.first, period.last, [&](const vuelve::Sale& sale) {
        if (sale.voided) return;
        add(sale.member,
            board.metric == Leaderboard::Metric::Visits ? 1 : sale.amount.n - sale.returned.n);
    });
    return scores;
}

}  // namespace

BoardPeriod period_of(const Leaderboard& board, const Zone& zone, Instant at) {
    const Day today = zone.local_day(at);
    const CalendarDate date = date_of(today);
    const auto months = [](Day first, int count) {
        return BoardPeriod{first, add_months(first, count) + -1};
    };
    switch (board.period) {
        case Period::Day: return {today, today};
        case Period::Week: return {week_start(today), week_start(today) + 6};
        case Period::Quarter: return months(day_of(date.year, (date.month - 1) / 3 * 3 + 1, 1), 3);
        case Period::Year: return months(day_of(date.year, 1, 1), 12);
        default: return months(day_of(date.year, date.month, 1), 1);
    }
}

std::vector<analytics::Entrant> entrants_of(const ProgrammeDocument& document,
                                            std::span<const HolderId> active,
                                            const std::map<HolderId, std::int64_t>& scores,
                                            const std::map<HolderId, LevelId>& levels,
                                            const std::set<HolderId>& agreeing) {
    const LevelId base = document.tiers ? document.tiers->levels.front().id : LevelId{};
    std::vector<analytics::Entrant> entrants;
    for (HolderId member : active) {
        if (in_holdout(document, member)) continue;
        const auto score = scores.find(member);
        const auto level = levels.find(member);
        const bool is_base = level == levels.end() || level->second.value == 0;
        entrants.push_back({.member = member,
                            .score = score == scores.end() ? 0 : score->second,
                            .level = is_base ? base : level->second,
                            .agrees = agreeing.contains(member)});
    }
    return entrants;
}

std::optional<OwnPlace> own_place(std::span<const analytics::Entrant> entrants,
                                  Leaderboard::Leagues leagues,
                                  std::optional<HolderId> member) {
    if (!member) return std::nullopt;
    const auto own = std::ranges::find(entrants, *member, &analytics::Entrant::member);
    if (own == entrants.end()) return std::nullopt;
    const bool by_level = leagues == Leaderboard::Leagues::Level;
    return OwnPlace{.member = own->member,
                    .rank = *analytics::own_rank(entrants, leagues, own->member),
                    .score = own->score,
                    .league = by_level ? own->level : LevelId{},
                    .agrees = own->agrees};
}

Result<BoardReading> read_leaderboard(Service& service,
                                      OpenProgramme& programme,
                                      const std::string& code,
                                      Instant at,
                                      std::optional<HolderId> member) {
    const auto snapshot = programme.snapshot();
    const Leaderboard* board = find_board(*snapshot, code);
    if (!board) return refuse(ErrorCode::NotFound, "no such leaderboard");
    std::optional<HolderId> asking;
    if (member) asking = TRY(read_member(service, programme, *member)).member.id;
    if (board->metric != Leaderboard::Metric::Points) catch_up(service, programme);

    auto reader = service.database().fan_out();
    const storage::Placement place = programme.placement();
    BoardReading reading{.board = board,
                         .period = period_of(*board, snapshot->zone(), at),
                         .leagues = {},
                         .own = {},
                         .programme = snapshot};
    const bool by_level = board->leagues == Leaderboard::Leagues::Level;
    const auto entrants = entrants_of(
        snapshot->document(), storage::active_members(*reader, place, programme.key().programme_id),
        scores_in(programme, *snapshot, *reader, *board, reading.period),
        by_level ? storage::levels_held(*reader, place) : std::map<HolderId, LevelId>{},
        storage::members_who_agree(*reader, place, leaderboard_purpose));
    reading.leagues = analytics::leagues_of(entrants, board->leagues);
    reading.own = own_place(entrants, board->leagues, asking);
    return reading;
}

std::string alias_of(const OpenProgramme& programme,
                     storage::Reader& reader,
                     HolderId member,
                     std::string_view language) {
    const auto person = programme.members().load(reader, member);
    if (person && !person->profile.alias.empty()) return person->profile.alias;
    const Hash16 hash = programme.vault().blind_index("alias", std::to_string(member.value));
    constexpr std::size_t symbols = 4;
    const unsigned number =
        hash[0] | static_cast<unsigned>(hash[1]) << 8 | static_cast<unsigned>(hash[2]) << 16;
    const std::string word = language == "en" ? "Member" : language == "pt" ? "Sócio" : "Socio";
    return word + " " + crockford::encode(number, symbols);
}

std::string board_json(Service& service,
                       const OpenProgramme& programme,
                       const BoardReading& reading,
                       int limit,
                       std::string_view language) {
    const Leaderboard& board = *reading.board;
    const auto reader = service.database().fan_out();
    const auto alias = [&](HolderId member) {
        return alias_of(programme, *reader, member, language);
    };
    JsonWriter out;
    out.begin_object()
        .member("leaderboard", board.code)
        .member("name", text_in(board.name, language, board.code))
        .member("from", reading.period.first)
        .member("to", reading.period.last)
        .key("lists")
        .begin_array();
    for (const analytics::League& league : reading.leagues) {
        write_code(out.begin_object(), "level", league.level.value, *reading.programme);
        out.member("participants", std::ssize(league.members))
            .member("hidden", league.is_hidden())
            .key("items")
            .begin_array();
        const auto shown =
            league.is_hidden() ? 0 : std::min<std::ptrdiff_t>(limit, std::ssize(league.members));
        for (const auto& one : std::span(league.members).first(static_cast<std::size_t>(shown)))
            out.begin_object()
                .member("rank", one.rank)
                .member("alias", alias(one.member))
                .member("score", one.score)
                .member("own", reading.own && reading.own->member == one.member)
                .end_object();
        out.end_array().end_object();
    }
    out.end_array().key("own");
    if (!reading.own) {
        out.null();
    } else {
        out.begin_object()
            .member("rank", reading.own->rank)
            .member("score", reading.own->score)
            .member("alias", alias(reading.own->member))
            .member("visible", reading.own->agrees && reading.own->score > 0);
        write_code(out, "level", reading.own->league.value, *reading.programme);
        out.end_object();
    }
    return std::move(out.end_object()).text();
}

}  // namespace vuelve::app
