#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

#include "app/entitlements.h"
#include "app/look.h"
#include "app/reading.h"
#include "app/service.h"
#include "cli/demo_load.h"
#include "cli/demo_look.h"
#include "cli/demo_programme.h"
#include "cli/demo_stories.h"

namespace vuelve::cli {
namespace {

Day last_day() { return day_of(2026, 11, 21); }
std::shared_ptr<const Zone> zone() { return Zone::find("America/Guayaquil"); }

/// Every purchase of the year as hashed text, without the engine: nobody ever has points.
std::vector<std::string> tickets_of(DemoSize size) {
    DemoYear year(last_day(), zone(), size);
    std::vector<std::string> tickets;
    while (year.days_done() < demo_year_days) {
        for (auto& event : year.next_day([](int) { return Units{0}; })) {
            if (auto* request = std::get_if<PurchaseRequest>(&event.what)) {
                tickets.push_back(canonical_purchase(*request));
            }
        }
    }
    return tickets;
}

TEST(DemoShop, has_the_programme_of_the_contract) {
    std::ifstream file("src/codec/testdata/laurel.programme.json");
    std::string text((std::istreambuf_iterator<char>(file)), {});
    EXPECT_EQ(demo_programme, text);
}

TEST(DemoShop, has_600_articles_with_distinct_names_and_prices_above_nothing) {
    auto catalogue = demo_catalogue();
    std::set<std::string> skus;
    for (const auto& product : catalogue.products) {
        EXPECT_TRUE(skus.insert(product.sku).second) << product.sku;
        EXPECT_GT(product.price, 0) << product.sku;
        EXPECT_LT(product.price, 4000) << product.sku;
        EXPECT_GT(product.cost, product.price / 2 - 1) << product.sku;
        EXPECT_LT(product.cost, product.price) << product.sku;
    }
    EXPECT_EQ(skus.size(), 600U);
    EXPECT_TRUE(skus.contains("CAFE-250") && skus.contains("MANZ-ROJA") && skus.contains("CIG-20"));
}

TEST(DemoShop, is_the_same_every_time_and_about_as_busy_as_asked) {
    auto tickets = tickets_of({.members = 200, .baskets = 3000});
    EXPECT_EQ(tickets, tickets_of({.members = 200, .baskets = 3000}));
    EXPECT_NEAR(static_cast<double>(tickets.size()), 3000, 300);
}

TEST(DemoShop, enters_through_the_engine_without_a_refusal) {
    auto load = [] {
        ManualClock clock(1'795'500'000'000);
        auto service = *app::Service::open({.clock = &clock});
        auto key = *service->programmes().create("laurel", "Laurel", std::string(demo_programme),
                                                 "test", Instant{0});
        DemoYear year(last_day(), zone(), {.members = 60, .baskets = 1500});
        return load_demo(*service, *service->programmes().find(key), year, [](const auto&, int) {});
    };
    auto totals = load();
    EXPECT_EQ(totals.refused, 0) << totals.first_refusal;
    EXPECT_EQ(totals.members, 60);
    EXPECT_GT(totals.purchases, 1200);
    EXPECT_GT(totals.returns, 0);
    EXPECT_GT(totals.prizes, 0);
    EXPECT_GT(totals.paid_with_points, 0);
    EXPECT_GT(totals.opinions, 0);
    auto again = load();
    EXPECT_EQ(again.money, totals.money);
    EXPECT_EQ(again.purchases, totals.purchases);
}

TEST(DemoShop, has_three_members_whom_one_can_be) {
    ManualClock clock(1'795'500'000'000);
    auto service = *app::Service::open({.clock = &clock});
    auto key = *service->programmes().create("laurel", "Laurel", std::string(demo_programme),
                                             "test", Instant{0});
    app::OpenProgramme& programme = *service->programmes().find(key);
    DemoYear year(last_day(), zone(), {.members = 3, .baskets = 20});
    const auto totals = load_demo(*service, programme, year, [](const auto&, int) {});
    ASSERT_EQ(totals.refused, 0) << totals.first_refusal;
    add_demo_look(*service, key);

    std::vector<HolderId> ids;
    for (const DemoHero& hero : demo_heroes()) {
        const auto id =
            app::find_member(*service, programme, Identity{IdentityKind::Phone, hero.phone});
        ASSERT_TRUE(id) << hero.phone;
        ids.push_back(*id);
        const auto reading = app::read_member(*service, programme, *id);
        ASSERT_TRUE(reading && reading->tier);
        EXPECT_EQ(reading->profile.name, hero.name);
        const auto& levels = reading->programme->document().tiers->levels;
        const Level& level = levels[reading->programme->level_place(reading->tier->level)];
        EXPECT_EQ(level.name.at("es"), hero.level);
        EXPECT_FALSE(reading->balances.empty());
    }
    const auto first = app::read_member(*service, programme, ids[0]);
    EXPECT_NE(first->member.household, HolderId{}) << "shares with the second";
    EXPECT_EQ(first->member.household,
              app::read_member(*service, programme, ids[1])->member.household);
    const auto vouchers = app::read_vouchers(*service, programme, ids[0]);
    ASSERT_TRUE(vouchers);
    EXPECT_TRUE(std::ranges::any_of(
        *vouchers, [](const auto& row) { return row.voucher.state == VoucherState::Issued; }));
    const auto look = app::read_look(*service, programme);
    EXPECT_EQ(look.shop, "Abarrotes Laurel");
    ASSERT_TRUE(look.logo);
    EXPECT_FALSE(look.wants_disc);
}

}  // namespace
}  // namespace vuelve::cli
