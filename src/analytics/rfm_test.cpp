#include "analytics/rfm.h"

#include <gtest/gtest.h>

#include <string>

namespace vuelve::analytics {
namespace {

std::string segment(int r, int f, int m) { return std::string(name_of(segment_of(r, f, m))); }

TEST(Rfm, nobody_has_no_scores) { EXPECT_TRUE(rfm({}).empty()); }

TEST(Rfm, one_member_is_worse_than_nobody_and_better_than_nobody) {
    const std::vector<RfmInput> alone{{day_of(2025, 3, 1), 7, 900}};
    EXPECT_EQ(rfm(alone), (std::vector<RfmScore>{{1, 1, 1, RfmSegment::Lost}}));
}

TEST(Rfm, equal_values_have_equal_scores) {
    const std::vector<RfmInput> same(7, {day_of(2025, 3, 1), 2, 100});
    for (const RfmScore& score : rfm(same)) EXPECT_EQ(score, rfm(same).front());
    EXPECT_EQ(rfm(same).front().r, 1);
}

TEST(Rfm, a_score_counts_members_strictly_worse) {
    std::vector<RfmInput> members;  // ten members, 1 to 10 purchases, the last four alike
    for (int i = 1; i <= 10; ++i) members.push_back({day_of(2025, 1, i), std::min(i, 7), -100 * i});
    std::string f, m;
    for (const RfmScore& score : rfm(members)) {
        f += std::to_string(score.f);
        m += std::to_string(score.m);
    }
    EXPECT_EQ(f, "1122334444");
    EXPECT_EQ(m, "5544332211");
}

TEST(Rfm, the_first_segment_that_fits_is_taken) {
    EXPECT_EQ(segment(4, 4, 4), "champions");
    EXPECT_EQ(segment(2, 4, 4), "cannot_lose");
    EXPECT_EQ(segment(3, 5, 5), "loyal");
    EXPECT_EQ(segment(4, 4, 3), "loyal");
    EXPECT_EQ(segment(2, 5, 3), "at_risk");
    EXPECT_EQ(segment(1, 3, 5), "at_risk");
    EXPECT_EQ(segment(5, 1, 5), "new");
    EXPECT_EQ(segment(4, 1, 5), "potential_loyalist");
    EXPECT_EQ(segment(5, 2, 1), "potential_loyalist");
    EXPECT_EQ(segment(3, 3, 5), "need_attention");
    EXPECT_EQ(segment(3, 1, 5), "about_to_sleep");
    EXPECT_EQ(segment(1, 1, 5), "lost");
    EXPECT_EQ(segment(2, 1, 5), "hibernating");
    EXPECT_EQ(segment(1, 2, 1), "hibernating");
}

}  // namespace
}  // namespace vuelve::analytics
