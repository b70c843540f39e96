#include "analytics/leaderboard.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace vuelve::analytics {
namespace {

LevelId league_of(const Entrant& entrant, Leaderboard::Leagues leagues) {
    return leagues == Leaderboard::Leagues::Level ? entrant.level : LevelId{};
}

bool is_seen(const Entrant& entrant) { return entrant.agrees && entrant.score > 0; }

}  // namespace

std::vector<League> leagues_of(std::span<const Entrant> entrants, Leaderboard::Leagues leagues) {
    std::map<LevelId, League> lists;
    if (leagues == Leaderboard::Leagues::One) lists[LevelId{}];
    for (const Entrant& entrant : entrants) {
        League& list = lists[league_of(entrant, leagues)];
        if (is_seen(entrant)) list.members.push_back({entrant.member, 0, entrant.score});
    }
    std::vector<League> result;
    for (auto& [level, list] : lists) {
        list.level = level;
        std::ranges::sort(list.members, {}, [](const RankedMember& one) {
            return std::tuple(-one.score, one.member);
        });
        for (std::size_t i = 0; i < list.members.size(); ++i) {
            const bool tied = i > 0 && list.members[i].score == list.members[i - 1].score;
            list.members[i].rank =
                tied ? list.members[i - 1].rank : static_cast<std::int64_t>(i) + 1;
        }
        result.push_back(std::move(list));
    }
    return result;
}

std::optional<std::int64_t> own_rank(std::span<const Entrant> entrants,
                                     Leaderboard::Leagues leagues,
                                     HolderId member) {
    const auto own = std::ranges::find(entrants, member, &Entrant::member);
    if (own == entrants.end()) return std::nullopt;
    return 1 + std::ranges::count_if(entrants, [&](const Entrant& other) {
               return is_seen(other) && league_of(other, leagues) == league_of(*own, leagues) &&
                      other.score > own->score;
           });
}

}  // namespace vuelve::analytics
