#include "domain/tier.h"

#include <algorithm>
#include <tuple>

#include "base/ensure.h"

namespace vuelve {
namespace {

const Tiers& tiers_of(const Programme& programme) { return *programme.document().tiers; }

/// Membership year that contains the day, counted from 0.
int membership_year(Day enrolled, Day day) {
    int year = std::max(0, date_of(day).year - date_of(enrolled).year);
    while (year > 0 && add_months(enrolled, 12 * year) > day) --year;
    return year;
}

Day enrolled_day(const Programme& programme, const Holder& member) {
    return programme.zone().local_day(member.enrolled_at);
}

std::size_t level_for(const Tiers& tiers, std::int64_t metric) {
    std::size_t place = 0;
    while (place + 1 < tiers.levels.size() && tiers.levels[place + 1].threshold <= metric) ++place;
    return place;
}

std::size_t supported_on(const Programme& programme, const Holder& member, Day day) {
    const Tiers& tiers = tiers_of(programme);
    return level_for(tiers, metric_in(member, tiers, window_at(programme, member, day)));
}

/// End of the validity of a level reached by the window of `day`.
std::optional<Instant> validity_from(const Programme& programme, const Holder& member, Day day) {
    const Tiers& tiers = tiers_of(programme);
    const Zone& zone = programme.zone();
    switch (tiers.window) {
        case Tiers::Window::CalendarYear:
            return zone.day_start(day_of(date_of(day).year + 2, 1, 1));
        case Tiers::Window::Anniversary: {
            Day enrolled = enrolled_day(programme, member);
            return zone.day_start(add_months(enrolled, 12 * (membership_year(enrolled, day) + 2)));
        }
        case Tiers::Window::Rolling:
            return zone.day_start(add_months(day, tiers.validity_months) + 1);
        case Tiers::Window::Lifetime: return std::nullopt;
    }
    return std::nullopt;
}

/// One further period after a review at `due`.
std::optional<Instant> next_validity(const Programme& programme,
                                     const Holder& member,
                                     Instant due) {
    const Tiers& tiers = tiers_of(programme);
    const Zone& zone = programme.zone();
    Day day = zone.local_day(due);
    switch (tiers.window) {
        case Tiers::Window::CalendarYear:
            return zone.day_start(day_of(date_of(day).year + 1, 1, 1));
        case Tiers::Window::Anniversary: {
            Day enrolled = enrolled_day(programme, member);
            return zone.day_start(add_months(enrolled, 12 * (membership_year(enrolled, day) + 1)));
        }
        case Tiers::Window::Rolling:
            return zone.day_start(add_months(day + -1, tiers.validity_months) + 1);
        case Tiers::Window::Lifetime: return std::nullopt;
    }
    return std::nullopt;
}

void set_level(TierStanding& tier, LevelId level, Instant from) {
    if (tier.level == level) return;
    tier.level = level;
    tier.history.push_back({from, level});
}

}  // namespace

Window window_at(const Programme& programme, const Holder& member, Day day) {
    const Tiers& tiers = tiers_of(programme);
    switch (tiers.window) {
        case Tiers::Window::CalendarYear: {
            int year = date_of(day).year;
            return {day_of(year, 1, 1), day_of(year, 12, 31)};
        }
        case Tiers::Window::Rolling: return {add_months(day, -tiers.window_months) + 1, day};
        case Tiers::Window::Anniversary: {
            Day enrolled = enrolled_day(programme, member);
            int year = membership_year(enrolled, day);
            return {add_months(enrolled, 12 * year), add_months(enrolled, 12 * (year + 1)) + -1};
        }
        case Tiers::Window::Lifetime: return {Day{INT32_MIN}, Day{INT32_MAX}};
    }
    return {};
}

std::int64_t metric_in(const Holder& member, const Tiers& tiers, const Window& window) {
    bool visits = tiers.metric == Tiers::Metric::Visits;
    TallyKind kind = visits ? TallyKind::Visit : TallyKind::TierMetric;
    std::int64_t sum = 0;
    auto place = member.tallies.lower_bound({kind, 0, window.from.value});
    for (; place != member.tallies.end() && place->first.kind == kind &&
           place->first.period <= window.to.value;
         ++place)
        sum += visits ? (place->second.count > 0 ? 1 : 0) : place->second.value;
    return sum;
}

LevelId level_at(const TierStanding& tier, Instant at) {
    LevelId level{};
    for (const TierStanding::Held& held : tier.history) {
        if (held.from > at) break;
        level = held.level;
    }
    return level;
}

std::string level_code(const Programme& programme, LevelId level) {
    if (!programme.document().tiers) return "";
    return tiers_of(programme).levels[programme.level_place(level)].code;
}

void add_metric(Book& book, HolderId member, Day day, std::int64_t by) {
    if (by != 0) book.count(member, {TallyKind::TierMetric, 0, day.value}, {by, 0});
}

void upgrade(Book& book, HolderId id, Day day) {
    const Programme& programme = book.programme();
    if (!programme.document().tiers) return;
    const Holder& member = *book.peek(id);
    Day today = programme.zone().local_day(book.at());
    std::size_t by_today = supported_on(programme, member, today);
    std::size_t by_day = supported_on(programme, member, day);
    std::size_t reached = std::max(by_today, by_day);
    if (reached <= programme.level_place(member.head.tier.level)) return;
    std::optional<Instant> valid_until =
        validity_from(programme, member, by_today >= by_day ? today : day);
    TierStanding& tier = book.head(id).tier;
    tier.can_restore = true;
    tier.before_upgrade = tier.level;
    tier.before_valid_until = tier.valid_until;
    set_level(tier, tiers_of(programme).levels[reached].id, book.at());
    tier.valid_until = valid_until;
}

void recalculate(Book& book, HolderId id) {
    const Programme& programme = book.programme();
    if (!programme.document().tiers || !tiers_of(programme).recalc_on_return) return;
    const Holder& member = *book.peek(id);
    const TierStanding& tier = member.head.tier;
    if (!tier.can_restore) return;
    bool in_force = !tier.before_valid_until || *tier.before_valid_until > book.at();
    LevelId before = in_force ? tier.before_upgrade : LevelId{};
    std::optional<Instant> before_valid_until = in_force ? tier.before_valid_until : std::nullopt;
    std::size_t floor = programme.level_place(before);
    std::size_t supported = supported_on(programme, member, programme.zone().local_day(book.at()));
    std::size_t result = std::max(floor, supported);
    if (result >= programme.level_place(tier.level)) return;
    TierStanding& changed = book.head(id).tier;
    set_level(changed, tiers_of(programme).levels[result].id, book.at());
    if (result > floor) return;  // between the two levels: the current validity stays
    changed.valid_until = before_valid_until;
    changed.can_restore = false;
}

void review(Book& book, HolderId id) {
    const Programme& programme = book.programme();
    const Tiers& tiers = tiers_of(programme);
    const Holder& member = *book.peek(id);
    Instant due = *member.head.tier.valid_until;
    std::size_t level = programme.level_place(member.head.tier.level);
    std::size_t earned = supported_on(programme, member, programme.zone().local_day(due) + -1);
    std::size_t result = level;
    if (earned < level) {
        bool one_down = tiers.downgrade == Tiers::Downgrade::OneDown;
        result = one_down ? std::max(level - 1, earned) : earned;
    }
    std::optional<Instant> valid_until =
        result == 0 ? std::nullopt : next_validity(programme, member, due);
    TierStanding& tier = book.head(id).tier;
    tier.can_restore = false;
    set_level(tier, tiers.levels[result].id, due);
    tier.valid_until = valid_until;
}

void set_by_hand(Book& book, HolderId id, LevelId level, std::optional<Instant> valid_until) {
    TierStanding& tier = book.head(id).tier;
    tier.can_restore = false;
    set_level(tier, level, book.at());
    tier.valid_until = valid_until;
}

void grant_level(Book& book, HolderId id, LevelId level, std::optional<Instant> valid_until) {
    TierStanding& tier = book.head(id).tier;
    set_level(tier, level, book.peek(id)->enrolled_at);
    tier.valid_until = valid_until;
}

std::optional<TierPreview> preview(const Programme& programme, const Holder& member, Instant at) {
    if (!programme.document().tiers) return std::nullopt;
    const Tiers& tiers = tiers_of(programme);
    Window window = window_at(programme, member, programme.zone().local_day(at));
    std::size_t place = programme.level_place(member.head.tier.level);
    TierPreview result{.level = tiers.levels[place].id, .metric = metric_in(member, tiers, window)};
    result.keep_missing = std::max<std::int64_t>(0, tiers.levels[place].threshold - result.metric);
    result.valid_until = member.head.tier.valid_until;
    if (tiers.window != Tiers::Window::Lifetime) result.deadline = window.to;
    if (place + 1 < tiers.levels.size()) {
        result.next_level = tiers.levels[place + 1].id;
        result.missing = tiers.levels[place + 1].threshold - result.metric;
    }
    return result;
}

}  // namespace vuelve
