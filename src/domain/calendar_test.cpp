#include "domain/calendar.h"

#include <gtest/gtest.h>

#include <rapidcheck.h>

namespace vuelve {
namespace {

TEST(Calendar, months_are_added_to_the_same_day_or_the_last_one) {
    auto check = [](const char* from, int months, const char* expected) {
        EXPECT_EQ(format_day(add_months(*parse_day(from), months)), expected) << from;
    };
    check("2026-01-31", 1, "2026-02-28");
    check("2028-01-31", 1, "2028-02-29");
    check("2026-11-30", 3, "2027-02-28");
    check("2026-03-31", -1, "2026-02-28");
    check("2026-06-15", 12, "2027-06-15");
}

TEST(Calendar, a_day_begins_after_the_gap_where_midnight_does_not_exist) {
    const auto santiago = Zone::find("America/Santiago");
    ASSERT_TRUE(santiago);
    // 2025-09-07: clocks go from 24:00 to 01:00, so the day's first instant is 04:00 UTC = 01:00.
    const Day changed = *parse_day("2025-09-07");
    const Instant start = santiago->day_start(changed);
    EXPECT_EQ(format_instant(start), "2025-09-07T04:00:00Z");
    EXPECT_EQ(santiago->local_time(start), ms_per_hour);
    EXPECT_EQ(santiago->local_day(start), changed);
    EXPECT_EQ(santiago->local_day(start + -1), changed + -1);
    EXPECT_EQ(santiago->day_start(changed + 1) - start, 23 * ms_per_hour);
}

TEST(Calendar, a_day_begins_at_the_earlier_midnight_where_it_happens_twice) {
    const auto santiago = Zone::find("America/Santiago");
    // 2025-04-05 24:00 goes back to 23:00: the 5th has 25 hours, its last hour twice.
    const Day changed = *parse_day("2025-04-05");
    EXPECT_EQ(santiago->day_start(changed + 1) - santiago->day_start(changed), 25 * ms_per_hour);
}

TEST(Calendar, every_instant_lies_in_the_day_that_its_zone_says) {
    EXPECT_TRUE(rc::check([] {
        const auto zone = Zone::find(
            *rc::gen::element<std::string>("America/Santiago", "America/Guayaquil", "UTC",
                                           "America/Mexico_City", "Europe/Madrid"));
        const Instant at{*rc::gen::inRange<std::int64_t>(1'500'000'000'000, 1'900'000'000'000)};
        const Day day = zone->local_day(at);
        RC_ASSERT(zone->day_start(day) <= at);
        RC_ASSERT(at < zone->day_start(day + 1));
        RC_ASSERT(zone->local_time(at) >= 0 && zone->local_time(at) < ms_per_day);
    }));
}

TEST(Calendar, instants_are_written_as_they_are_read) {
    EXPECT_EQ(format_instant(*parse_instant("2026-03-10T18:05:00-05:00")), "2026-03-10T23:05:00Z");
    EXPECT_EQ(format_instant(*parse_instant("2026-03-10T23:59:59Z") + 7),
              "2026-03-10T23:59:59.007Z");
    EXPECT_EQ(format_instant(Instant{-1}), "1969-12-31T23:59:59.999Z");
    EXPECT_EQ(format_day(day_of(987, 1, 2)), "0987-01-02");
    EXPECT_EQ(format_day(day_of(-5, 1, 2)), "-005-01-02");
    EXPECT_EQ(format_day(day_of(12345, 10, 20)), "12345-10-20");
    for (const char* wrong :
         {"2026-03-10T18:05:00", "2026-02-30T00:00:00Z", "2026-03-10", "2026-03-10T25:00:00Z", ""})
        EXPECT_EQ(parse_instant(wrong), std::nullopt) << wrong;
    EXPECT_TRUE(rc::check([] {
        const Instant at{*rc::gen::inRange<std::int64_t>(0, 4'000'000'000'000)};
        RC_ASSERT(parse_instant(format_instant(at)) == at);
    }));
}

TEST(Calendar, weeks_begin_on_monday) {
    EXPECT_EQ(weekday(*parse_day("2026-03-09")), 0);
    EXPECT_EQ(format_day(week_start(*parse_day("2026-03-15"))), "2026-03-09");
    EXPECT_EQ(month_number(*parse_day("2026-03-15")), 202603);
}

}  // namespace
}  // namespace vuelve
