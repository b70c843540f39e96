#include "analytics/rfm.h"

#include <algorithm>
#include <array>

namespace vuelve::analytics {
namespace {

template <class Value>
std::vector<int> fifths(std::span<const RfmInput> members, Value value) {
    std::vector<std::int64_t> sorted;
    sorted.reserve(members.size());
    for (const RfmInput& member : members) sorted.push_back(value(member));
    std::ranges::sort(sorted);
    std::vector<int> scores;
    scores.reserve(members.size());
    for (const RfmInput& member : members) {
        const auto worse = std::ranges::lower_bound(sorted, value(member)) - sorted.begin();
        scores.push_back(1 + static_cast<int>(5 * worse / std::ssize(sorted)));
    }
    return scores;
}

}  // namespace

std::string_view name_of(RfmSegment segment) {
    static constexpr std::array<std::string_view, 11> names{
        "",           "champions",          "cannot_lose",    "loyal",          "at_risk",
        "new",        "potential_loyalist", "need_attention", "about_to_sleep", "lost",
        "hibernating"};
    return names[static_cast<std::size_t>(segment)];
}

RfmSegment segment_of(int r, int f, int m) {
    using enum RfmSegment;
    if (r >= 4 && f >= 4 && m >= 4) return Champions;
    if (r <= 2 && f >= 4 && m >= 4) return CannotLose;
    if (r >= 3 && f >= 4) return Loyal;
    if (r <= 2 && f >= 3) return AtRisk;
    if (r == 5 && f == 1) return New;
    if (r >= 4) return PotentialLoyalist;
    if (r == 3 && f >= 2) return NeedAttention;
    if (r == 3) return AboutToSleep;
    if (r == 1 && f == 1) return Lost;
    return Hibernating;
}

std::vector<RfmScore> rfm(std::span<const RfmInput> members) {
    const auto r = fifths(members, [](const RfmInput& member) { return member.last.value; });
    const auto f = fifths(members, [](const RfmInput& member) { return member.purchases; });
    const auto m = fifths(members, [](const RfmInput& member) { return member.amount; });
    std::vector<RfmScore> scores;
    scores.reserve(members.size());
    for (std::size_t i = 0; i < members.size(); ++i)
        scores.push_back({r[i], f[i], m[i], segment_of(r[i], f[i], m[i])});
    return scores;
}

}  // namespace vuelve::analytics
