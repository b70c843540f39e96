#include "analytics/satisfaction.h"

#include <gtest/gtest.h>

namespace vuelve::analytics {
namespace {

constexpr HolderId ana{1}, luz{2}, eva{3};
constexpr StoreId centro{7}, norte{8};
const Day march = day_of(2026, 3, 31), april = day_of(2026, 4, 1);

AnswerFact recommends(HolderId member, Day day, StoreId store, int nps) {
    return {.member = member, .day = day, .store = store, .nps = nps};
}
AnswerFact rates(HolderId member, Day day, StoreId store, int rating) {
    return {.member = member, .day = day, .store = store, .rating = rating};
}

TEST(Satisfaction, has_no_measures_without_answers) {
    const Satisfaction none = satisfaction({});
    EXPECT_EQ(none.rated, 0);
    EXPECT_FALSE(none.mean.has_value());
    EXPECT_FALSE(none.nps.has_value());
    EXPECT_EQ(none.recommended(), 0);
}

TEST(Satisfaction, counts_every_rating_and_the_last_recommendation_of_each_member) {
    const std::vector answers{recommends(ana, march, {}, 10), rates(ana, march, centro, 5),
                              rates(ana, march, centro, 2),   recommends(luz, march, {}, 8),
                              recommends(ana, march, {}, 6),  rates(luz, april, norte, 1)};
    const Satisfaction all = satisfaction(answers);
    EXPECT_EQ(all.ratings, (std::array<std::int64_t, 5>{1, 1, 0, 0, 1}));
    EXPECT_EQ(all.mean, "2.67");  // 8 / 3
    EXPECT_EQ(all.promoters, 0);
    EXPECT_EQ(all.passives, 1);
    EXPECT_EQ(all.detractors, 1);
    EXPECT_EQ(all.nps, "-50.0");
}

TEST(Satisfaction, counts_the_last_one_given_in_each_store_and_month) {
    const std::vector answers{recommends(ana, march, centro, 10), recommends(ana, april, norte, 0),
                              recommends(eva, april, norte, 9)};
    const SatisfactionReport report = satisfaction_report(answers);
    EXPECT_EQ(report.all.nps, "0.0");
    ASSERT_EQ(report.by_store.size(), 2u);
    EXPECT_EQ(report.by_store[0].first, centro);
    EXPECT_EQ(report.by_store[0].second.nps, "100.0");
    EXPECT_EQ(report.by_store[1].second.nps, "0.0");
    ASSERT_EQ(report.by_month.size(), 2u);
    EXPECT_EQ(report.by_month[0].first, 202603);
    EXPECT_EQ(report.by_month[0].second.nps, "100.0");
    EXPECT_EQ(report.by_month[1].second.recommended(), 2);
}

}  // namespace
}  // namespace vuelve::analytics
