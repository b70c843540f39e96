#include "analytics/nps.h"

#include <gtest/gtest.h>

namespace vuelve::analytics {
namespace {

std::optional<std::string> nps_of(std::initializer_list<int> scores) {
    return nps(std::vector<int>(scores));
}

TEST(Nps, counts_promoters_less_detractors) {
    EXPECT_EQ(nps_of({9, 10}), "100.0");
    EXPECT_EQ(nps_of({0, 6}), "-100.0");
    EXPECT_EQ(nps_of({7, 8}), "0.0");
    EXPECT_EQ(nps_of({9, 6}), "0.0");
    EXPECT_EQ(nps_of({7}), "0.0");
}

TEST(Nps, has_no_value_without_answers) { EXPECT_EQ(nps_of({}), std::nullopt); }

TEST(Nps, rounds_half_away_from_zero) {
    EXPECT_EQ(nps_of({10, 10, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7}), "12.5");
    std::vector<int> answers(80, 7);
    answers[0] = 10;  // 1.25 exactly
    EXPECT_EQ(nps(answers), "1.3");
    answers[0] = 0;
    EXPECT_EQ(nps(answers), "-1.3");
}

TEST(Nps, the_last_answer_of_a_member_counts) {
    const std::vector<NpsAnswer> answers{{2, Instant{50}, 10},
                                         {1, Instant{20}, 9},
                                         {1, Instant{10}, 0},
                                         {2, Instant{50}, 3}};  // the same instant: the later row
    EXPECT_EQ(last_scores(answers), (std::vector<int>{9, 3}));
    EXPECT_TRUE(last_scores({}).empty());
}

}  // namespace
}  // namespace vuelve::analytics
