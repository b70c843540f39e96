#pragma once

#include "codec/decoder.h"
#include "domain/document.h"

/// The literals of the programme document (domain.md 3, 5-9, 16), each table read both ways.
namespace vuelve::words {

inline constexpr Word<std::string_view> language[] = {{"es", "es"}, {"en", "en"}, {"pt", "pt"}};
inline constexpr Word<EarnBasis> earn_basis[] = {{"net_incl_tax", EarnBasis::NetInclTax},
                                                 {"net_excl_tax", EarnBasis::NetExclTax}};
inline constexpr Word<MultiplierStacking> multiplier_stacking[] = {
    {"additive", MultiplierStacking::Additive},
    {"multiplicative", MultiplierStacking::Multiplicative},
    {"max", MultiplierStacking::Max}};
inline constexpr Word<GroupMode> group_mode[] = {{"first", GroupMode::First},
                                                 {"best", GroupMode::Best}};
inline constexpr Word<RefundOrder> refund_order[] = {{"proportional", RefundOrder::Proportional},
                                                     {"points_first", RefundOrder::PointsFirst},
                                                     {"money_first", RefundOrder::MoneyFirst}};
inline constexpr Word<bool> bilateral_settlement[] = {{"pooled", false}, {"bilateral", true}};
inline constexpr Word<bool> breakage_to_issuer[] = {{"operator", false}, {"issuer", true}};

inline constexpr Word<CurrencyKind> currency_kind[] = {{"points", CurrencyKind::Points},
                                                       {"stamps", CurrencyKind::Stamps},
                                                       {"status", CurrencyKind::Status},
                                                       {"wallet", CurrencyKind::Wallet}};
inline constexpr Word<Rounding> rounding[] = {{"down", Rounding::Down},
                                              {"up", Rounding::Up},
                                              {"half_up", Rounding::HalfUp},
                                              {"half_even", Rounding::HalfEven}};
inline constexpr Word<RoundingScope> rounding_scope[] = {{"basket", RoundingScope::Basket},
                                                         {"line", RoundingScope::Line}};
inline constexpr Word<bool> expiry_from_available[] = {{"earn", false}, {"available", true}};
inline constexpr Word<Shortfall> shortfall[] = {{"debt", Shortfall::Debt},
                                                {"write_off", Shortfall::WriteOff}};
inline constexpr Word<RedeemPolicy::Mode> redeem_mode[] = {
    {"tender", RedeemPolicy::Mode::Tender}, {"discount", RedeemPolicy::Mode::Discount}};
inline constexpr Word<ExpiryPolicy::Type> expiry_type[] = {
    {"never", ExpiryPolicy::Type::Never},          {"fixed_term", ExpiryPolicy::Type::FixedTerm},
    {"period_end", ExpiryPolicy::Type::PeriodEnd}, {"annual", ExpiryPolicy::Type::Annual},
    {"fixed_date", ExpiryPolicy::Type::FixedDate}, {"inactivity", ExpiryPolicy::Type::Inactivity}};
inline constexpr Word<Period> expiry_period[] = {
    {"month", Period::Month}, {"quarter", Period::Quarter}, {"year", Period::Year}};
inline constexpr Word<Period> limit_period[] = {{"transaction", Period::Transaction},
                                                {"day", Period::Day},
                                                {"week", Period::Week},
                                                {"month", Period::Month},
                                                {"year", Period::Year},
                                                {"lifetime", Period::Lifetime}};
inline constexpr Word<Period> plan_period[] = {{"month", Period::Month}, {"year", Period::Year}};
/// activity of an inactivity policy
enum class Activity : std::uint8_t { Earn, Redeem };
inline constexpr Word<Activity> activity[] = {{"earn", Activity::Earn},
                                              {"redeem", Activity::Redeem}};

inline constexpr Word<ConditionType> condition_type[] = {
    {"segment", ConditionType::Segment},
    {"tier", ConditionType::Tier},
    {"store", ConditionType::Store},
    {"store_brand", ConditionType::StoreBrand},
    {"channel", ConditionType::Channel},
    {"sku", ConditionType::Sku},
    {"category", ConditionType::Category},
    {"product_brand", ConditionType::ProductBrand},
    {"min_amount", ConditionType::MinAmount},
    {"min_quantity", ConditionType::MinQuantity},
    {"time_window", ConditionType::TimeWindow},
    {"birthday", ConditionType::Birthday},
    {"first_purchase", ConditionType::FirstPurchase},
    {"nth_purchase", ConditionType::NthPurchase},
    {"tender", ConditionType::Tender},
    {"coupon", ConditionType::Coupon},
    {"subscription", ConditionType::Subscription},
    {"action", ConditionType::Action},
    {"days_since_last_purchase", ConditionType::DaysSinceLastPurchase},
    {"attribute", ConditionType::Attribute},
    {"any", ConditionType::Any},
    {"not", ConditionType::Not}};
inline constexpr Word<int> weekday[] = {{"mon", 0}, {"tue", 1}, {"wed", 2}, {"thu", 3},
                                        {"fri", 4}, {"sat", 5}, {"sun", 6}};
inline constexpr Word<Condition::BirthdayMode> birthday_mode[] = {
    {"day", Condition::BirthdayMode::Day},
    {"month", Condition::BirthdayMode::Month},
    {"window", Condition::BirthdayMode::Window}};
inline constexpr Word<Condition::Op> op[] = {{"eq", Condition::Op::Eq}, {"ne", Condition::Op::Ne},
                                             {"gt", Condition::Op::Gt}, {"ge", Condition::Op::Ge},
                                             {"lt", Condition::Op::Lt}, {"le", Condition::Op::Le},
                                             {"in", Condition::Op::In}};
/// domain.md 1.3
inline constexpr Word<std::string_view> channel[] = {{"pos", "pos"},
                                                     {"ecommerce", "ecommerce"},
                                                     {"app", "app"},
                                                     {"web", "web"},
                                                     {"kiosk", "kiosk"},
                                                     {"call_center", "call_center"},
                                                     {"partner_api", "partner_api"}};

inline constexpr Word<EffectType> effect_type[] = {
    {"earn_base", EffectType::EarnBase}, {"multiply", EffectType::Multiply},
    {"bonus", EffectType::Bonus},        {"bonus_per_quantity", EffectType::BonusPerQuantity},
    {"coupon", EffectType::Coupon},      {"badge", EffectType::Badge},
    {"discount", EffectType::Discount}};
inline constexpr Word<EffectType> challenge_reward[] = {
    {"bonus", EffectType::Bonus}, {"badge", EffectType::Badge}, {"coupon", EffectType::Coupon}};
inline constexpr Word<bool> earn_step[] = {{"linear", false}, {"step", true}};
inline constexpr Word<OnReturn> on_return[] = {{"proportional", OnReturn::Proportional},
                                               {"revoke_if_unmet", OnReturn::RevokeIfUnmet},
                                               {"keep", OnReturn::Keep}};
inline constexpr Word<bool> discount_is_fixed[] = {{"percent", false}, {"fixed", true}};
inline constexpr Word<bool> limit_points[] = {{"count", false}, {"points", true}};
inline constexpr Word<RuleState> rule_state[] = {
    {"active", RuleState::Active}, {"paused", RuleState::Paused}, {"ended", RuleState::Ended}};
inline constexpr Word<Funding> funding[] = {
    {"sale", Funding::Sale}, {"marketing", Funding::Marketing}, {"partner", Funding::Partner}};

inline constexpr Word<Tiers::Metric> tier_metric[] = {{"status", Tiers::Metric::Status},
                                                      {"spend", Tiers::Metric::Spend},
                                                      {"visits", Tiers::Metric::Visits}};
inline constexpr Word<Tiers::Window> tier_window[] = {
    {"calendar_year", Tiers::Window::CalendarYear},
    {"rolling", Tiers::Window::Rolling},
    {"anniversary", Tiers::Window::Anniversary},
    {"lifetime", Tiers::Window::Lifetime}};
inline constexpr Word<Tiers::Downgrade> downgrade[] = {{"one_down", Tiers::Downgrade::OneDown},
                                                       {"to_earned", Tiers::Downgrade::ToEarned}};
inline constexpr Word<bool> recalc_on_return[] = {{"keep", false}, {"recalc", true}};

inline constexpr Word<Reward::Type> reward_type[] = {{"product", Reward::Type::Product},
                                                     {"free_product", Reward::Type::FreeProduct},
                                                     {"discount", Reward::Type::Discount},
                                                     {"gift_card", Reward::Type::GiftCard},
                                                     {"wallet_credit", Reward::Type::WalletCredit},
                                                     {"donation", Reward::Type::Donation},
                                                     {"experience", Reward::Type::Experience},
                                                     {"privilege", Reward::Type::Privilege}};
inline constexpr Word<Reward::Fulfilment> fulfilment[] = {{"instant", Reward::Fulfilment::Instant},
                                                          {"voucher", Reward::Fulfilment::Voucher},
                                                          {"ship", Reward::Fulfilment::Ship},
                                                          {"pickup", Reward::Fulfilment::Pickup},
                                                          {"booking", Reward::Fulfilment::Booking}};
inline constexpr Word<Coupon::Kind> coupon_kind[] = {{"free_product", Coupon::Kind::FreeProduct},
                                                     {"percent", Coupon::Kind::Percent},
                                                     {"fixed", Coupon::Kind::Fixed}};
inline constexpr Word<Challenge::Metric> challenge_metric[] = {
    {"purchase_count", Challenge::Metric::PurchaseCount},
    {"spend", Challenge::Metric::Spend},
    {"quantity", Challenge::Metric::Quantity},
    {"distinct_days", Challenge::Metric::DistinctDays},
    {"distinct_stores", Challenge::Metric::DistinctStores},
    {"streak_weeks", Challenge::Metric::StreakWeeks}};
/// Of these the sums, that members can add to together.
inline constexpr Word<Challenge::Metric> club_metric[] = {
    {"purchase_count", Challenge::Metric::PurchaseCount},
    {"spend", Challenge::Metric::Spend},
    {"quantity", Challenge::Metric::Quantity}};
inline constexpr Word<Leaderboard::Metric> leaderboard_metric[] = {
    {"points", Leaderboard::Metric::Points},
    {"spend", Leaderboard::Metric::Spend},
    {"visits", Leaderboard::Metric::Visits}};
inline constexpr Word<Period> leaderboard_period[] = {{"day", Period::Day},
                                                      {"week", Period::Week},
                                                      {"month", Period::Month},
                                                      {"quarter", Period::Quarter},
                                                      {"year", Period::Year}};
inline constexpr Word<Leaderboard::Leagues> leaderboard_leagues[] = {
    {"one", Leaderboard::Leagues::One}, {"level", Leaderboard::Leagues::Level}};
inline constexpr Word<bool> segment_dynamic[] = {{"static", false}, {"dynamic", true}};

}  // namespace vuelve::words
