#include "domain/expiry.h"

#include <gtest/gtest.h>

namespace vuelve {
namespace {

using Type = ExpiryPolicy::Type;

void check(const ExpiryPolicy& policy, const char* base, const char* expected) {
    auto last = last_day_of(policy, *parse_day(base));
    ASSERT_TRUE(last.has_value());
    ASSERT_TRUE(last->has_value());
    EXPECT_EQ(format_day(**last), expected) << base;
}

TEST(Expiry, a_fixed_term_counts_months_and_then_days) {
    check({.type = Type::FixedTerm, .months = 12}, "2026-03-10", "2027-03-10");
    check({.type = Type::FixedTerm, .months = 1}, "2026-01-31", "2026-02-28");
    check({.type = Type::FixedTerm, .days = 60}, "2026-01-01", "2026-03-02");
}

TEST(Expiry, a_period_ends_on_its_last_day) {
    check({.type = Type::PeriodEnd, .period = Period::Month}, "2026-02-10", "2026-02-28");
    check({.type = Type::PeriodEnd, .period = Period::Quarter}, "2026-05-01", "2026-06-30");
    check({.type = Type::PeriodEnd, .months = 1, .period = Period::Year}, "2026-12-05",
          "2027-12-31");
}

TEST(Expiry, an_annual_day_comes_after_the_least_term) {
    check({.type = Type::Annual, .month = 12, .day = 31}, "2026-12-31", "2026-12-31");
    check({.type = Type::Annual, .month = 1, .day = 31, .min_months = 3}, "2026-12-01",
          "2028-01-31");
}

TEST(Expiry, a_fixed_date_in_the_past_is_refused) {
    auto late = last_day_of({.type = Type::FixedDate, .date = *parse_day("2026-01-01")},
                            *parse_day("2026-01-02"));
    ASSERT_FALSE(late.has_value());
    EXPECT_EQ(late.error().code, ErrorCode::ExpiryInPast);
}

TEST(Expiry, the_last_day_is_whole_even_where_the_next_midnight_is_missing) {
    const auto santiago = Zone::find("America/Santiago");
    const Day last = *parse_day("2025-09-06");
    EXPECT_EQ(format_instant(end_of(*santiago, last)), "2025-09-07T04:00:00Z");
    EXPECT_EQ(last_day_before(*santiago, end_of(*santiago, last)), last);
}

TEST(Expiry, waiting_points_are_free_at_the_start_of_a_local_day) {
    const auto guayaquil = Zone::find("America/Guayaquil");
    const Instant at = *parse_instant("2026-03-10T18:05:00-05:00");
    auto terms =
        terms_of(*guayaquil, Currency{}, 2, {.type = Type::FixedTerm, .months = 1}, at, at);
    ASSERT_TRUE(terms.has_value());
    EXPECT_TRUE(terms->pending);
    EXPECT_EQ(terms->available_at, *parse_instant("2026-03-12T00:00:00-05:00"));
    EXPECT_EQ(terms->expires_at, *parse_instant("2026-04-11T00:00:00-05:00"));
    EXPECT_EQ(due_of(*terms), terms->available_at);
}

}  // namespace
}  // namespace vuelve
