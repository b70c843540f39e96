#include "domain/what_if.h"

#include <gtest/gtest.h>

namespace vuelve {
namespace {

Instant at(const char* text) { return *parse_instant(text); }

struct WhatIfTest : testing::Test {
    SymbolTable symbols;
    const HolderId ana{7}, luz{8};

    /// A bonus of 10 for every sale, from a budget of 30; points end after a month.
    static ProgrammeDocument document() {
        ProgrammeDocument doc;
        doc.code = "P";
        doc.money_currency = "USD";
        doc.brands = {{.code = "B", .name = {}}};
        doc.stores = {{.code = "S", .brand = "B", .name = {}, .time_zone = ""}};
        doc.currencies = {{.code = "PTS", .name = {}}};
        doc.currencies[0].expiry = {.type = ExpiryPolicy::Type::FixedTerm, .months = 1};
        Rule bonus{.id = "bonus", .name = {}, .campaign = "", .group = ""};
        bonus.effects.push_back({.type = EffectType::Bonus, .currency = "PTS", .bonus = Units{10}});
        bonus.budget = Units{30};
        doc.rules = {bonus};
        return doc;
    }
    WhatIf what_if(const ProgrammeDocument& doc) {
        EXPECT_TRUE(check(doc).empty());
        WhatIf side(Programme::compile(doc, symbols));
        for (const HolderId id : {ana, luz})
            side.add({.id = id, .enrolled_at = at("2025-01-01T00:00:00Z")});
        return side;
    }
    RecordPurchase sale(HolderId member) {
        RecordPurchase sale{.id = "p" + std::to_string(++last_), .member = member};
        sale.lines.push_back({.line = 1,
                              .sku = "",
                              .category = "",
                              .brand = "",
                              .unit_price = Minor{1000},
                              .attributes = {}});
        return sale;
    }
    void sell(WhatIf& side, HolderId member, const char* when, const char* store = "S") {
        RecordPurchase sold = sale(member);
        sold.store = store;
        sold.occurred_at = at(when);
        side.sell(sold, at(when));
    }
    static std::int64_t given(const WhatIf& side) {
        std::int64_t units = 0;
        for (const auto& [_, given] : side.totals().by_rule) units += given.n;
        return units;
    }

 private:
    int last_ = 0;
};

TEST_F(WhatIfTest, budgets_end_and_what_was_given_expires) {
    WhatIf side = what_if(document());
    for (const char* when : {"2026-01-05T10:00:00Z", "2026-01-06T10:00:00Z", "2026-01-07T10:00:00Z",
                             "2026-01-08T10:00:00Z"})
        sell(side, ana, when);
    EXPECT_EQ(given(side), 30);
    EXPECT_EQ(side.totals().by_month.begin()->first.second, 202601);
    EXPECT_TRUE(side.totals().expired.empty());
    sell(side, ana, "2026-03-01T10:00:00Z");
    EXPECT_EQ(side.totals().expired.begin()->second, Units{30});
    EXPECT_EQ(side.totals().sales, 5);
    EXPECT_EQ(side.totals().by_member.begin()->second.at(ana), Units{30});
    EXPECT_FALSE(side.totals().by_member.begin()->second.contains(luz));
}

TEST_F(WhatIfTest, a_sale_that_would_be_refused_is_counted_and_changes_nothing) {
    WhatIf side = what_if(document());
    sell(side, luz, "2026-01-05T10:00:00Z", "NOWHERE");
    EXPECT_EQ(side.totals().sales, 0);
    EXPECT_EQ(side.totals().refused.at(ErrorCode::ValidationFailed), 1);
    EXPECT_EQ(given(side), 0);
    EXPECT_EQ(side.levels().at(LevelId{}), 2);
}

TEST_F(WhatIfTest, what_was_paid_with_points_counts_as_paid_with_money) {
    WhatIf side = what_if(document());
    RecordPurchase sold = sale(ana);
    sold.tenders = {
        {.type = "points", .currency = "PTS", .points = Units{100}, .amount = Minor{200}},
        {.type = "cash", .currency = "", .amount = Minor{800}}};
    sold.coupons = {"CODE"};
    side.sell(sold, at("2026-01-05T10:00:00Z"));
    EXPECT_TRUE(side.totals().refused.empty());
    EXPECT_EQ(side.totals().sales, 1);
    EXPECT_EQ(given(side), 10);
}

TEST_F(WhatIfTest, a_rule_that_begins_later_counts_as_if_then) {
    ProgrammeDocument doc = document();
    doc.rules[0].effective_from = at("2027-01-01T00:00:00Z");
    doc.rules[0].effective_to = at("2027-02-01T00:00:00Z");
    const Instant first = at("2026-01-01T00:00:00Z"), last = at("2026-01-31T00:00:00Z");
    WhatIf later = what_if(doc), then = what_if(as_if_then(doc, first, last));
    for (WhatIf* side : {&later, &then}) sell(*side, ana, "2026-01-05T10:00:00Z");
    EXPECT_EQ(given(later), 0);
    EXPECT_EQ(given(then), 10);
    doc.rules[0].effective_from = at("2026-01-20T00:00:00Z");
    EXPECT_EQ(as_if_then(doc, first, last).rules, doc.rules) << "it began within them";
}

}  // namespace
}  // namespace vuelve
