#include "app/privacy_requests.h"
#include "app/restrictions.h"

#include <gtest/gtest.h>

namespace vuelve::app {
namespace {

TEST(YearsOld, count_birthdays) {
    const Day born = day_of(2008, 2, 29);
    EXPECT_EQ(years_old(born, day_of(2026, 2, 28)), 17);
    EXPECT_EQ(years_old(born, day_of(2026, 3, 1)), 18);
    EXPECT_EQ(years_old(born, day_of(2008, 3, 1)), 0);
}

TEST(BusinessDays, skip_weekends) {
    const Day friday = day_of(2026, 3, 13);
    EXPECT_EQ(add_business_days(friday, 1), day_of(2026, 3, 16));
    EXPECT_EQ(add_business_days(friday, 5), day_of(2026, 3, 20));
    EXPECT_EQ(add_business_days(day_of(2026, 3, 14), 1), day_of(2026, 3, 16)) << "from a Saturday";
    EXPECT_EQ(add_business_days(friday, 0), friday);
}

TEST(PrivacyRequests, are_promised_before_the_law_asks) {
    const auto zone = Zone::find("America/Guayaquil");
    const Instant received = *parse_instant("2026-03-13T10:00:00-05:00");
    for (const char* country : {"AR", "BR", "CL", "CO", "EC", "MX", "PE", "DE", "XX"})
        for (int kind = 1; kind <= 7; ++kind) {
            PrivacyRequestRow request{.kind = RequestKind{static_cast<std::uint8_t>(kind)},
                                      .country = country,
                                      .received_at = received};
            request.due_at = legal_due(*zone, country, request.kind, received);
            EXPECT_GT(request.due_at, received);
            EXPECT_LE(promised_by(*zone, request), request.due_at);
        }
}

}  // namespace
}  // namespace vuelve::app
