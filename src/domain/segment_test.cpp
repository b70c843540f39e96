#include "domain/segment.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "domain/decision.h"

namespace vuelve {
namespace {

Condition attribute(std::string path, Condition::Op op, std::vector<AttributeValue> values) {
    return {.type = ConditionType::Attribute,
            .path = std::move(path),
            .op = op,
            .values = std::move(values)};
}
AttributeValue number(std::int64_t value) { return Ratio(value); }
AttributeValue words(const char* value) { return std::string(value); }

/// A shop with two stores, and a member about whom everything is known on 10 March 2026.
struct Segments : testing::Test {
    Segments() {
        ProgrammeDocument document;
        document.time_zone = "America/Guayaquil";
        document.brands = {{.code = "B"}};
        document.stores = {{.code = "CENTRO", .brand = "B"}, {.code = "NORTE", .brand = "B"}};
        document.currencies = {{.code = "PTS"}};
        document.rewards = {{.code = "CAFE", .currency = "PTS"}};
        document.coupons = {{.code = "DIEZ"}};
        document.challenges = {{.code = "RETO", .from = Instant{0}, .to = Instant{1}}};
        document.rules = {{.id = "r", .effects = {{.type = EffectType::Badge, .code = "FIEL"}}}};
        document.tiers = Tiers{.metric = Tiers::Metric::Spend,
                               .levels = {{.code = "BASE"}, {.code = "ORO", .threshold = 9}}};
        document.segments = {
            {.code = "vip"},
            {.code = "orientales",
             .dynamic = true,
             .where = {attribute("member.tier", Condition::Op::Eq, {words("ORO")})}}};
        plain = document;
        programme = Programme::compile(std::move(document), symbols);
        const Day today = *parse_day("2026-03-10");
        facts = {.member = HolderId{1},
                 .account = HolderId{1},
                 .today = today,
                 .at = programme->zone().day_start(today) + 1,
                 .enrolled = *parse_day("2026-03-01"),
                 .birth_date = parse_day("1990-03-11"),
                 .home_store = "NORTE",
                 .language = "es",
                 .level = "ORO",
                 .attributes = {{"city", words("Cuenca")}, {"pets", number(2)}},
                 .segments = {"vip"},
                 .balances = {{.currency = programme->find_currency("PTS")->id,
                               .available = Units{500},
                               .pending = Units{30},
                               .reserved = Units{20},
                               .expiring = {{today, Units{100}}, {today + 30, Units{50}}}}},
                 .last_purchase = today + -9,
                 .rfm = RfmFacts{5, 4, 3, "loyal"},
                 .badges = {symbols.find(SymbolKind::Badge, "FIEL")},
                 .completed = {{programme->find_challenge("RETO")->id, 2}},
                 .redeemed = {{programme->find_reward("CAFE")->id, 3}},
                 .used = {{programme->find_coupon("DIEZ")->id, 1}},
                 .referral = "rewarded",
                 .referred = 4,
                 .nps = 9,
                 .actions = {{"resena", 2}}};
        const StoreId norte = programme->find_store("NORTE")->id;
        const StoreId centro = programme->find_store("CENTRO")->id;
        facts.sales = {{.first = today + -100,
                        .last = today + -9,
                        .ever = {5, 1000},
                        .windows = {{2, 300}, {4, 900}, {5, 1000}}},
                       {.store = centro, .channel = "pos", .ever = {3, 700}, .windows = {{2, 300}}},
                       {.store = norte, .channel = "web", .ever = {2, 300}}};
    }

    /// What the path says of the member: that it equals `value`, and nothing beside it.
    void expect(const std::string& path, const AttributeValue& value) {
        const std::vector<Condition> is{attribute(path, Condition::Op::Eq, {value})};
        EXPECT_TRUE(belongs(*programme, is, facts)) << path;
        EXPECT_TRUE(check_where(plain, is, "").empty()) << path;
        const std::vector<Condition> is_not{attribute(path, Condition::Op::Ne, {value})};
        EXPECT_FALSE(belongs(*programme, is_not, facts)) << path;
    }
    std::string faults(const std::vector<Condition>& where) {
        std::string text;
        for (const Fault& fault : check_where(plain, where, "/where"))
            text += fault.pointer + " " + fault.code + "\n";
        return text;
    }

    SymbolTable symbols;
    ProgrammeDocument plain;
    std::shared_ptr<const Programme> programme;
    SegmentFacts facts;
};

TEST_F(Segments, tell_every_path_of_the_catalogue) {
    expect("member.age", number(35));  // 36 tomorrow
    expect("member.birth_month", number(3));
    expect("member.home_store", words("NORTE"));
    expect("member.language", words("es"));
    expect("member.enrolled_days", number(9));
    expect("member.tier", words("ORO"));
    expect("member.city", words("Cuenca"));
    expect("member.pets", number(2));
    expect("member.balance.PTS.available", number(500));
    expect("member.balance.PTS.pending", number(30));
    expect("member.balance.PTS.reserved", number(20));
    expect("member.balance.PTS.debt", number(0));
    expect("member.balance.PTS.expiring_29d", number(100));
    expect("member.balance.PTS.expiring_30d", number(150));
    expect("member.purchases.count", number(5));
    expect("member.purchases.amount", number(1000));
    expect("member.purchases.30d.count", number(2));
    expect("member.purchases.90d.amount", number(900));
    expect("member.purchases.365d.average_ticket", number(200));
    expect("member.purchases.store.CENTRO.count", number(3));
    expect("member.purchases.store.CENTRO.channel.pos.amount", number(700));
    expect("member.purchases.30d.store.CENTRO.count", number(2));
    expect("member.purchases.channel.web.amount", number(300));
    expect("member.purchases.first", words("2025-11-30"));
    expect("member.purchases.last", words("2026-03-01"));
    expect("member.purchases.days_since_first", number(100));
    expect("member.purchases.days_since_last", number(9));
    expect("member.rfm.r", number(5));
    expect("member.rfm.f", number(4));
    expect("member.rfm.m", number(3));
    expect("member.rfm.segment", words("loyal"));
    expect("member.badge.FIEL", true);
    expect("member.badge.OTRO", false);
    expect("member.challenge.RETO.completed", number(2));
    expect("member.reward.CAFE.redeemed", number(3));
    expect("member.coupon.DIEZ.used", number(1));
    expect("member.referral", words("rewarded"));
    expect("member.referrals.qualified", number(4));
    expect("member.survey.nps", number(9));
    expect("member.action.resena.count", number(2));
    expect("member.action.otra.count", number(0));
}

TEST_F(Segments, compare_by_the_type_of_a_path) {
    using enum Condition::Op;
    const auto holds = [&](Condition condition) {
        return belongs(*programme, std::vector{std::move(condition)}, facts);
    };
    EXPECT_TRUE(holds(attribute("member.purchases.last", Ge, {words("2026-03-01")})));
    EXPECT_FALSE(holds(attribute("member.purchases.last", Gt, {words("2026-03-01")})));
    EXPECT_TRUE(holds(attribute("member.tier", In, {words("BASE"), words("ORO")})));
    EXPECT_TRUE(holds(attribute("member.purchases.average_ticket", Lt, {number(201)})));
    facts.sales.clear();
    EXPECT_FALSE(holds(attribute("member.purchases.average_ticket", Ge, {number(0)})))
        << "none without a purchase";
    EXPECT_TRUE(holds(attribute("member.purchases.count", Eq, {number(0)})));
}

TEST_F(Segments, know_levels_plans_and_other_segments) {
    const auto holds = [&](Condition condition) {
        return belongs(*programme, std::vector{std::move(condition)}, facts);
    };
    EXPECT_TRUE(holds({.type = ConditionType::Tier, .in = {"ORO"}}));
    EXPECT_TRUE(holds({.type = ConditionType::Segment, .in = {"vip"}}));
    EXPECT_TRUE(holds({.type = ConditionType::Segment, .in = {"nadie", "orientales"}}));
    EXPECT_FALSE(holds({.type = ConditionType::Segment, .in = {"nadie"}}));
    EXPECT_TRUE(holds({.type = ConditionType::DaysSinceLastPurchase, .value = 9}));
    EXPECT_FALSE(holds({.type = ConditionType::DaysSinceLastPurchase, .value = 10}));
    EXPECT_FALSE(holds({.type = ConditionType::Subscription, .in = {"PLUS"}}));
    facts.plans = {
        {.plan = "PLUS", .from = Instant{0}, .to = facts.at + -1, .until = facts.at + 1}};
    EXPECT_TRUE(holds({.type = ConditionType::Subscription, .in = {"PLUS"}}));
    EXPECT_EQ(segments_of(*programme, facts), std::vector<std::string>{"orientales"});
}

TEST_F(Segments, that_ask_wrongly_are_refused_with_a_pointer) {
    using enum Condition::Op;
    EXPECT_EQ(faults({attribute("member.purchases.cuont", Eq, {number(1)})}),
              "/where/0/path unknown-reference\n");
    EXPECT_EQ(faults({attribute("member.purchases.31d.count", Eq, {number(1)})}),
              "/where/0/path unknown-reference\n");
    EXPECT_EQ(faults({attribute("purchase.country", Eq, {words("EC")})}),
              "/where/0/path unknown-reference\n");
    EXPECT_EQ(faults({attribute("member.balance.MILES.available", Eq, {number(1)})}),
              "/where/0/path unknown-reference\n");
    EXPECT_EQ(faults({attribute("member.age", Ge, {words("60")})}), "/where/0/value wrong-type\n");
    EXPECT_EQ(faults({attribute("member.age", In, {number(60), words("61")})}),
              "/where/0/value/1 wrong-type\n");
    EXPECT_EQ(faults({attribute("member.tier", Ge, {words("ORO")})}), "/where/0/op wrong-type\n");
    EXPECT_EQ(faults({attribute("member.tier", Eq, {words("PLATA")})}),
              "/where/0/value unknown-reference\n");
    EXPECT_EQ(faults({attribute("member.badge.FIEL", In, {true})}), "/where/0/op wrong-type\n");
    EXPECT_EQ(faults({attribute("member.purchases.last", Ge, {words("ayer")})}),
              "/where/0/value wrong-format\n");
    EXPECT_EQ(faults({attribute("member.rfm.segment", Eq, {words("best")})}),
              "/where/0/value wrong-format\n");
    EXPECT_EQ(faults({{.type = ConditionType::Any,
                       .of = {attribute("member.age", Eq, {number(1)}),
                              {.type = ConditionType::FirstPurchase}}}}),
              "/where/0/of/1/type INVALID_RULE\n");
    EXPECT_THAT(
        check_where(plain, {attribute("member.purchases.x", Eq, {number(1)})}, "").front().detail,
        testing::HasSubstr("days_since_last"))
        << "what would be right";
}

TEST_F(Segments, that_stand_on_themselves_are_refused) {
    auto circular = plain;
    circular.segments = {
        {.code = "a", .dynamic = true, .where = {{.type = ConditionType::Segment, .in = {"b"}}}},
        {.code = "b",
         .dynamic = true,
         .where = {
             {.type = ConditionType::Not, .of = {{.type = ConditionType::Segment, .in = {"a"}}}}}}};
    EXPECT_TRUE(names_itself(circular, circular.segments[0]));
    const auto faults = check(circular);
    EXPECT_EQ(std::ranges::count(faults, "INVALID_RULE", &Fault::code), 2);
    circular.segments[1].where.clear();
    EXPECT_FALSE(names_itself(circular, circular.segments[0]));
}

TEST_F(Segments, are_judged_at_the_counter_only_when_the_members_state_tells) {
    auto document = plain;
    using enum Condition::Op;
    document.segments = {
        {.code = "edad", .dynamic = true, .where = {attribute("member.age", Ge, {number(18)})}},
        {.code = "compras",
         .dynamic = true,
         .where = {attribute("member.purchases.count", Ge, {number(1)})}},
        {.code = "ambos",
         .dynamic = true,
         .where = {{.type = ConditionType::Segment, .in = {"edad", "compras"}}}}};
    SymbolTable table;
    const auto compiled = Programme::compile(std::move(document), table);
    const auto& segments = compiled->document().segments;
    EXPECT_TRUE(segments[0].at_the_counter);
    EXPECT_FALSE(segments[1].at_the_counter);
    EXPECT_FALSE(segments[2].at_the_counter) << "it stands on one that is not";
    const Instant now = facts.at;
    Holder member{.id = HolderId{1}, .birth_date = parse_day("1990-03-11")};
    EXPECT_TRUE(in_segment(*compiled, member, "edad", now));
    EXPECT_FALSE(in_segment(*compiled, member, "compras", now));
    member.kept_segments = {"compras"};
    EXPECT_TRUE(in_segment(*compiled, member, "compras", now));
}

}  // namespace
}  // namespace vuelve
