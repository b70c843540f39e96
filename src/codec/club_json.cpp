#include "codec/club_json.h"

#include "codec/programme_parts.h"
#include "codec/programme_words.h"
#include "codec/purchase_json.h"
#include "codec/sentences_teller.h"

namespace vuelve {
namespace {

void write_progress(JsonWriter& out, std::string_view name, std::int64_t value, bool is_quantity) {
    if (is_quantity)
        out.member(name, format_quantity(value));
    else
        out.member(name, value);
}

void write_counter(JsonWriter& out, const ClubLine& line) {
    write_progress(out, "progress", line.progress, line.is_quantity);
    write_progress(out, "goal", line.goal, line.is_quantity);
    write_progress(out, "missing", line.goal - line.progress, line.is_quantity);
}

}  // namespace

std::string club_text(const ClubLine& line, const Telling& telling) {
    const Club* club = telling.programme.find_club(line.club);
    if (!club) return {};
    const Teller teller(telling.programme, telling.language);
    const Phrases& phrases = teller.phrases();
    const bool is_money = club->metric == Challenge::Metric::Spend;
    auto number = [&](std::int64_t value) {
        if (line.is_quantity) return teller.quantity(value);
        return is_money ? teller.money(Minor{value}) : teller.number(value, 0);
    };
    const std::string_view unit = teller.text(
        club->unit, is_money ? std::string_view{}
                             : (line.is_quantity ? phrases.club_quantity : phrases.club_purchases));
    std::string goal = number(line.goal);
    if (!unit.empty()) (goal += ' ') += unit;
    return fill(line.reached ? phrases.club_reached : phrases.club,
                {number(line.progress), goal, number(line.own)});
}

void write_club_line(JsonWriter& out,
                     const ClubLine& line,
                     const Telling& telling,
                     bool with_text) {
    out.begin_object().member("code", telling.programme.find_club(line.club)
                                          ? telling.programme.find_club(line.club)->code
                                          : telling.programme.symbols().code(line.club.value));
    write_counter(out, line);
    write_progress(out, "own", line.own, line.is_quantity);
    out.member("reached", line.reached);
    if (with_text) out.member("text", club_text(line, telling));
    out.end_object();
}

void write_club(JsonWriter& out,
                const Club& club,
                const ClubLine& line,
                std::int64_t members,
                std::string_view language) {
    out.begin_object()
        .member("code", club.code)
        .member("name", text_in(club.name, language, club.code));
    out.key("unit");
    if (club.unit.empty())
        out.null();
    else
        out.value(text_in(club.unit, language, ""));
    out.member("from", club.from).member("to", club.to);
    out.member("metric", word_of(words::club_metric, club.metric));
    write_counter(out, line);
    out.member("reached", line.reached).member("members", members);
    out.key("reward").begin_object();
    out.member("type", word_of(words::challenge_reward, club.reward));
    if (club.reward == EffectType::Bonus)
        out.member("currency", club.reward_currency).member("points", club.reward_points);
    else
        out.member(club.reward == EffectType::Badge ? JsonName("badge") : "coupon",
                   club.reward_code);
    out.end_object().end_object();
}

}  // namespace vuelve
