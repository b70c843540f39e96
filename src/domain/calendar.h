#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/strong.h"

/// Instants, local days and the zones between them. Source: domain.md 3.2, 5.1, 5.2.
namespace vuelve {

/// Milliseconds since 1970-01-01T00:00Z.
using Instant = Strong<struct InstantTag, std::int64_t>;
/// Days since 1970-01-01 on a local calendar.
using Day = Strong<struct DayTag, std::int32_t>;

constexpr Instant operator+(Instant at, std::int64_t ms) { return Instant{at.value + ms}; }
constexpr std::int64_t operator-(Instant a, Instant b) { return a.value - b.value; }
constexpr Day operator+(Day day, int days) { return Day{day.value + days}; }
constexpr int operator-(Day a, Day b) { return a.value - b.value; }

inline constexpr std::int64_t ms_per_second = 1000;
inline constexpr std::int64_t ms_per_minute = 60 * ms_per_second;
inline constexpr std::int64_t ms_per_hour = 60 * ms_per_minute;
inline constexpr std::int64_t ms_per_day = 24 * ms_per_hour;

struct CalendarDate {
    int year = 1970;
    int month = 1;  // 1..12
    int day = 1;    // 1..31
    friend auto operator<=>(const CalendarDate&, const CalendarDate&) = default;
};

CalendarDate date_of(Day day);
/// The day number is clamped to the end of its month: 31 February gives the 28th or 29th.
Day day_of(int year, int month, int day);
/// Same day number `months` later, clamped to the month's end: 31 Jan + 1 = 28/29 Feb.   Source:
/// domain.md 5.2.
Day add_months(Day day, int months);
/// 0 = Monday ... 6 = Sunday.
int weekday(Day day);
/// Monday of the ISO week of `day`.
Day week_start(Day day);
/// yyyymm.
int month_number(Day day);
/// "2026-03" of 202603.
std::string format_month(int month);
bool is_leap(int year);

/// A time zone as its table of offsets: pure look-ups, safe to share between threads.
class Zone {
 public:
    /// Nothing when `name` is not an IANA zone of the machine's database.
    static std::shared_ptr<const Zone> find(std::string_view name);

    const std::string& name() const { return name_; }
    /// Seconds east of UTC at `at`.
    int offset(Instant at) const;
    Day local_day(Instant at) const;
    /// Milliseconds since local midnight as the clock on the wall shows.
    std::int64_t local_time(Instant at) const;
    /// First instant of the local day: midnight, the earlier one where it happens twice, and the
    /// first moment after the gap where it does not exist.   Source: domain.md 5.1.
    Instant day_start(Day day) const;

 private:
    struct Change {
        std::int64_t from_ms;
        int offset_s;
    };
    explicit Zone(std::string name) : name_(std::move(name)) {}

    std::string name_;
    std::vector<Change> changes_;  // ascending; the first begins at the start of time
};

/// RFC 3339 with offset, to the millisecond: "2026-03-10T18:05:00-05:00". Nothing when it is not
/// one.
std::optional<Instant> parse_instant(std::string_view text);
/// UTC with Z; milliseconds only when there are any.
std::string format_instant(Instant at);
/// The same at `to`, where instant_text_max bytes have room; gives the end of it.
char* write_instant(Instant at, char* to);
/// "2026-03-10".
std::optional<Day> parse_day(std::string_view text);
std::string format_day(Day day);
/// As write_instant.
char* write_day(Day day, char* to);
inline constexpr std::size_t instant_text_max = 32, day_text_max = 16;
/// "21:00" as minutes since midnight.
std::optional<int> parse_minute(std::string_view text);

}  // namespace vuelve
