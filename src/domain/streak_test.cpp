#include "domain/streak.h"

#include <gtest/gtest.h>

namespace vuelve {
namespace {

Day day(const char* text) { return *parse_day(text); }

/// A shop by the sea that closes for the winter and one in town that does not.
struct Streaks : testing::Test {
    SymbolTable symbols;
    std::shared_ptr<const Programme> programme;
    StoreId beach, town;

    void SetUp() override {
        ProgrammeDocument doc;
        doc.code = "P";
        doc.money_currency = "EUR";
        doc.brands = {{.code = "B", .name = {}}};
        doc.stores = {{.code = "BEACH",
                       .brand = "B",
                       .name = {},
                       .time_zone = "",
                       .closed = {{day("2025-01-06"), day("2025-01-15")},
                                  {day("2025-01-16"), day("2025-01-26")}}},
                      {.code = "TOWN", .brand = "B", .name = {}, .time_zone = "", .closed = {}}};
        doc.currencies = {{.code = "PTS", .name = {}}};
        ASSERT_TRUE(check(doc).empty());
        programme = Programme::compile(std::move(doc), symbols);
        beach = programme->find_store("BEACH")->id;
        town = programme->find_store("TOWN")->id;
    }
    Streak run(const std::vector<StreakMark>& marks, std::int64_t goal = 2) {
        return streak_of(marks, goal, *programme);
    }
};

TEST_F(Streaks, count_weeks_and_skip_those_in_which_the_store_never_opened) {
    EXPECT_EQ(run({}).weeks, 0);
    EXPECT_EQ(run({{day("2025-01-03"), beach}, {day("2025-01-04"), beach}}).weeks, 1);
    EXPECT_EQ(run({{day("2025-01-03"), beach}, {day("2025-01-27"), beach}}).weeks, 2)
        << "three closed weeks in two ranges";
    EXPECT_EQ(run({{day("2025-01-03"), beach}, {day("2025-02-03"), beach}}).weeks, 1)
        << "the week after them was missed";
    EXPECT_EQ(run({{day("2025-01-03"), town}, {day("2025-01-27"), town}}).weeks, 1);
    EXPECT_EQ(run({{day("2025-01-03"), StoreId{}}, {day("2025-01-27"), beach}}).weeks, 1)
        << "a mark of before stores could close";
}

TEST_F(Streaks, go_by_the_last_day_before_the_gap) {
    EXPECT_EQ(
        run({{day("2025-01-02"), town}, {day("2025-01-03"), beach}, {day("2025-01-27"), town}})
            .weeks,
        2);
    EXPECT_EQ(
        run({{day("2025-01-02"), beach}, {day("2025-01-03"), town}, {day("2025-01-27"), town}})
            .weeks,
        1);
    EXPECT_EQ(
        run({{day("2025-01-03"), beach}, {day("2025-01-03"), town}, {day("2025-01-27"), town}})
            .weeks,
        2)
        << "of two stores that day one that was closed is enough";
}

TEST_F(Streaks, hold_the_goal_once_for_each_time_a_run_is_as_long) {
    const std::vector<StreakMark> marks{{day("2025-02-03"), town}, {day("2025-02-10"), town},
                                        {day("2025-02-17"), town}, {day("2025-02-24"), town},
                                        {day("2025-03-10"), town}, {day("2025-03-17"), town}};
    EXPECT_EQ(run(marks).goals, 3);
    EXPECT_EQ(run(marks, 3).goals, 1);
    EXPECT_EQ(run(marks).weeks, 2);
}

TEST_F(Streaks, live_until_an_open_week_went_by) {
    const std::vector<StreakMark> marks{{day("2025-01-03"), beach}};
    EXPECT_FALSE(streak_lives({}, day("2025-01-03"), *programme));
    EXPECT_TRUE(streak_lives(marks, day("2025-01-26"), *programme)) << "closed all the while";
    EXPECT_TRUE(streak_lives(marks, day("2025-02-02"), *programme)) << "this week may yet come";
    EXPECT_FALSE(streak_lives(marks, day("2025-02-03"), *programme));
    EXPECT_FALSE(streak_lives({{day("2025-01-03"), town}}, day("2025-01-13"), *programme));
}

TEST_F(Streaks, keep_day_and_store_in_one_number_in_the_order_of_days) {
    const StreakMark mark{day("2025-01-03"), town};
    EXPECT_EQ(streak_mark(streak_place(mark)), mark);
    EXPECT_LT(streak_place({day("2025-01-03"), StoreId{INT32_MAX}}),
              streak_place({day("2025-01-04"), StoreId{1}}));
    EXPECT_EQ(streak_mark(day("2025-01-06").value), (StreakMark{day("2025-01-06"), StoreId{}}));
}

}  // namespace
}  // namespace vuelve
