#include "domain/programme.h"

#include <algorithm>
#include <tuple>

#include "base/ensure.h"
#include "domain/rule_index.h"
#include "domain/segment.h"
#include "domain/versions.h"

namespace vuelve {
namespace {

template <class Item>
const Item* find_code(const std::vector<Item>& items, std::string_view code) {
    for (const Item& item : items)
        if (item.code == code) return &item;
    return nullptr;
}

CurrencyId currency_id(const SymbolTable& symbols, const std::string& code) {
    return CurrencyId{symbols.find(SymbolKind::Currency, code)};
}

void number_places(ProgrammeDocument& doc,
                   SymbolTable& symbols,
                   const std::shared_ptr<const Zone>& zone) {
    for (Currency& currency : doc.currencies) {
        currency.id = CurrencyId{symbols.intern(SymbolKind::Currency, currency.code)};
        if (currency.kind == CurrencyKind::Wallet && !currency.money_value)
            currency.money_value = {Units{1}, Minor{1}};
    }
    for (Brand& brand : doc.brands)
        brand.id = BrandId{symbols.intern(SymbolKind::Brand, brand.code)};
    for (Store& store : doc.stores) {
        store.id = StoreId{symbols.intern(SymbolKind::Store, store.code)};
        store.brand_id = BrandId{symbols.intern(SymbolKind::Brand, store.brand)};
        store.zone = store.time_zone.empty() ? zone : Zone::find(store.time_zone);
        ensure(store.zone != nullptr, "a checked store names a known time zone");
    }
}

void number_rules(ProgrammeDocument& doc, SymbolTable& symbols) {
    for (Rule& rule : doc.rules) {
        rule.number = RuleId{symbols.intern(SymbolKind::Rule, rule.id)};
        for (Effect& effect : rule.effects) {
            effect.currency_id = currency_id(symbols, effect.currency);
            if (effect.type == EffectType::Badge) symbols.intern(SymbolKind::Badge, effect.code);
        }
    }
    if (!doc.tiers) return;
    doc.tiers->currency_id = currency_id(symbols, doc.tiers->currency);
    doc.tiers->factor_currency_id = currency_id(symbols, doc.tiers->factor_currency);
    for (Level& level : doc.tiers->levels) {
        level.id = LevelId{symbols.intern(SymbolKind::Level, level.code)};
        symbols.intern(SymbolKind::Rule, "tier:" + level.code);
    }
}

void number_catalogue(ProgrammeDocument& doc, SymbolTable& symbols) {
    for (Reward& reward : doc.rewards) {
        reward.id = RewardId{symbols.intern(SymbolKind::Reward, reward.code)};
        reward.currency_id = currency_id(symbols, reward.currency);
    }
    for (Coupon& coupon : doc.coupons)
        coupon.id = CouponId{symbols.intern(SymbolKind::Coupon, coupon.code)};
    for (StampCard& card : doc.stamp_cards) {
        card.currency_id = currency_id(symbols, card.currency);
        card.reward_id = RewardId{symbols.intern(SymbolKind::Reward, card.reward)};
    }
    for (Conversion& conversion : doc.conversions) {
        conversion.from_id = currency_id(symbols, conversion.from);
        conversion.to_id = currency_id(symbols, conversion.to);
    }
}

void number_games(ProgrammeDocument& doc, SymbolTable& symbols) {
    for (Challenge& challenge : doc.challenges) {
        challenge.id = ChallengeId{symbols.intern(SymbolKind::Challenge, challenge.code)};
        challenge.rule = RuleId{symbols.intern(SymbolKind::Rule, "challenge:" + challenge.code)};
        challenge.currency_id = currency_id(symbols, challenge.reward_currency);
        if (challenge.reward == EffectType::Badge)
            symbols.intern(SymbolKind::Badge, challenge.reward_code);
    }
    for (Club& club : doc.clubs) {
        club.rule = RuleId{symbols.intern(SymbolKind::Rule, "club:" + club.code)};
        club.currency_id = currency_id(symbols, club.reward_currency);
        if (club.reward == EffectType::Badge) symbols.intern(SymbolKind::Badge, club.reward_code);
    }
    if (doc.referral) {
        ReferralPolicy& policy = *doc.referral;
        policy.referrer_rule = RuleId{symbols.intern(SymbolKind::Rule, "referral:referrer")};
        policy.referee_rule = RuleId{symbols.intern(SymbolKind::Rule, "referral:referee")};
        policy.referrer_currency_id = currency_id(symbols, policy.referrer_currency);
        policy.referee_currency_id = currency_id(symbols, policy.referee_currency);
    }
    if (doc.birthday) {
        doc.birthday->currency_id = currency_id(symbols, doc.birthday->reward_currency);
        doc.birthday->rule = RuleId{symbols.intern(SymbolKind::Rule, birthday_rule)};
        if (doc.birthday->reward == EffectType::Badge)
            symbols.intern(SymbolKind::Badge, doc.birthday->reward_code);
    }
    for (Leaderboard& board : doc.leaderboards)
        board.currency_id = currency_id(symbols, board.currency);
    for (SubscriptionPlan& plan : doc.subscriptions) {
        plan.currency_id = currency_id(symbols, plan.currency);
        symbols.intern(SymbolKind::Rule, "subscription:" + plan.code);
    }
}

}  // namespace

std::shared_ptr<const Programme> Programme::compile(ProgrammeDocument document,
                                                    SymbolTable& symbols) {
    auto programme = std::shared_ptr<Programme>(new Programme);
    programme->document_ = std::move(document);
    programme->symbols_ = &symbols;
    programme->zone_ = Zone::find(programme->document_.time_zone);
    ensure(programme->zone_ != nullptr, "a checked programme names a known time zone");
    number_places(programme->document_, symbols, programme->zone_);
    number_rules(programme->document_, symbols);
    number_catalogue(programme->document_, symbols);
    number_games(programme->document_, symbols);
    for (Segment& segment : programme->document_.segments) {
        const auto needs = needs_with_named(programme->document_, segment.where);
        segment.at_the_counter = (needs.sources & ~known_at_the_counter) == 0;
    }
    programme->index();
    return programme;
}

void Programme::index() {
    rules_ = document_.rules;
    std::ranges::sort(rules_, [](const Rule& a, const Rule& b) {
        if (a.priority != b.priority) return a.priority > b.priority;
        return std::tuple(std::string_view(a.id), a.version.value_or(0)) <
               std::tuple(std::string_view(b.id), b.version.value_or(0));
    });
    rule_index_ = std::make_shared<const RuleIndex>(rules_, document_);
    for (const Store& store : document_.stores) stores_.emplace(store.code, &store);
    for (const Currency& currency : document_.currencies)
        currencies_.emplace(currency.code, &currency);
}

const Currency* Programme::find_currency(std::string_view code) const {
    auto found = currencies_.find(std::string(code));
    return found == currencies_.end() ? nullptr : found->second;
}

const Currency& Programme::currency(CurrencyId id) const {
    for (const Currency& currency : document_.currencies)
        if (currency.id == id) return currency;
    ensure(false, "a currency with balances stays in its programme");
    return document_.currencies.front();
}

const Store* Programme::find_store(std::string_view code) const {
    auto found = stores_.find(std::string(code));
    return found == stores_.end() ? nullptr : found->second;
}

const Store& Programme::store(StoreId id) const {
    for (const Store& store : document_.stores)
        if (store.id == id) return store;
    return default_store();
}

const Reward* Programme::find_reward(std::string_view code) const {
    return find_code(document_.rewards, code);
}
const Coupon* Programme::find_coupon(std::string_view code) const {
    return find_code(document_.coupons, code);
}
const Challenge* Programme::find_challenge(std::string_view code) const {
    return find_code(document_.challenges, code);
}
const Challenge* Programme::find_challenge(ChallengeId id) const {
    auto found = std::ranges::find(document_.challenges, id, &Challenge::id);
    return found == document_.challenges.end() ? nullptr : &*found;
}
const Club* Programme::find_club(std::string_view code) const {
    return find_code(document_.clubs, code);
}
const Club* Programme::find_club(RuleId rule) const {
    auto found = std::ranges::find(document_.clubs, rule, &Club::rule);
    return found == document_.clubs.end() ? nullptr : &*found;
}
const SubscriptionPlan* Programme::find_plan(std::string_view code) const {
    return find_code(document_.subscriptions, code);
}

std::size_t Programme::level_place(LevelId id) const {
    const auto& levels = document_.tiers->levels;
    for (std::size_t place = 0; place < levels.size(); ++place)
        if (levels[place].id == id) return place;
    return 0;
}

RuleId Programme::factor_rule(std::string_view prefix, std::string_view code) const {
    return RuleId{symbols_->find(SymbolKind::Rule, std::string(prefix) + std::string(code))};
}

std::optional<Units> Programme::budget(RuleId number) const {
    std::optional<Units> former;
    for (const Rule& rule : rules_) {
        if (rule.number != number || !rule.budget) continue;
        if (!is_former(rule)) return rule.budget;
        former = rule.budget;
    }
    return former;
}

bool Programme::excluded(std::string_view sku, std::string_view category) const {
    return std::ranges::find(document_.excluded_skus, sku) != document_.excluded_skus.end() ||
           std::ranges::any_of(document_.excluded_categories, [&](const std::string& path) {
               return category_under(category, path);
           });
}

bool Programme::earns_nothing(std::string_view tender_type) const {
    return std::ranges::find(document_.non_earning_tenders, tender_type) !=
           document_.non_earning_tenders.end();
}

bool category_under(std::string_view path, std::string_view ancestor) {
    if (!path.starts_with(ancestor)) return false;
    return path.size() == ancestor.size() || path[ancestor.size()] == '/';
}

bool is_about_actions(const Rule& rule) {
    return std::ranges::find(rule.conditions, ConditionType::Action, &Condition::type) !=
           rule.conditions.end();
}

bool is_line_condition(const Condition& condition) {
    switch (condition.type) {
        case ConditionType::Sku:
        case ConditionType::Category:
        case ConditionType::ProductBrand: return true;
        case ConditionType::Any:
        case ConditionType::Not: return std::ranges::all_of(condition.of, is_line_condition);
        default: return false;
    }
}

bool line_matches(const Condition& condition, const LineFacts& line) {
    auto among = [&](std::string_view value) {
        return std::ranges::find(condition.in, value) != condition.in.end();
    };
    switch (condition.type) {
        case ConditionType::Sku: return among(line.sku);
        case ConditionType::Category: return category_under(line.category, condition.under);
        case ConditionType::ProductBrand: return among(line.brand);
        case ConditionType::Any:
            return std::ranges::any_of(
                condition.of, [&](const Condition& part) { return line_matches(part, line); });
        case ConditionType::Not: return !line_matches(condition.of.front(), line);
        default: ensure(false, "only line conditions look at a line"); return false;
    }
}

}  // namespace vuelve
