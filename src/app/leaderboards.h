#pragma once

#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "analytics/leaderboard.h"
#include "app/service.h"

/// Leaderboards: who is ahead in a period, among those who want to be seen. Source: domain.md 8.3;
/// docs/adr/0029 says what the text leaves open.
namespace vuelve::app {

/// The purpose of the consent; its last row counts.
inline constexpr std::string_view leaderboard_purpose = "leaderboard";

/// Local days of the programme, both included.
struct BoardPeriod {
    Day first{}, last{};
};
/// The period of the board in which the instant lies.
BoardPeriod period_of(const Leaderboard& board, const Zone& zone, Instant at);

/// From what was counted to who may be compared: active members outside the hold-out, with their
/// scores, 0 for those who have none.
std::vector<analytics::Entrant> entrants_of(const ProgrammeDocument& document,
                                            std::span<const HolderId> active,
                                            const std::map<HolderId, std::int64_t>& scores,
                                            const std::map<HolderId, LevelId>& levels,
                                            const std::set<HolderId>& agreeing);

struct OwnPlace {
    HolderId member{};
    std::int64_t rank = 0, score = 0;
    LevelId league{};  // 0 with one list for everybody
    bool agrees = false;
};
struct BoardReading {
    const Leaderboard* board = nullptr;  // of `programme`
    BoardPeriod period;
    std::vector<analytics::League> leagues;
    /// Of the member who asks; none for those who are compared with nobody.
    std::optional<OwnPlace> own;
    std::shared_ptr<const Programme> programme;
};
/// None for somebody who is no entrant, and for nobody.
std::optional<OwnPlace> own_place(std::span<const analytics::Entrant> entrants,
                                  Leaderboard::Leagues leagues,
                                  std::optional<HolderId> member);
/// Errors: NotFound (no such board), UnknownMember.
Result<BoardReading> read_leaderboard(Service& service,
                                      OpenProgramme& programme,
                                      const std::string& code,
                                      Instant at,
                                      std::optional<HolderId> member);

/// How a member is called on a board: the alias chosen, else a word and four symbols that stay the
/// same and say nothing about who it is.
std::string alias_of(const OpenProgramme& programme,
                     storage::Reader& reader,
                     HolderId member,
                     std::string_view language);

/// As a door answers it, with at most `limit` members of each list.
std::string board_json(Service& service,
                       const OpenProgramme& programme,
                       const BoardReading& reading,
                       int limit,
                       std::string_view language);

}  // namespace vuelve::app
