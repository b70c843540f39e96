#include "domain/calendar.h"

#include <date/tz.h>
#include <fmt/compile.h>

#include <algorithm>
#include <array>
#include <map>
#include <mutex>

namespace vuelve {
namespace {

constexpr std::int64_t start_of_time = INT64_MIN;

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

bool digits(std::string_view text, std::size_t from, std::size_t count, int& value) {
    if (from + count > text.size()) return false;
    value = 0;
    for (std::size_t i = from; i < from + count; ++i) {
        if (text[i] < '0' || text[i] > '9') return false;
        value = value * 10 + (text[i] - '0');
    }
    return true;
}

/// `number` is below 100.
char* write_two(char before, int number, char* to) {
    to[0] = before;
    to[1] = static_cast<char>('0' + number / 10);
    to[2] = static_cast<char>('0' + number % 10);
    return to + 3;
}

}  // namespace

CalendarDate date_of(Day day) {
    date::year_month_day ymd{date::sys_days{date::days{day.value}}};
    return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
            static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

Day day_of(int year, int month, int day) {
    date::year_month_day ymd{date::year{year}, date::month{static_cast<unsigned>(month)},
                             date::day{static_cast<unsigned>(day)}};
    if (!ymd.ok()) ymd = ymd.year() / ymd.month() / date::last;
    return Day{static_cast<std::int32_t>(date::sys_days{ymd}.time_since_epoch().count())};
}

Day add_months(Day day, int months) {
    CalendarDate from = date_of(day);
    int index = from.year * 12 + (from.month - 1) + months;
    int year = static_cast<int>(floor_div(index, 12));
    return day_of(year, index - year * 12 + 1, from.day);
}

int weekday(Day day) {
    int shifted = (day.value + 3) % 7;  // 1970-01-01 was a Thursday
    return shifted < 0 ? shifted + 7 : shifted;
}

Day week_start(Day day) { return day + -weekday(day); }

std::string format_month(int month) {
    std::string text = std::to_string(month);
    text.insert(text.size() - 2, "-");
    return text;
}

int month_number(Day day) {
    CalendarDate date = date_of(day);
    return date.year * 100 + date.month;
}

bool is_leap(int year) { return date::year{year}.is_leap(); }

std::shared_ptr<const Zone> Zone::find(std::string_view name) {
    static std::mutex guard;
    static std::map<std::string, std::shared_ptr<const Zone>, std::less<>> known;
    std::lock_guard lock(guard);
    if (auto found = known.find(name); found != known.end()) return found->second;
    try {
        const date::time_zone* source = date::locate_zone(std::string(name));
        auto zone = std::shared_ptr<Zone>(new Zone(std::string(name)));
        zone->changes_.push_back({start_of_time, 0});
        // Offsets from 1900 to 2200; the last rule holds beyond.
        auto at = date::sys_seconds{date::sys_days{date::year{1900} / 1 / 1}};
        const auto end = date::sys_seconds{date::sys_days{date::year{2200} / 1 / 1}};
        zone->changes_.front().offset_s = static_cast<int>(source->get_info(at).offset.count());
        while (at < end) {
            auto info = source->get_info(at);
            int offset_s = static_cast<int>(info.offset.count());
            if (zone->changes_.back().offset_s != offset_s)
                zone->changes_.push_back({at.time_since_epoch().count() * 1000, offset_s});
            at = info.end;
        }
        return known.emplace(std::string(name), std::move(zone)).first->second;
    } catch (const std::runtime_error&) {
        return nullptr;
    }
}

int Zone::offset(Instant at) const {
    auto after = std::ranges::upper_bound(changes_, at.value, {}, &Change::from_ms);
    return std::prev(after)->offset_s;
}

Day Zone::local_day(Instant at) const {
    return Day{
        static_cast<std::int32_t>(floor_div(at.value + offset(at) * ms_per_second, ms_per_day))};
}

std::int64_t Zone::local_time(Instant at) const {
    std::int64_t local = at.value + offset(at) * ms_per_second;
    return local - floor_div(local, ms_per_day) * ms_per_day;
}

Instant Zone::day_start(Day day) const {
    std::int64_t midnight = static_cast<std::int64_t>(day.value) * ms_per_day;
    // The earliest instant whose local time is at or past this midnight: walk the offsets in force
    // around it.
    auto around =
        std::ranges::upper_bound(changes_, midnight - 2 * ms_per_day, {}, &Change::from_ms);
    for (auto change = std::prev(around); change != changes_.end(); ++change) {
        std::int64_t candidate = midnight - change->offset_s * ms_per_second;
        auto next = std::next(change);
        if (change->from_ms != start_of_time && candidate < change->from_ms)
            return Instant{change->from_ms};
        if (next == changes_.end() || candidate < next->from_ms) return Instant{candidate};
    }
    return Instant{midnight};
}

std::optional<Instant> parse_instant(std::string_view text) {
    int year{}, month{}, day{}, hour{}, minute{}, second{}, ms = 0;
    if (text.size() < 20 || !digits(text, 0, 4, year) || text[4] != '-' ||
        !digits(text, 5, 2, month) || text[7] != '-' || !digits(text, 8, 2, day) ||
        (text[10] != 'T' && text[10] != 't') || !digits(text, 11, 2, hour) || text[13] != ':' ||
        !digits(text, 14, 2, minute) || text[16] != ':' || !digits(text, 17, 2, second))
        return std::nullopt;
    date::year_month_day ymd{date::year{year}, date::month{static_cast<unsigned>(month)},
                             date::day{static_cast<unsigned>(day)}};
    if (!ymd.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
    std::size_t place = 19;
    if (text[place] == '.') {
        int scale = 100;
        std::size_t first = ++place;
        for (; place < text.size() && text[place] >= '0' && text[place] <= '9';
             ++place, scale /= 10)
            ms += (text[place] - '0') * scale;
        if (place == first) return std::nullopt;
    }
    std::string_view zone = text.substr(place);
    int offset_minutes = 0;
    if (zone != "Z" && zone != "z") {
        int hours{}, minutes{};
        if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || !digits(zone, 1, 2, hours) ||
            zone[3] != ':' || !digits(zone, 4, 2, minutes) || hours > 18 || minutes > 59)
            return std::nullopt;
        offset_minutes = (hours * 60 + minutes) * (zone[0] == '-' ? -1 : 1);
    }
    std::int64_t days = date::sys_days{ymd}.time_since_epoch().count();
    return Instant{days * ms_per_day +
                   ((hour * 60 + minute - offset_minutes) * 60LL + second) * 1000 + ms};
}

std::string format_instant(Instant at) {
    std::array<char, instant_text_max> text;
    return {text.data(), write_instant(at, text.data())};
}

char* write_instant(Instant at, char* to) {
    std::int64_t days = floor_div(at.value, ms_per_day);
    std::int64_t rest = at.value - days * ms_per_day;
    const auto seconds = static_cast<int>(rest / 1000), ms = static_cast<int>(rest % 1000);
    to = write_day(Day{static_cast<std::int32_t>(days)}, to);
    to = write_two('T', seconds / 3600, to);
    to = write_two(':', seconds / 60 % 60, to);
    to = write_two(':', seconds % 60, to);
    if (ms != 0) {
        to = write_two('.', ms / 10, to);
        *to++ = static_cast<char>('0' + ms % 10);
    }
    *to++ = 'Z';
    return to;
}

std::optional<Day> parse_day(std::string_view text) {
    int year{}, month{}, day{};
    if (text.size() != 10 || !digits(text, 0, 4, year) || text[4] != '-' ||
        !digits(text, 5, 2, month) || text[7] != '-' || !digits(text, 8, 2, day))
        return std::nullopt;
    date::year_month_day ymd{date::year{year}, date::month{static_cast<unsigned>(month)},
                             date::day{static_cast<unsigned>(day)}};
    if (!ymd.ok()) return std::nullopt;
    return day_of(year, month, day);
}

std::string format_day(Day day) {
    std::array<char, day_text_max> text;
    return {text.data(), write_day(day, text.data())};
}

char* write_day(Day day, char* to) {
    const CalendarDate date = date_of(day);
    if (date.year < 0 || date.year > 9999) {
        to = fmt::format_to(to, FMT_COMPILE("{:04}"), date.year);
    } else {
        for (int i = 3, left = date.year; i >= 0; --i, left /= 10)
            to[i] = static_cast<char>('0' + left % 10);
        to += 4;
    }
    return write_two('-', date.day, write_two('-', date.month, to));
}

std::optional<int> parse_minute(std::string_view text) {
    int hour{}, minute{};
    if (text.size() != 5 || !digits(text, 0, 2, hour) || text[2] != ':' ||
        !digits(text, 3, 2, minute) || hour > 24 || minute > 59 || (hour == 24 && minute != 0))
        return std::nullopt;
    return hour * 60 + minute;
}

}  // namespace vuelve
