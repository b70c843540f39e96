#include "analytics/campaign.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vuelve::analytics {
namespace {

using testing::HasSubstr;

const DaySpan weeks{Day{20100}, Day{20127}};

ProgrammeDocument document() {
    ProgrammeDocument document;
    document.money_currency = "USD";
    document.holdout_percent = Ratio(10);
    document.campaigns = {{.code = "SPRING", .control_percent = Ratio(20), .cost = Minor{5000}}};
    return document;
}

HolderId member_number(int number) { return HolderId{std::int64_t{number} << 14}; }

/// Members who spend 90 to 110 a period, and `more` when the campaign reaches them.
ShopFacts shop(const ProgrammeDocument& programme, std::int64_t more, bool with_cost = true) {
    ShopFacts facts;
    std::int64_t txn = 0;
    for (int number = 1; number <= 2000; ++number) {
        const HolderId member = member_number(number);
        facts.members.push_back({.member = member, .enrolled = weeks.first + -100});
        const std::int64_t usual = 9000 + (number * 7919) % 2001;
        const bool is_reached =
            arm_of(programme, programme.campaigns.front(), member) == Arm::Treated;
        for (int before = 1; before >= 0; --before) {
            Sale sale{.member = member,
                      .txn = TxnId{++txn},
                      .day = weeks.first + (before ? -10 : 10),
                      .amount = Minor{usual + (before || !is_reached ? 0 : more)}};
            if (with_cost) sale.cost = Minor{sale.amount.n / 2};
            if (with_cost) sale.cost_known = sale.amount;
            facts.sales.push_back(sale);
        }
    }
    return facts;
}

CampaignEffect measured(const ShopFacts& facts, const ProgrammeDocument& programme) {
    return measure_campaign(programme, programme.campaigns.front(), facts, weeks);
}

TEST(Campaign, finds_the_margin_it_brought) {
    const ProgrammeDocument programme = document();
    const CampaignEffect effect = measured(shop(programme, 200), programme);
    EXPECT_TRUE(effect.is_margin);
    EXPECT_EQ(effect.cost_coverage, 1);
    EXPECT_EQ(effect.arm(Arm::Treated).outcome.size() + effect.arm(Arm::Control).outcome.size() +
                  effect.arm(Arm::Holdout).outcome.size(),
              2000);
    // Half of 200 is margin; what members brought before takes all chance out of it.
    EXPECT_NEAR(effect.adjusted->uplift.diff, 100, 2);
    EXPECT_NEAR(effect.against_holdout->diff, 100, 60);
    EXPECT_LT(*effect.adjusted->uplift.se, *effect.effect->se);
    EXPECT_EQ(is_distinct(*effect.best()), true);
    const auto treated = std::ssize(effect.arm(Arm::Treated).outcome);
    EXPECT_NEAR(static_cast<double>(effect.incremental(Minor{5000})->n),
                100.0 * static_cast<double>(treated) - 5000, 4000);
    EXPECT_THAT(verdict_of(programme, effect), HasSubstr("1.00 USD más de margen por socio"));
    EXPECT_THAT(verdict_of(programme, effect), HasSubstr("se distingue de cero."));
}

TEST(Campaign, says_so_when_nothing_can_be_told_from_chance) {
    ProgrammeDocument programme = document();
    ShopFacts facts = shop(programme, 0, false);
    std::erase_if(facts.sales, [](const Sale& sale) { return sale.day < weeks.first; });
    const CampaignEffect effect = measured(facts, programme);
    EXPECT_FALSE(effect.is_margin);  // no cost is known: what was paid
    EXPECT_FALSE(effect.adjusted);   // nobody brought anything before
    EXPECT_THAT(verdict_of(programme, effect), HasSubstr("de venta sin impuestos"));
    EXPECT_THAT(verdict_of(programme, effect), HasSubstr("no se distingue de cero."));

    programme.holdout_percent = Ratio(0);
    programme.campaigns.front().control_percent = Ratio(0);
    const CampaignEffect alone = measured(facts, programme);
    EXPECT_FALSE(alone.effect);
    EXPECT_FALSE(alone.ratio);
    EXPECT_FALSE(alone.incremental(Minor{0}));
    EXPECT_THAT(verdict_of(programme, alone), HasSubstr("Sin un grupo de control"));
}

TEST(Campaign, counts_everybody_who_was_there_and_nobody_else) {
    const ProgrammeDocument programme = document();
    ShopFacts facts = shop(programme, 0);
    facts.sales.clear();  // who buys nothing counts too
    facts.members[0].enrolled = weeks.first;
    facts.members[1].left = weeks.first + -1;
    facts.members[2].left = weeks.first + 3;
    const CampaignEffect effect = measured(facts, programme);
    std::int64_t counted = 0;
    for (const ArmOutcomes& arm : effect.arms) counted += std::ssize(arm.outcome);
    EXPECT_EQ(counted, 1998);
    EXPECT_FALSE(effect.cost_coverage);
}

TEST(Campaign, notices_groups_that_chance_did_not_make) {
    const ProgrammeDocument programme = document();
    ShopFacts facts = shop(programme, 500);
    ASSERT_TRUE(measured(facts, programme).ratio);
    EXPECT_FALSE(measured(facts, programme).ratio->is_suspicious());
    int kept = 0;
    std::erase_if(facts.members, [&](const MemberFact& member) {
        return arm_of(programme, programme.campaigns.front(), member.member) == Arm::Control &&
               ++kept % 2 == 0;
    });
    const CampaignEffect effect = measured(facts, programme);
    EXPECT_TRUE(effect.ratio->is_suspicious());
    EXPECT_THAT(verdict_of(programme, effect), HasSubstr("no es de fiar"));
}

TEST(Campaign, counts_what_stayed_sold_and_without_tax) {
    ProgrammeDocument programme = document();
    programme.holdout_percent = Ratio(0);
    ShopFacts facts;
    facts.members = {{.member = member_number(1), .enrolled = Day{0}}};
    facts.sales = {{.member = member_number(1),
                    .txn = TxnId{1},
                    .day = weeks.first,
                    .amount = Minor{1120},
                    .tax = Minor{120},
                    .returned = Minor{560},
                    .cost = Minor{300},
                    .cost_known = Minor{560}}};
    const auto& campaign = programme.campaigns.front();
    const auto arm = arm_of(programme, campaign, member_number(1));
    // Of 560 with a known cost, 60 are tax and 300 cost: 200, half of which came back.
    EXPECT_DOUBLE_EQ(measured(facts, programme).arm(arm).mean_outcome(), 100);
    EXPECT_DOUBLE_EQ(*measured(facts, programme).cost_coverage, 0.5);
    facts.sales[0].voided = true;
    EXPECT_EQ(measured(facts, programme).arm(arm).mean_outcome(), 0);
}

}  // namespace
}  // namespace vuelve::analytics
