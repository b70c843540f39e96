#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/programme.h"

/// Weeks in a row with a purchase, which a closed store pauses. Source: domain.md 8.2;
/// docs/adr/0024.
namespace vuelve {

/// A day of the store's calendar with a purchase that counts.
struct StreakMark {
    Day day{};
    StoreId store{};  // 0 = not known: such a week is never followed by a pause
    friend auto operator<=>(const StreakMark&, const StreakMark&) = default;
};

/// A mark as the period of a counter, in the order of days; and back.
std::int64_t streak_place(const StreakMark& mark);
StreakMark streak_mark(std::int64_t place);

struct Streak {
    std::int64_t weeks = 0;  // of the run that the last mark belongs to
    std::int64_t goals = 0;  // how often the goal is in all runs
};

/// Runs of consecutive ISO weeks. A week in which the store of the purchase before it had no open
/// day neither counts nor breaks; were there several stores on that last day, one of them is
/// enough. `marks` are ascending, `goal` > 0.
Streak streak_of(const std::vector<StreakMark>& marks,
                 std::int64_t goal,
                 const Programme& programme);

/// Does the run of the last mark still go on in the week of `today`? Its own week may yet come.
bool streak_lives(const std::vector<StreakMark>& marks, Day today, const Programme& programme);

}  // namespace vuelve
