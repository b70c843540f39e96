#include "cli/sim/shop_games.h"

#include <fmt/format.h>

namespace vuelve::cli {
namespace {

std::string game_reward(Chance& chance, const std::string& badge) {
    switch (chance.below(4)) {
        case 0: return fmt::format(R"({{"type":"badge","badge":"{}"}})", badge);
        case 1: return R"({"type":"coupon","coupon":"TEN"})";
        default:
            return fmt::format(R"({{"type":"bonus","currency":"{}","points":{}}})",
                               chance.word({"PTS", "PTS", "MILES"}), chance.between(1, 90));
    }
}

}  // namespace

std::string random_plans(Chance& chance) {
    return fmt::format(
        R"([{{"code":"PLUS","currency":"PTS","factor":"{}","price":499,"period":"month","grace_days":{}}},{{"code":"YEAR","currency":"PTS","factor":"1.5","price":4990,"period":"year","grace_days":{}}}])",
        chance.word({"1.25", "2", "3"}), chance.below(12), chance.below(20));
}

std::string random_challenges(Chance& chance, Instant opening) {
    const std::string from = format_instant(opening + -10 * ms_per_day);
    std::string text;
    auto add = [&](const char* code, const char* metric, int goal, bool may_repeat,
                   const std::string& rest) {
        text += fmt::format(
            R"({}{{"code":"{}","from":"{}","to":"{}","metric":"{}","goal":{},"reward":{}{}{}}})",
            text.empty() ? "" : ",", code, from,
            format_instant(opening + chance.between(30, 400) * ms_per_day), metric, goal,
            game_reward(chance, code), may_repeat ? chance.maybe(60, R"(,"repeatable":true)") : "",
            rest);
    };
    add("VISITS", "purchase_count", chance.between(2, 6), true, "");
    add("WEEKS", "streak_weeks", chance.between(2, 3), true, "");
    add("DAYS", "distinct_days", chance.between(2, 6), true, "");
    add("PLACES", "distinct_stores", chance.between(2, 3), false, R"(,"opt_in":true)");
    add("MONEY", "spend", chance.between(4000, 60'000), false, "");
    add("FRESH", "quantity", chance.between(2, 40), false,
        R"(,"conditions":[{"type":"category","under":"fresh"}])" +
            chance.maybe(30, R"(,"opt_in":true)"));
    return '[' + text + ']';
}

std::string random_action_rules(Chance& chance) {
    auto limits = [&] {
        const bool by_points = chance.percent(40);
        return fmt::format(R"([{{"metric":"{}","value":{},"period":"{}"}}])",
                           by_points ? "points" : "count",
                           by_points ? chance.between(10, 120) : chance.between(1, 5),
                           chance.word({"day", "week", "month", "lifetime"}));
    };
    const std::string review = fmt::format(
        R"(,{{"id":"review","conditions":[{{"type":"action","in":["review"]}}{}],"effects":[{{"type":"bonus","currency":"{}","points":{}}},{{"type":"badge","badge":"CRITIC"}}],"limits":{},"funding":"marketing"{}{}{}}})",
        chance.maybe(30, R"(,{"type":"tier","in":["SILVER","GOLD"]})"),
        chance.word({"PTS", "MILES"}), chance.between(1, 60), limits(),
        chance.maybe(40, fmt::format(R"(,"budget":{{"points":{}}})", chance.between(0, 2000))),
        chance.maybe(30, R"(,"partial":false)"), chance.maybe(30, R"(,"pending_days":2)"));
    return review +
           fmt::format(
               R"(,{{"id":"checkin","priority":2,"conditions":[{{"type":"action","in":["check_in","share"]}}{}],"effects":[{{"type":"bonus","currency":"STARS","points":1}}],"limits":{},"funding":"marketing"}})",
               chance.maybe(40, R"(,{"type":"store","in":["S1","S2"]})"), limits());
}

std::string random_closed_days(Chance& chance, Day today) {
    if (!chance.percent(50)) return "";
    const Day from = today + chance.between(5, 60);
    return fmt::format(R"(,"closed":[{{"from":"{}","to":"{}"}}])", format_day(from),
                       format_day(from + chance.between(0, 30)));
}

}  // namespace vuelve::cli
