#include "domain/streak.h"

#include <algorithm>

namespace vuelve {
namespace {

constexpr int days_a_week = 7;
constexpr int store_bits = 32;

bool is_closed_on(const Store& store, Day day) {
    return std::ranges::any_of(store.closed, [&](const ClosedDays& closed) {
        return closed.first <= day && day <= closed.last;
    });
}

/// Had the store no open day in the weeks from `first` (a Monday) to before `end`?
bool is_closed_between(const Programme& programme, StoreId id, Day first, Day end) {
    const Store& store = programme.store(id);
    if (store.id != id || store.closed.empty()) return false;
    for (Day day = first; day < end; day = day + 1)
        if (!is_closed_on(store, day)) return false;
    return true;
}

/// Is every week between that of the mark at `last` and the Monday `week` paused?
bool goes_on(const std::vector<StreakMark>& marks,
             std::size_t last,
             Day week,
             const Programme& programme) {
    const Day next = week_start(marks[last].day) + days_a_week;
    if (next >= week) return true;
    for (std::size_t i = last + 1; i-- > 0 && marks[i].day == marks[last].day;)
        if (is_closed_between(programme, marks[i].store, next, week)) return true;
    return false;
}

}  // namespace

std::int64_t streak_place(const StreakMark& mark) {
    return (static_cast<std::int64_t>(mark.day.value) << store_bits) + mark.store.value;
}

StreakMark streak_mark(std::int64_t place) {
    // Counters of before stores could close hold the week's Monday alone.
    if (place < (std::int64_t{1} << store_bits))
        return {Day{static_cast<std::int32_t>(place)}, StoreId{}};
    return {Day{static_cast<std::int32_t>(place >> store_bits)},
            StoreId{static_cast<std::int32_t>(place)}};
}

Streak streak_of(const std::vector<StreakMark>& marks,
                 std::int64_t goal,
                 const Programme& programme) {
    Streak streak;
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const Day week = week_start(marks[i].day);
        if (i > 0 && week == week_start(marks[i - 1].day)) continue;
        const bool joined = i > 0 && goes_on(marks, i - 1, week, programme);
        streak.weeks = joined ? streak.weeks + 1 : 1;
        if (streak.weeks % goal == 0) ++streak.goals;
    }
    return streak;
}

bool streak_lives(const std::vector<StreakMark>& marks, Day today, const Programme& programme) {
    return !marks.empty() && goes_on(marks, marks.size() - 1, week_start(today), programme);
}

}  // namespace vuelve
