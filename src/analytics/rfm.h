#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "domain/calendar.h"

/// How recently, how often and how much members bought. Source: domain.md 11.
namespace vuelve::analytics {

/// A member with at least one purchase in the 365 days to the day of the report.
struct RfmInput {
    Day last{};  // of the last purchase
    std::int64_t purchases = 0;
    std::int64_t amount = 0;  // of all purchases, in any unit that all members share
};

enum class RfmSegment : std::uint8_t {
    Champions = 1,
    CannotLose,
    Loyal,
    AtRisk,
    New,
    PotentialLoyalist,
    NeedAttention,
    AboutToSleep,
    Lost,
    Hibernating,
};
/// "champions"
std::string_view name_of(RfmSegment segment);

struct RfmScore {
    int r = 0, f = 0, m = 0;  // 1 to 5, 5 is best
    RfmSegment segment{};
    friend bool operator==(const RfmScore&, const RfmScore&) = default;
};

RfmSegment segment_of(int r, int f, int m);
/// Scores in the order of `members`: 1 + floor(5 L / n), where L members are strictly worse. Equal
/// values so have equal scores.
std::vector<RfmScore> rfm(std::span<const RfmInput> members);

}  // namespace vuelve::analytics
