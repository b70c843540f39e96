#include "analytics/leaderboard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vuelve::analytics {
namespace {

using Leagues = Leaderboard::Leagues;

Entrant entrant(std::int64_t member, std::int64_t score, bool agrees = true, int level = 0) {
    return {.member = HolderId{member}, .score = score, .level = LevelId{level}, .agrees = agrees};
}

/// "1:7 2:3": rank and member.
std::string text_of(const League& league) {
    std::string text;
    for (const RankedMember& one : league.members)
        text += (text.empty() ? "" : " ") + std::to_string(one.rank) + ":" +
                std::to_string(one.member.value);
    return text;
}

TEST(Leaderboard, gives_one_rank_to_equal_scores) {
    const std::vector all{entrant(4, 10), entrant(2, 50), entrant(3, 50), entrant(1, 90)};
    const auto lists = leagues_of(all, Leagues::One);
    ASSERT_EQ(lists.size(), 1u);
    EXPECT_EQ(text_of(lists[0]), "1:1 2:2 2:3 4:4");
    EXPECT_EQ(own_rank(all, Leagues::One, HolderId{3}), 2);
    EXPECT_EQ(own_rank(all, Leagues::One, HolderId{4}), 4);
}

TEST(Leaderboard, shows_nobody_who_does_not_want_it_and_nobody_without_a_score) {
    const std::vector all{entrant(1, 90, false), entrant(2, 50), entrant(3, 0), entrant(4, -5),
                          entrant(5, 20)};
    EXPECT_EQ(text_of(leagues_of(all, Leagues::One)[0]), "1:2 2:5");
    EXPECT_EQ(own_rank(all, Leagues::One, HolderId{1}), 1);  // nobody who is seen is ahead
    EXPECT_EQ(own_rank(all, Leagues::One, HolderId{2}), 1);
    EXPECT_EQ(own_rank(all, Leagues::One, HolderId{3}), 3);
    EXPECT_EQ(own_rank(all, Leagues::One, HolderId{4}), 3);
    EXPECT_EQ(own_rank(all, Leagues::One, HolderId{9}), std::nullopt);
}

TEST(Leaderboard, is_hidden_below_twenty) {
    std::vector<Entrant> all;
    for (int member = 1; member <= 19; ++member) all.push_back(entrant(member, member));
    all.push_back(entrant(20, 99, false));
    EXPECT_TRUE(leagues_of(all, Leagues::One)[0].is_hidden());
    all.push_back(entrant(21, 1));
    EXPECT_FALSE(leagues_of(all, Leagues::One)[0].is_hidden());
    EXPECT_TRUE(leagues_of({}, Leagues::One)[0].is_hidden());
}

TEST(Leaderboard, compares_within_a_level_where_there_are_leagues) {
    const std::vector all{entrant(1, 90, true, 2), entrant(2, 50), entrant(3, 70, true, 2),
                          entrant(4, 10, false, 5)};
    const auto lists = leagues_of(all, Leagues::Level);
    ASSERT_EQ(lists.size(), 3u);
    EXPECT_EQ(text_of(lists[0]), "1:2");
    EXPECT_EQ(text_of(lists[1]), "1:1 2:3");
    EXPECT_EQ(lists[1].level, LevelId{2});
    EXPECT_EQ(text_of(lists[2]), "");
    EXPECT_EQ(own_rank(all, Leagues::Level, HolderId{2}), 1);
    EXPECT_EQ(own_rank(all, Leagues::Level, HolderId{3}), 2);
}

}  // namespace
}  // namespace vuelve::analytics
