#include "app/what_if.h"

#include <gmock/gmock.h>

#include "app/facts.h"
#include "app/testing.h"

namespace vuelve::app {
namespace {

using Issued = std::map<std::string, std::int64_t>;  // units by the code of their currency

struct WhatIfs : Shop {
    /// Six days of sales, all paid with money.
    void sell() {
        for (int day = 0; day < 6; ++day) {
            for (int sale = 0; sale < 20; ++sale) {
                clock.move_to(clock.now_ms() + 10 * ms_per_minute);
                const Answer sold = service->engine().ask(purchase(someone()));
                ASSERT_FALSE(sold.error) << sold.error->message;
            }
            clock.move_to(clock.now_ms() + 20 * ms_per_hour);
        }
    }
    Issued issued() {
        Issued issued;
        const auto reader = service->database().snapshot();
        storage::Rows rows = reader->query(
            "select currency, -sum(contra_units) from entry where contra = 1 group by currency");
        while (rows.next())
            issued[programme->symbols().code(static_cast<std::int32_t>(rows.integer(0)))] =
                rows.integer(1);
        return issued;
    }
    static Issued issued(const WhatIfSide& side) {
        Issued issued;
        for (const auto& [key, given] : side.totals.by_rule)
            issued[side.document.symbols->code(key.first.value)] += given.n;
        return issued;
    }
    Result<WhatIfReport> held_against_all(const std::string& draft) {
        return what_if(*service, *programme,
                       {.document = draft, .from = Day{0}, .to = Day{100'000}});
    }
    std::string changed(std::string_view from, std::string_view to) const {
        std::string text = document();
        const auto place = text.find(from);
        EXPECT_NE(place, std::string::npos) << from;
        return text.replace(place, from.size(), to);
    }
};

TEST_F(WhatIfs, give_what_was_given_when_nothing_changes) {
    enrol(12);
    sell();
    const auto report = held_against_all(document());
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->sales, 120);
    EXPECT_EQ(report->in_force.totals.sales, 120);
    EXPECT_THAT(report->in_force.totals.refused, testing::IsEmpty());
    EXPECT_EQ(issued(report->in_force), issued());
    EXPECT_EQ(issued(report->draft), issued());
    EXPECT_EQ(report->in_force.levels, report->draft.levels);
    std::int64_t members = 0;
    for (const auto& [_, count] : report->draft.levels) members += count;
    EXPECT_EQ(members, report->members);
}

TEST_F(WhatIfs, tell_a_draft_apart_and_write_nothing) {
    enrol(12);
    sell();
    catch_up(*service, *programme);
    const auto checksum = verified().checksum;
    const auto report = held_against_all(
        changed(R"("points": "10", "per": 100})", R"("points": "30", "per": 100})"));
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(issued(report->in_force), issued());
    EXPECT_GT(issued(report->draft).at("PTS"), 2 * issued().at("PTS"));
    EXPECT_EQ(verified().checksum, checksum);
}

TEST_F(WhatIfs, leave_out_what_was_voided) {
    enrol(1);
    for (const char* id : {"a", "b"}) {
        PurchaseRequest sale = basket(members[0]);
        sale.purchase.id = id;
        ASSERT_FALSE(service->engine().ask(ask_purchase(*programme, caller, sale)).error);
    }
    ASSERT_FALSE(service->engine()
                     .ask(ask_void(*programme, caller, {.id = "", .purchase = "a"}, "k"))
                     .error);
    const auto report = held_against_all(document());
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->sales, 1);
    EXPECT_EQ(report->members, 1);
}

TEST_F(WhatIfs, refuse_what_they_cannot_answer) {
    enrol(1);
    EXPECT_EQ(held_against_all(document()).error().code, ErrorCode::NotFound);
    sell();
    EXPECT_EQ(held_against_all("{}").error().code, ErrorCode::ValidationFailed);
    const auto backwards = what_if(
        *service, *programme, {.document = document(), .from = Day{20'000}, .to = Day{19'999}});
    EXPECT_EQ(backwards.error().code, ErrorCode::ValidationFailed);
}

}  // namespace
}  // namespace vuelve::app
