#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "domain/document.h"

/// Who is ahead of whom. Source: domain.md 8.3.
namespace vuelve::analytics {

/// Fewer are not shown: among few everybody knows who is who.
inline constexpr std::int64_t participants_min = 20;

/// A member who may be compared: active and in no control group.
struct Entrant {
    HolderId member{};
    std::int64_t score = 0;
    LevelId level{};
    bool agrees = false;  // wants to be seen
};

struct RankedMember {
    HolderId member{};
    std::int64_t rank = 0, score = 0;
};

/// Members compared with each other: everybody, or those of one level.
struct League {
    LevelId level{};  // 0 with one list for everybody
    /// Those who agreed and scored, the best first; members with one score share a rank, in the
    /// order of their numbers.
    std::vector<RankedMember> members;

    bool is_hidden() const { return std::ssize(members) < participants_min; }
};

/// With one list always that one; else one for each level that has an entrant, by level.
std::vector<League> leagues_of(std::span<const Entrant> entrants, Leaderboard::Leagues leagues);

/// One more than how many in the league of the member are ahead, whether the member is seen there
/// or not. None for somebody who is no entrant.
std::optional<std::int64_t> own_rank(std::span<const Entrant> entrants,
                                     Leaderboard::Leagues leagues,
                                     HolderId member);

}  // namespace vuelve::analytics
