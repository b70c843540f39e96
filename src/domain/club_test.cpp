#include "domain/club.h"

#include <gtest/gtest.h>

#include <random>

#include "domain/counting_fresh.h"
#include "domain/decide.h"

namespace vuelve {
namespace {

/// A shop with three members and a club of each metric, far from its goal or near it.
struct Clubs : testing::Test {
    SymbolTable symbols;
    std::shared_ptr<const Programme> programme;
    State state;
    CountingFresh fresh;
    std::mt19937 random{23};
    Instant now = *parse_instant("2026-03-02T12:00:00Z");
    const std::vector<HolderId> people{HolderId{7}, HolderId{8}, HolderId{9}};

    void open(std::int64_t times) {
        ProgrammeDocument doc;
        doc.code = "P";
        doc.money_currency = "USD";
        doc.brands = {{.code = "B", .name = {}}};
        doc.stores = {{.code = "S", .brand = "B", .name = {}, .time_zone = ""}};
        doc.currencies = {{.code = "PTS", .name = {}}};
        using enum Challenge::Metric;
        const std::pair<Challenge::Metric, std::int64_t> goals[] = {
            {PurchaseCount, 20}, {Spend, 40'000}, {Quantity, 60'000}};
        for (const auto& [metric, goal] : goals)
            doc.clubs.push_back({.code = "C" + std::to_string(static_cast<int>(metric)),
                                 .name = {},
                                 .unit = {},
                                 .from = now,
                                 .to = now + 900 * ms_per_day,
                                 .metric = metric,
                                 .goal = goal * times,
                                 .conditions = {},
                                 .reward_currency = "PTS",
                                 .reward_points = Units{10},
                                 .reward_code = {}});
        ASSERT_TRUE(check(doc).empty());
        programme = Programme::compile(std::move(doc), symbols);
        for (HolderId one : people) {
            tell(Enrol{.holder = one,
                       .enrolled_at = now,
                       .segments = {},
                       .attributes = {},
                       .level = {},
                       .subscriptions = {},
                       .home_store = {}});
            for (const Club& club : programme->document().clubs)
                tell(JoinClub{.member = one, .club = club.code});
        }
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
                            .member = people[static_cast<std::size_t>(pick(0, 2))],
                            .occurred_at = now,
                            .store = {},
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
                                  .unit_price = Minor{pick(1, 1500)},
                                  .attributes = {}});
        return tell(std::move(sale));
    }
    void settle() {
        if (auto due = run_due(*programme, state, people, fresh, now)) apply(state, *due);
    }
    Resource goal(const Club& club) {
        auto found = state.resources.find(goal_of(club));
        return found == state.resources.end() ? Resource{club.goal, club.goal} : found->second;
    }
    std::int64_t added(const Club& club) {
        std::int64_t sum = 0;
        for (HolderId one : people) sum += state.holders.at(one).tallies[part_of_club(club)].value;
        return sum;
    }
    Units points(HolderId one) {
        return wallet_of(state.holders.at(one), programme->find_currency("PTS")->id).available;
    }
};

TEST_F(Clubs, are_after_a_purchase_and_its_void_what_they_were) {
    open(1000);
    for (int i = 0; i < 100; ++i) {
        now = now + ms_per_hour;
        std::vector<std::pair<std::int64_t, std::int64_t>> before, after;
        auto look = [&](auto& seen) {
            for (const Club& club : programme->document().clubs)
                seen.emplace_back(goal(club).left, added(club));
        };
        look(before);
        const auto receipt = buy("probe" + std::to_string(i));
        ASSERT_EQ(receipt->clubs.size(), 3u);
        tell(VoidPurchase{.id = {}, .purchase = receipt->id});
        look(after);
        ASSERT_EQ(after, before) << "I26, purchase " << i;
        buy("kept" + std::to_string(i));
    }
}

TEST_F(Clubs, hold_what_their_members_added_until_the_goal_and_reward_each_once) {
    open(1);
    int reached = 0;
    for (int i = 0; i < 80; ++i) {
        now = now + ms_per_hour;
        const std::string id = "p" + std::to_string(i);
        for (const ClubLine& line : buy(id)->clubs) reached += line.reached ? 1 : 0;
        const RecordedLine& line = state.purchases.at(id).lines.front();
        if (pick(0, 3) == 0)
            tell(RecordReturn{.id = id + "r", .purchase = id, .lines = {{1, line.quantity}}});
        for (const Club& club : programme->document().clubs) {
            const Resource now_left = goal(club);
            ASSERT_GE(now_left.left, 0);
            if (now_left.left > 0) ASSERT_EQ(added(club), now_left.total - now_left.left);
        }
        settle();
    }
    EXPECT_EQ(reached, 3) << "each goal by exactly one purchase";
    for (HolderId one : people) EXPECT_EQ(points(one), Units{30}) << "each club's reward once";
    now = now + ms_per_day;
    EXPECT_FALSE(run_due(*programme, state, people, fresh, now)) << "nothing is owed any more";
}

}  // namespace
}  // namespace vuelve
