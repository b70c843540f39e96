#include "domain/challenge.h"

#include <gtest/gtest.h>

#include <random>

#include "domain/counting_fresh.h"
#include "domain/decide.h"

namespace vuelve {
namespace {

Instant at(const char* text) { return *parse_instant(text); }

/// A shop with two stores and a challenge of every metric, some of them for ever.
struct Challenges : testing::Test {
    SymbolTable symbols;
    std::shared_ptr<const Programme> programme;
    State state;
    CountingFresh fresh{100};
    std::mt19937 random{11};
    Instant now = at("2025-01-06T12:00:00Z");
    const HolderId ana{7};

    void SetUp() override {
        ProgrammeDocument doc;
        doc.code = "P";
        doc.money_currency = "USD";
        doc.max_backdate_days = 60;
        doc.brands = {{.code = "B", .name = {}}};
        doc.stores = {{.code = "S1", .brand = "B", .name = {}, .time_zone = ""},
                      {.code = "S2", .brand = "B", .name = {}, .time_zone = "America/Lima"}};
        doc.currencies = {{.code = "PTS", .name = {}}};
        doc.coupons = {{.code = "C", .name = {}, .percent = Ratio(10), .sku = "", .valid_days = 9}};
        const std::int64_t goals[] = {3, 5000, 4000, 3, 2, 2};
        for (int metric = 0; metric < 6; ++metric)
            for (bool again : {false, true}) {
                Challenge one{.code = (again ? "R" : "O") + std::to_string(metric),
                              .name = {},
                              .from = at("2025-01-01T00:00:00Z"),
                              .to = at("2026-01-01T00:00:00Z"),
                              .metric = static_cast<Challenge::Metric>(metric),
                              .goal = goals[metric],
                              .conditions = {},
                              .reward_currency = "PTS",
                              .reward_points = Units{10},
                              .reward_code = "",
                              .repeatable = again};
                if (metric == 3 && again) one.reward = EffectType::Coupon, one.reward_code = "C";
                if (metric == 4) one.reward = EffectType::Badge, one.reward_code = "TRAVELLER";
                doc.challenges.push_back(std::move(one));
            }
        ASSERT_TRUE(check(doc).empty());
        programme = Programme::compile(std::move(doc), symbols);
        tell(Enrol{.holder = ana,
                   .enrolled_at = at("2024-01-01T00:00:00Z"),
                   .segments = {},
                   .attributes = {},
                   .level = {},
                   .subscriptions = {},
                   .home_store = {}});
    }

    int pick(int from, int to) {
        return from + static_cast<int>(random() % static_cast<unsigned>(to - from + 1));
    }
    std::shared_ptr<const Receipt> tell(CommandBody body) {
        Command command{.body = std::move(body), .key = {}, .actor = "test"};
        Decision done = decide(*programme, state, command, fresh, now);
        EXPECT_FALSE(done.error) << literal(done.error->code) << done.error->message;
        apply(state, done);
        return done.receipt;
    }
    std::shared_ptr<const Receipt> buy(const std::string& id) {
        RecordPurchase sale{.id = id,
                            .member = ana,
                            .occurred_at = now + -pick(0, 30) * ms_per_day,
                            .store = pick(0, 1) == 0 ? "S1" : "S2",
                            .lines = {},
                            .tenders = {},
                            .discount_points = {},
                            .coupons = {},
                            .attributes = {}};
        for (int line = 1; line <= pick(1, 3); ++line)
            sale.lines.push_back({.line = line,
                                  .sku = "",
                                  .category = "",
                                  .brand = "",
                                  .quantity = 1000 * pick(1, 3),
                                  .unit_price = Minor{pick(0, 1500)},
                                  .attributes = {}});
        return tell(std::move(sale));
    }
    /// What the member has and counts; rows of zeros are no rows.
    std::pair<std::map<TallyKey, std::pair<std::int64_t, std::int64_t>>, Units> standing() {
        const Holder& holder = state.holders.at(ana);
        std::map<TallyKey, std::pair<std::int64_t, std::int64_t>> counts;
        for (const auto& [key, tally] : holder.tallies) {
            // A visit keeps when it was; without a purchase that says nothing.
            if (tally == Tally{} || (key.kind == TallyKind::Visit && tally.count == 0)) continue;
            counts[key] = {key.kind == TallyKind::Visit ? 0 : tally.value, tally.count};
        }
        return {counts, wallet_of(holder, programme->find_currency("PTS")->id).available};
    }
};

TEST_F(Challenges, are_after_a_purchase_and_its_void_what_they_were) {
    int rewarded = 0;
    for (int i = 0; i < 300; ++i) {
        now = now + pick(1, 20) * ms_per_hour;
        const auto before = standing();
        const auto receipt = buy("probe" + std::to_string(i));
        rewarded += receipt->effects.empty() ? 0 : 1;
        tell(VoidPurchase{.id = {}, .purchase = receipt->id});
        ASSERT_EQ(standing(), before) << "I26, purchase " << i;
        buy("kept" + std::to_string(i));
    }
    EXPECT_GT(rewarded, 50);
}

TEST_F(Challenges, reward_no_completion_twice_whatever_is_returned) {
    std::map<std::string, std::int64_t> totals;
    for (int i = 0; i < 200; ++i) {
        now = now + pick(1, 20) * ms_per_hour;
        const std::string id = "p" + std::to_string(i);
        buy(id);
        for (const RecordedLine& line : state.purchases.at(id).lines)
            if (pick(0, 1) == 0)
                tell(RecordReturn{.id = id + "-" + std::to_string(line.line),
                                  .purchase = id,
                                  .lines = {{line.line, line.quantity}}});
        std::int64_t points = 0;
        for (const Challenge& one : programme->document().challenges) {
            const Tally total =
                state.holders.at(ana).tallies[{TallyKind::Challenge, one.id.value, 0}];
            ASSERT_GE(total.value, 0) << one.code;
            ASSERT_LE(total.count, one.repeatable ? i + 1000 : 1) << one.code;
            ASSERT_GE(total.count, totals[one.code]) << one.code << " was undone by a return";
            totals[one.code] = total.count;
            if (one.reward == EffectType::Bonus) points += 10 * total.count;
        }
        ASSERT_EQ(standing().second, Units{points}) << "one award each";
    }
    for (const auto& [code, total] : totals) EXPECT_GT(total, 0) << code;
}

}  // namespace
}  // namespace vuelve
