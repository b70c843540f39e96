#pragma once

#include "app/leaderboards.h"
#include "app/surveys.h"
#include "cli/scenario/aliases.h"
#include "cli/scenario/golden_case.h"

/// Reads of golden cases about what members think and how they compare: `satisfaction`,
/// `leaderboard`.
namespace vuelve::cli {

struct BoardAsked {
    std::string leaderboard, member;  // "" = nobody asks
    Instant of{};                     // an instant of the period
};

/// Where a world keeps what these reads need.
class Community {
 public:
    virtual ~Community() = default;
    /// Errors: as app::read_satisfaction.
    virtual Result<analytics::SatisfactionReport> satisfaction(
        const app::SatisfactionAsked& asked) const = 0;
    /// Errors: as app::read_leaderboard.
    virtual Result<app::BoardReading> board(const std::string& code,
                                            Instant of,
                                            std::optional<HolderId> member) const = 0;
};

bool is_community_read(std::string_view op);
Json answer_community(const Programme& programme,
                      const Community& community,
                      const Aliases& aliases,
                      const GoldenStep& step);

/// What a door told, as the answer of a step.
Json told_json(const Json& body);
/// Errors: ValidationFailed.
Result<app::SatisfactionAsked> decode_satisfaction(const GoldenStep& step);
Result<BoardAsked> decode_board(const GoldenStep& step);

}  // namespace vuelve::cli
