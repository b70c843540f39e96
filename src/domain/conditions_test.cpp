#include "domain/conditions.h"

#include <gtest/gtest.h>

namespace vuelve {
namespace {

Condition window(std::vector<int> days, const char* from, const char* to) {
    Condition condition{.type = ConditionType::TimeWindow};
    condition.days = std::move(days);
    condition.from = parse_minute(from);
    condition.to = parse_minute(to);
    return condition;
}

bool inside(const Condition& condition, const char* at) {
    return in_time_window(condition,
                          local_time_of(*Zone::find("America/Guayaquil"), *parse_instant(at)));
}

TEST(Conditions, a_window_begins_with_its_first_minute_and_ends_before_its_last) {
    const Condition happy = window({1}, "17:00", "19:00");  // Tuesday
    EXPECT_TRUE(inside(happy, "2026-03-10T17:00:00-05:00"));
    EXPECT_TRUE(inside(happy, "2026-03-10T18:59:59-05:00"));
    EXPECT_FALSE(inside(happy, "2026-03-10T19:00:00-05:00"));
    EXPECT_FALSE(inside(happy, "2026-03-11T18:00:00-05:00"));
}

TEST(Conditions, past_midnight_a_window_belongs_to_the_day_it_starts) {
    const Condition night = window({4}, "22:00", "02:00");  // Friday
    EXPECT_TRUE(inside(night, "2026-03-13T23:30:00-05:00"));
    EXPECT_TRUE(inside(night, "2026-03-14T01:59:00-05:00"));
    EXPECT_FALSE(inside(night, "2026-03-13T01:00:00-05:00"));
    EXPECT_FALSE(inside(night, "2026-03-14T22:30:00-05:00"));
}

TEST(Conditions, the_29th_of_february_is_celebrated_on_the_28th_in_common_years) {
    Condition day{.type = ConditionType::Birthday};
    const Day born = *parse_day("2000-02-29");
    EXPECT_TRUE(is_birthday(day, born, *parse_day("2026-02-28")));
    EXPECT_FALSE(is_birthday(day, born, *parse_day("2028-02-28")));
    EXPECT_TRUE(is_birthday(day, born, *parse_day("2028-02-29")));
}

TEST(Conditions, a_birthday_window_wraps_around_the_year) {
    Condition around{.type = ConditionType::Birthday};
    around.birthday = Condition::BirthdayMode::Window;
    around.before = 3;
    around.after = 2;
    const Day born = *parse_day("1990-01-01");
    EXPECT_TRUE(is_birthday(around, born, *parse_day("2026-12-29")));
    EXPECT_TRUE(is_birthday(around, born, *parse_day("2026-01-03")));
    EXPECT_FALSE(is_birthday(around, born, *parse_day("2026-12-28")));
    EXPECT_FALSE(is_birthday(around, born, *parse_day("2026-01-04")));
}

TEST(Conditions, the_holdout_is_drawn_once_for_all_campaigns_and_apart_from_their_control_groups) {
    ProgrammeDocument document;
    document.holdout_percent = Ratio(10);
    const Campaign spring{.code = "SPRING", .control_percent = Ratio(20)};
    int held = 0, control = 0, both = 0;
    for (std::int64_t number = 1; number <= 10'000; ++number) {
        const HolderId member{number << 14};
        held += in_holdout(document, member);
        control += in_control_group(spring, member);
        both += in_holdout(document, member) && in_control_group(spring, member);
    }
    EXPECT_NEAR(held, 1000, 100);
    EXPECT_NEAR(control, 2000, 150);
    EXPECT_NEAR(both, 200, 50);  // independent of each other

    ProgrammeDocument nobody;
    ProgrammeDocument everybody;
    everybody.holdout_percent = Ratio(100);
    EXPECT_FALSE(in_holdout(nobody, HolderId{1}));
    EXPECT_TRUE(in_holdout(everybody, HolderId{1}));
}

TEST(Conditions, a_category_is_above_its_descendants_and_not_above_longer_words) {
    EXPECT_TRUE(category_under("food/coffee", "food/coffee"));
    EXPECT_TRUE(category_under("food/coffee/beans", "food/coffee"));
    EXPECT_FALSE(category_under("food/coffeeware", "food/coffee"));
    EXPECT_FALSE(category_under("food", "food/coffee"));
}

}  // namespace
}  // namespace vuelve
