#include "domain/action_check.h"

#include <gtest/gtest.h>

#include "domain/programme.h"

namespace vuelve {
namespace {

/// A rule about actions as it should be, in a programme that knows what it names.
ProgrammeDocument shop_with(const Rule& rule) {
    ProgrammeDocument doc;
    doc.code = "P";
    doc.money_currency = "USD";
    doc.brands = {{.code = "B", .name = {}}};
    doc.stores = {{.code = "S", .brand = "B", .name = {}, .time_zone = "", .closed = {}}};
    doc.currencies = {{.code = "PTS", .name = {}}};
    doc.coupons = {{.code = "C", .name = {}, .percent = Ratio(10), .sku = "", .valid_days = 9}};
    doc.rules = {rule};
    return doc;
}

Rule review() {
    return {.id = "review",
            .name = {},
            .conditions = {{.type = ConditionType::Action, .in = {"review"}}},
            .effects = {{.type = EffectType::Bonus, .currency = "PTS", .bonus = Units{5}}},
            .limits = {{.value = 1, .period = Period::Month}},
            .funding = Funding::Marketing};
}

std::vector<std::string> faults_of(const ProgrammeDocument& doc) {
    std::vector<std::string> told;
    for (const Fault& fault : check(doc)) told.push_back(fault.pointer + " " + fault.code);
    return told;
}

using Faults = std::vector<std::string>;

TEST(ActionRule, gives_a_limited_bonus_or_badge_that_marketing_pays) {
    Rule rule = review();
    EXPECT_EQ(faults_of(shop_with(rule)), Faults{});
    rule.effects.push_back({.type = EffectType::Badge, .code = "CRITIC"});
    EXPECT_EQ(faults_of(shop_with(rule)), Faults{});
    rule.effects = {{.type = EffectType::Coupon, .code = "C"},
                    {.type = EffectType::Multiply, .currency = "PTS", .factor = Ratio(2)}};
    rule.limits.clear();
    rule.funding = Funding::Sale;
    EXPECT_EQ(faults_of(shop_with(rule)),
              (Faults{"/rules/0/effects/0 INVALID_RULE", "/rules/0/effects/1 INVALID_RULE",
                      "/rules/0/limits INVALID_RULE", "/rules/0/funding INVALID_RULE"}));
}

TEST(ActionRule, asks_for_nothing_that_only_a_purchase_has) {
    Rule rule = review();
    const std::size_t first = rule.conditions.size();
    rule.conditions.push_back({.type = ConditionType::Segment, .in = {"VIP"}});
    rule.conditions.push_back(
        {.type = ConditionType::Not, .of = {{.type = ConditionType::Store, .in = {"S"}}}});
    rule.conditions.push_back({.type = ConditionType::Attribute,
                               .path = "member.city",
                               .values = {std::string("Quito")}});
    EXPECT_EQ(faults_of(shop_with(rule)), Faults{});
    rule.conditions.resize(first);
    rule.conditions.push_back({.type = ConditionType::FirstPurchase});
    rule.conditions.push_back({.type = ConditionType::Sku, .in = {"A"}});
    rule.conditions.push_back(
        {.type = ConditionType::Attribute, .path = "purchase.table", .values = {std::string("4")}});
    rule.conditions.push_back(
        {.type = ConditionType::Any, .of = {{.type = ConditionType::MinAmount, .value = 5}}});
    EXPECT_EQ(faults_of(shop_with(rule)),
              (Faults{"/rules/0/conditions/1 INVALID_RULE", "/rules/0/conditions/2 INVALID_RULE",
                      "/rules/0/conditions/3 INVALID_RULE", "/rules/0/conditions/4 INVALID_RULE"}));
}

TEST(ActionRule, is_the_one_place_for_the_condition) {
    Rule rule = review();
    rule.conditions = {
        {.type = ConditionType::Not, .of = {{.type = ConditionType::Action, .in = {"review"}}}}};
    EXPECT_EQ(faults_of(shop_with(rule)), Faults{"/rules/0/conditions/0/of INVALID_RULE"});

    ProgrammeDocument doc = shop_with(review());
    doc.segments = {{.code = "FANS",
                     .name = {},
                     .dynamic = true,
                     .where = {{.type = ConditionType::Action, .in = {"review"}}}}};
    EXPECT_EQ(faults_of(doc), Faults{"/segments/0/where/0 INVALID_RULE"});
}

TEST(ClosedDays, end_after_they_begin) {
    ProgrammeDocument doc = shop_with(review());
    doc.stores.front().closed = {{Day{5}, Day{5}}, {Day{9}, Day{8}}};
    EXPECT_EQ(faults_of(doc), Faults{"/stores/0/closed/1/to out-of-range"});
}

}  // namespace
}  // namespace vuelve
