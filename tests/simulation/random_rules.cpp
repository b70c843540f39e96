#include "random_rules.h"

#include <string>

namespace vuelve::sim {
namespace {

constexpr Instant noon{1'772'452'800'000};  // a Monday of March
constexpr const char* skus[] = {"A1", "A2", "A3", "A4", "A5", "a-sku-that-fills-more-than-a-word"};
constexpr const char* categories[] = {"", "d1", "d1/s1", "d1/s1/t1", "d1/s2", "d2", "d2/s1", "d10"};
constexpr const char* brands[] = {"", "north", "south"};
constexpr const char* tenders[] = {"cash", "card", "points"};
constexpr const char* channels[] = {"pos", "app", "ecommerce"};
constexpr const char* segments[] = {"friends", "employees"};
constexpr const char* levels[] = {"BASE", "SILVER", "GOLD"};
constexpr const char* actions[] = {"review", "visit"};
constexpr const char* factors[] = {"1", "1.25", "1.5", "2", "1.333333", "3"};
constexpr Period periods[] = {Period::Transaction, Period::Day,  Period::Week,    Period::Month,
                              Period::Quarter,     Period::Year, Period::Lifetime};

Instant near_noon(Draw& draw) { return noon + draw.from_to(-3, 3) * ms_per_day; }

template <class List>
std::vector<std::string> some_of(Draw& draw, const List& list) {
    std::vector<std::string> some{draw.one_of(list)};
    if (draw.chance(40)) some.emplace_back(draw.one_of(list));
    return some;
}

Condition line_condition(Draw& draw, int deep = 0) {
    using enum ConditionType;
    const auto kind = draw.below(deep < 2 ? 5 : 3);
    Condition condition;
    if (kind == 0) condition = {.type = Sku, .in = some_of(draw, skus)};
    if (kind == 1)
        condition = {.type = Category,
                     .under = categories[static_cast<std::size_t>(draw.from_to(1, 7))]};
    if (kind == 2) condition = {.type = ProductBrand, .in = {draw.chance(50) ? "north" : "south"}};
    if (kind == 3)
        condition = {.type = Any,
                     .of = {line_condition(draw, deep + 1), line_condition(draw, deep + 1)}};
    if (kind == 4) condition = {.type = Not, .of = {line_condition(draw, deep + 1)}};
    return condition;
}

Condition attribute_condition(Draw& draw) {
    using Op = Condition::Op;
    constexpr Op ops[] = {Op::Eq, Op::Ne, Op::Gt, Op::Ge, Op::Lt, Op::Le, Op::In};
    Condition condition{.type = ConditionType::Attribute,
                        .path = draw.chance(50) ? "member.size" : "purchase.size",
                        .op = draw.one_of(ops),
                        .values = {Ratio(draw.below(4))}};
    if (condition.op == Op::In) condition.values.emplace_back(Ratio(draw.below(4)));
    return condition;
}

Condition window_condition(Draw& draw) {
    Condition condition{.type = ConditionType::TimeWindow};
    if (draw.chance(70)) condition.from = static_cast<int>(draw.below(24)) * 60;
    if (draw.chance(70) || !condition.from) condition.to = static_cast<int>(draw.below(24)) * 60;
    if (condition.from == condition.to) condition.to = std::nullopt;
    for (int day = 0; day < 7; ++day)
        if (draw.chance(40)) condition.days.push_back(day);
    return condition;
}

Condition birthday_condition(Draw& draw) {
    using Mode = Condition::BirthdayMode;
    constexpr Mode modes[] = {Mode::Day, Mode::Month, Mode::Window};
    Condition condition{.type = ConditionType::Birthday, .birthday = draw.one_of(modes)};
    if (condition.birthday == Mode::Window) condition.before = condition.after = 3;
    return condition;
}

/// One that is not about lines.
Condition other_condition(Draw& draw, int deep = 0) {
    using enum ConditionType;
    switch (draw.below(deep < 2 ? 18 : 16)) {
        case 0: return {.type = Segment, .in = some_of(draw, segments)};
        case 1: return {.type = Tier, .in = some_of(draw, levels)};
        case 2: return {.type = Store, .in = {draw.chance(70) ? "CENTRE" : "NORTH"}};
        case 3: return {.type = StoreBrand, .in = {draw.chance(70) ? "B" : "C"}};
        case 4: return {.type = Channel, .in = some_of(draw, channels)};
        case 5: return {.type = MinAmount, .value = draw.below(20) * 500};
        case 6: return {.type = MinQuantity, .value = draw.from_to(1, 12) * 1000};
        case 7: return window_condition(draw);
        case 8: return birthday_condition(draw);
        case 9: return {.type = FirstPurchase};
        case 10:
            return {.type = NthPurchase,
                    .nth = static_cast<int>(draw.from_to(1, 3)),
                    .every = draw.chance(50)};
        case 11: return {.type = Tender, .in = some_of(draw, tenders)};
        case 12: return {.type = Coupon, .in = {draw.chance(50) ? "C1" : "C2"}};
        case 13: return {.type = Subscription, .in = {"PLUS"}};
        case 14: return {.type = DaysSinceLastPurchase, .value = draw.from_to(1, 30)};
        case 15: return attribute_condition(draw);
        case 16:
            return {.type = Any,
                    .of = {other_condition(draw, deep + 1), other_condition(draw, deep + 1)}};
        default: return {.type = Not, .of = {other_condition(draw, deep + 1)}};
    }
}

Effect effect(Draw& draw, bool base) {
    using enum EffectType;
    constexpr OnReturn on_returns[] = {OnReturn::Proportional, OnReturn::RevokeIfUnmet,
                                       OnReturn::Keep};
    constexpr const char* rates[] = {"1", "0.05", "3.5", "0.333333"};
    constexpr std::int64_t per[] = {1, 7, 10, 100, 1000};
    Effect effect{.currency = draw.chance(65)   ? "PTS"
                              : draw.chance(50) ? "CASH"
                                                : "STARS",
                  .on_return = draw.one_of(on_returns)};
    if (base) {
        effect.type = EarnBase;
        effect.points = *parse_decimal(draw.one_of(rates));
        effect.per = Minor{draw.one_of(per)};
        effect.step = draw.chance(25);
        return effect;
    }
    const auto kind = draw.below(10);
    if (kind < 4) {
        effect.type = Multiply;
        effect.factor = *parse_decimal(draw.one_of(factors));
    } else if (kind < 7) {
        effect.type = Bonus;
        effect.bonus = Units{draw.from_to(1, 50)};
    } else if (kind == 7) {
        effect.type = BonusPerQuantity;
        effect.bonus = Units{draw.from_to(1, 20)};
        effect.per_quantity = draw.from_to(1, 4) * 500;
    } else {
        effect.on_return = OnReturn::Proportional;
        effect.currency.clear();
        if (kind == 8 && draw.chance(50)) {
            effect.type = Badge;
            effect.code = "friend";
        } else if (kind == 8) {
            effect.type = Coupon;
            effect.code = "C1";
        } else {
            effect.type = Discount;
            effect.discount_kind = draw.chance(50) ? "percent" : "fixed";
            effect.discount_value = Ratio(draw.from_to(1, 50));
            effect.discount_scope = draw.chance(50) ? whole_basket : matching_lines;
        }
    }
    return effect;
}

void draw_time(Draw& draw, Rule& rule) {
    if (draw.chance(8)) rule.effective_from = near_noon(draw);
    if (draw.chance(8))
        rule.effective_to =
            rule.effective_from ? *rule.effective_from + ms_per_day : near_noon(draw);
    if (draw.chance(4)) rule.stands_from = near_noon(draw);
    if (draw.chance(4)) rule.stands_to = near_noon(draw);
    if (draw.chance(4)) rule.state = draw.chance(50) ? RuleState::Paused : RuleState::Ended;
}

void draw_limits(Draw& draw, Rule& rule) {
    const bool one_currency = rule.effects.size() == 1 && !rule.effects.front().currency.empty();
    for (auto count = draw.chance(25) ? draw.from_to(1, 2) : 0; count > 0; --count)
        rule.limits.push_back({.points = one_currency && draw.chance(50),
                               .value = draw.from_to(1, 40),
                               .period = draw.one_of(periods)});
    if (draw.chance(10)) rule.max_per_transaction = Units{draw.from_to(1, 60)};
    if (one_currency && draw.chance(10)) rule.budget = Units{draw.from_to(1, 100)};
    rule.partial = draw.chance(75);
}

Rule action_rule(Draw& draw, Rule rule) {
    rule.conditions = {{.type = ConditionType::Action, .in = some_of(draw, actions)}};
    if (draw.chance(50)) rule.conditions.push_back(window_condition(draw));
    if (draw.chance(50))
        rule.conditions.push_back({.type = ConditionType::Tier, .in = some_of(draw, levels)});
    rule.effects = {
        {.type = EffectType::Bonus, .currency = "PTS", .bonus = Units{draw.from_to(1, 50)}}};
    rule.limits = {{.value = draw.from_to(1, 3), .period = Period::Day}};
    rule.funding = Funding::Marketing;
    return rule;
}

Rule random_rule(Draw& draw, int number) {
    Rule rule{.id = (draw.chance(20) ? "a-rule-with-a-rather-long-name-" : "r") +
                    std::to_string(number)};
    if (draw.chance(30)) rule.version = static_cast<int>(draw.from_to(1, 3));
    rule.priority = static_cast<int>(draw.below(4));
    draw_time(draw, rule);
    if (draw.chance(6)) return action_rule(draw, std::move(rule));
    const bool base = number == 0 || draw.chance(20);
    if (draw.chance(20)) rule.campaign = draw.chance(50) ? "SPRING" : "AUTUMN";
    if (!base && draw.chance(25)) rule.group = draw.chance(50) ? "first" : "best";
    rule.exclusive = !base && draw.chance(8);
    for (auto count = number == 0 ? 0 : draw.below(3); count > 0; --count)
        rule.conditions.push_back(other_condition(draw));
    for (auto count = draw.below(3); count > 0; --count)
        rule.conditions.insert(
            rule.conditions.begin() +
                draw.below(static_cast<std::int64_t>(rule.conditions.size()) + 1),
            line_condition(draw));
    rule.effects.push_back(effect(draw, base));
    if (draw.chance(25)) rule.effects.push_back(effect(draw, base && draw.chance(50)));
    draw_limits(draw, rule);
    if (draw.chance(10)) rule.pending_days = 2;
    if (draw.chance(10)) rule.expiry = ExpiryPolicy{};
    return rule;
}

void draw_currencies(Draw& draw, ProgrammeDocument& document) {
    constexpr Rounding roundings[] = {Rounding::Down, Rounding::Up, Rounding::HalfUp,
                                      Rounding::HalfEven};
    document.currencies = {{.code = "PTS"},
                           {.code = "CASH", .kind = CurrencyKind::Wallet, .scale = 2},
                           {.code = "STARS", .kind = CurrencyKind::Status}};
    for (Currency& currency : document.currencies) {
        currency.rounding = draw.one_of(roundings);
        currency.rounding_scope = draw.chance(60) ? RoundingScope::Basket : RoundingScope::Line;
        if (draw.chance(15)) currency.daily_cap = Units{draw.from_to(1, 300)};
    }
    document.currencies[0].money_value = MoneyValue{Units{100}, Minor{20}};
}

}  // namespace

ProgrammeDocument random_document(Draw& draw) {
    using Stacking = MultiplierStacking;
    constexpr Stacking stackings[] = {Stacking::Additive, Stacking::Multiplicative, Stacking::Max};
    ProgrammeDocument document{.code = "RANDOM"};
    document.name = {{"es", "Al azar"}};
    document.time_zone = "America/Guayaquil";
    document.money_currency = "USD";
    document.multiplier_stacking = draw.one_of(stackings);
    document.groups = {{"first", GroupMode::First}, {"best", GroupMode::Best}};
    if (draw.chance(20)) document.excluded_categories = {"d2"};
    if (draw.chance(20)) document.excluded_skus = {"A5"};
    if (draw.chance(10)) document.holdout_percent = Ratio(30);
    document.brands = {{.code = "B"}, {.code = "C"}};
    if (draw.chance(2)) document.brands[0].suspended_from = near_noon(draw);
    document.stores = {{.code = "CENTRE", .brand = "B"},
                       {.code = "NORTH", .brand = "C", .time_zone = "Europe/Lisbon"}};
    draw_currencies(draw, document);
    document.tiers = Tiers{.currency = "STARS",
                           .factor_currency = "PTS",
                           .levels = {{.code = "BASE"},
                                      {.code = "SILVER", .threshold = 100, .factor = Ratio(5, 4)},
                                      {.code = "GOLD", .threshold = 500, .factor = Ratio(3, 2)}}};
    document.subscriptions = {{.code = "PLUS", .currency = "PTS", .factor = Ratio(2)}};
    document.coupons = {{.code = "C1", .percent = Ratio(10), .is_public = true},
                        {.code = "C2", .percent = Ratio(20), .is_public = true}};
    document.campaigns = {{.code = "SPRING", .control_percent = Ratio(draw.below(60))},
                          {.code = "AUTUMN"}};
    const auto rules = draw.chance(10) ? draw.from_to(60, 140) : draw.from_to(1, 25);
    for (int number = 0; number < rules; ++number)
        document.rules.push_back(random_rule(draw, number));
    return document;
}

RandomSale::RandomSale(std::shared_ptr<const Programme> of, Draw& draw)
    : programme(std::move(of)), book(*programme, world, fresh, noon, TxnId{1}) {
    draw_member(draw);
    draw_lines(draw);
    draw_counters(draw);
    facts.programme = programme.get();
    facts.member = &member;
    facts.purchase = &purchase;
    facts.basket = &basket;
    facts.store = &programme->document().stores[draw.chance(75) ? 0 : 1];
    facts.occurred_at = near_noon(draw) + draw.below(24 * 60) * ms_per_minute;
    facts.level = draw.one_of(levels);
    facts.rank = draw.from_to(1, 6);
    if (draw.chance(60)) facts.last_purchase = facts.occurred_at + draw.below(40) * -ms_per_day;
    if (draw.chance(40)) facts.coupons = some_of(draw, std::to_array({"C1", "C2"}));
    if (!purchase.lines.empty()) return;
    facts.action = draw.one_of(actions);
}

void RandomSale::draw_member(Draw& draw) {
    member.id = HolderId{draw.from_to(1, 1'000'000)};
    if (draw.chance(70)) member.birth_date = day_of(1990, draw.chance(60) ? 3 : 8, 2);
    if (draw.chance(40)) member.segments = {draw.one_of(segments)};
    if (draw.chance(50)) member.attributes = {{"size", Ratio(draw.below(4))}};
    member.head.was_known = draw.chance(20);
    if (draw.chance(30))
        member.subscriptions = {{.plan = "PLUS",
                                 .from = near_noon(draw),
                                 .to = noon + 30 * ms_per_day,
                                 .until = noon + 30 * ms_per_day}};
}

void RandomSale::draw_lines(Draw& draw) {
    purchase.channel = draw.one_of(channels);
    if (draw.chance(50)) purchase.attributes = {{"size", Ratio(draw.below(4))}};
    if (draw.chance(4)) return;  // an action
    const auto lines = draw.chance(6) ? draw.from_to(60, 200) : draw.from_to(1, 12);
    const bool dear = draw.chance(3);  // shares need more than 64 bits
    for (int line = 1; line <= lines; ++line)
        purchase.lines.push_back(
            {.line = line,
             .sku = draw.one_of(skus),
             .category = draw.one_of(categories),
             .brand = draw.one_of(brands),
             .quantity = draw.from_to(1, 8) * 500,
             .gross = Minor{draw.chance(5) ? 0 : draw.below(dear ? 1'000'000'000'000 : 5000)}});
    const Basket alone = price_lines(purchase).value();
    const std::int64_t by_points = draw.chance(30) ? draw.below(alone.total.n / 2 + 1) : 0;
    purchase.tenders = {
        {.type = draw.chance(50) ? "cash" : "card", .amount = alone.total - Minor{by_points}},
        {.type = "points", .amount = Minor{by_points}}};
    basket = price_basket(*programme, purchase).value();
}

void RandomSale::draw_counters(Draw& draw) {
    Holder& kept = world.holders[member.id];
    kept.id = member.id;
    for (const Rule& rule : programme->rules()) {
        for (const Limit& limit : rule.limits)
            if (auto key = limit_key(rule.number, limit, Day{20514}); key && draw.chance(50))
                kept.tallies[*key] = {draw.below(45), draw.below(5)};
        if (rule.budget && draw.chance(50))
            world.resources[{ResourceKind::RuleBudget, rule.number.value, 0}] = {
                draw.below(rule.budget->n + 1), rule.budget->n};
    }
    for (const Currency& currency : programme->document().currencies)
        if (currency.daily_cap && draw.chance(50))
            kept.tallies[{TallyKind::DailyCap, currency.id.value, 20514}] = {draw.below(200), 0};
}

}  // namespace vuelve::sim
