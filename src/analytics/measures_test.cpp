#include "analytics/measures.h"

#include <gtest/gtest.h>

#include <set>

#include "analytics/breakdown.h"

namespace vuelve::analytics {
namespace {

Day on(const char* day) { return *parse_day(day); }

constexpr HolderId ana{101}, luz{102}, leo{103};
const DaySpan march{on("2026-03-01"), on("2026-03-31")};

Currency points() {
    return {.code = "PTS", .money_value = MoneyValue{Units{100}, Minor{20}}, .id = CurrencyId{7}};
}

Sale sale(std::int64_t txn, HolderId member, const char* day, std::int64_t amount) {
    return {.member = member,
            .txn = TxnId{txn},
            .day = on(day),
            .store = StoreId{1},
            .brand = BrandId{1},
            .channel = "pos",
            .amount = Minor{amount}};
}

PointFact moved(std::int64_t id, HolderId member, EntryType type, std::int64_t units) {
    return {.entry = EntryId{id},
            .member = member,
            .day = on("2026-03-10"),
            .type = type,
            .currency = CurrencyId{7},
            .units = Units{units},
            .store = StoreId{1},
            .brand = BrandId{1},
            .channel = "pos"};
}

/// Two who buy, one who is gone.
ShopFacts shop() {
    ShopFacts facts;
    facts.members = {{.member = ana, .enrolled = on("2025-01-01"), .segments = {"vip", "new"}},
                     {.member = luz, .enrolled = on("2026-03-31"), .segments = {"new"}},
                     {.member = leo, .enrolled = on("2025-01-01"), .left = on("2026-03-31")}};
    facts.sales = {sale(1, ana, "2026-03-01", 1000), sale(2, ana, "2026-03-31", 3000),
                   sale(3, luz, "2026-03-31", 500), sale(4, leo, "2026-02-28", 900)};
    facts.sales[2].channel = "web";
    facts.points = {
        moved(11, ana, EntryType::Earn, 40),          moved(12, luz, EntryType::Earn, 5),
        moved(13, ana, EntryType::EarnReversal, -10), moved(14, ana, EntryType::Redeem, -20),
        moved(15, ana, EntryType::RedeemRefund, 5),   moved(16, ana, EntryType::Expire, -5)};
    facts.store_days = {
        {.store = StoreId{1}, .day = on("2026-03-31"), .tickets = 4, .amount = Minor{7000}}};
    return facts;
}

std::string value(const ShopFacts& facts, std::string_view name, DaySpan span = march) {
    const Currency currency = points();
    return figure_of(facts, {span, &currency}, name)->value.value_or("null");
}

TEST(Measures, compare_with_totals_only_where_there_are_any) {
    EXPECT_EQ(value(shop(), "participation"), "0.5000");  // 3,500 of 7,000 on the 31st
    EXPECT_EQ(value(shop(), "participation_tickets"), "0.5000");
    EXPECT_EQ(days_without_total(shop(), march), 1);  // the 1st
}

TEST(Measures, count_who_is_enrolled_at_the_end) {
    EXPECT_EQ(value(shop(), "active_rate"), "1.0000");  // Leo left on the last day
    EXPECT_EQ(value(shop(), "active_rate", {march.first, march.last + -1}), "1.0000");
    const auto figure = figure_of(shop(), {{march.first, march.last + -1}, nullptr}, "active_rate");
    EXPECT_EQ(figure->whole.sum, 2);  // Ana and Leo; Luz comes tomorrow
}

TEST(Measures, tell_points_as_money_and_keep_points_in_the_rows) {
    const Currency currency = points();
    const auto figure = figure_of(shop(), {march, &currency}, "earn_rate");
    EXPECT_EQ(figure->part.sum, 35);
    EXPECT_EQ(figure->part.unit, RowUnit::Units);
    EXPECT_EQ(figure->part.amount, 7);  // 35 points at 20 cents a hundred
    EXPECT_EQ(figure->part.amount_unit, RowUnit::Minor);
    EXPECT_EQ(figure->value, rate_of(7, 4500));
    Currency worthless = currency;
    worthless.money_value.reset();
    EXPECT_FALSE(figure_of(shop(), {march, &worthless}, "earn_rate")->value);
    EXPECT_EQ(value(shop(), "redemption_rate_points"), *rate_of(15, 35));
    EXPECT_EQ(value(shop(), "burn_ratio"), *rate_of(20, 35));
    EXPECT_EQ(value(shop(), "redemption_rate_members"), "0.5000");
}

TEST(Measures, take_the_last_answer_of_each_member) {
    ShopFacts facts = shop();
    facts.scores = {{AnswerId{1}, ana, on("2026-03-02"), 3},
                    {AnswerId{2}, ana, on("2026-03-09"), 10},
                    {AnswerId{3}, luz, on("2026-03-09"), 7},
                    {AnswerId{4}, leo, on("2026-03-09"), 0},
                    {AnswerId{5}, luz, on("2026-04-01"), 9}};
    EXPECT_EQ(value(facts, "nps"), "0.0");  // a promoter, a detractor, one between
    facts.scores.pop_back();
    facts.scores.pop_back();
    EXPECT_EQ(value(facts, "nps"), "50.0");
}

TEST(Measures, leave_out_lots_that_may_yet_be_used_or_were_forfeited) {
    ShopFacts facts = shop();
    auto lot = [](std::int64_t id, HolderId member, std::int64_t expired, std::int64_t open) {
        return LotFact{.lot = LotId{id},
                       .member = member,
                       .earned = on("2026-03-05"),
                       .currency = CurrencyId{7},
                       .original = Units{100},
                       .reversed = Units{10},
                       .expired = Units{expired},
                       .open = Units{open}};
    };
    facts.lots = {lot(21, ana, 30, 0), lot(22, ana, 0, 40), lot(23, leo, 0, 0)};
    EXPECT_EQ(value(facts, "breakage_rate"), *rate_of(30, 270));
    EXPECT_EQ(value(facts, "ultimate_redemption"), *rate_of(60, 90));
}

TEST(Measures, every_figure_is_the_sum_of_its_rows) {
    const Currency currency = points();
    const auto figures = figures_of(shop(), {march, &currency});
    ASSERT_EQ(figures.size(), measure_names().size());
    for (const Figure& figure : figures)
        for (const FigureSide* side : {&figure.part, &figure.whole}) {
            std::int64_t sum = 0, last = 0;
            for (const FigureRow& row : side->rows) {
                EXPECT_LT(last, row.id) << figure.name;
                last = row.id;
                sum += row.value;
            }
            EXPECT_EQ(sum, side->sum) << figure.name;
        }
    EXPECT_FALSE(figure_of(shop(), {march, &currency}, "happiness"));
}

TEST(Breakdown, cuts_members_by_segment_and_sales_by_channel) {
    const ShopFacts vip = part_of(shop(), {.by = CutBy::Segment, .code = "vip"});
    const ShopFacts recent = part_of(shop(), {.by = CutBy::Segment, .code = "new"});
    EXPECT_EQ(value(vip, "average_ticket"), "2000.0000");
    EXPECT_EQ(value(recent, "average_ticket"), "1500.0000");  // Ana is in both
    const ShopFacts web = part_of(shop(), {.by = CutBy::Channel, .code = "web"});
    EXPECT_EQ(value(web, "digital_share"), "1.0000");
    EXPECT_EQ(value(web, "active_rate"), "null");
}

TEST(Breakdown, by_month_asks_each_month_for_itself) {
    EXPECT_EQ(facts_from({on("2026-02-15"), on("2026-03-10")}, Breakdown::Month),
              facts_from({on("2026-02-15"), on("2026-02-28")}));
    EXPECT_EQ(parse_breakdown("month"), Breakdown::Month);
    EXPECT_FALSE(parse_breakdown(""));
    EXPECT_FALSE(parse_breakdown("colour"));
}

}  // namespace
}  // namespace vuelve::analytics
