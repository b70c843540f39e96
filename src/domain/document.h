#pragma once

#include "domain/document_parts.h"

/// The programme document: what a retailer writes (contract.md 5, domain.md 16), as plain values
/// with every default filled in. codec/programme_json.h reads and writes it; domain/programme.h
/// checks it and compiles it.
namespace vuelve {

enum class ConditionType : std::uint8_t {
    Segment,
    Tier,
    Store,
    StoreBrand,
    Channel,
    Sku,
    Category,
    ProductBrand,
    MinAmount,
    MinQuantity,
    TimeWindow,
    Birthday,
    FirstPurchase,
    NthPurchase,
    Tender,
    Coupon,
    Subscription,
    DaysSinceLastPurchase,
    Attribute,
    Any,
    Not,
    Action,  // what a member did that is no purchase (domain.md 8.7)
};

/// One condition of domain.md 3.5. Only the fields of its type are used.
struct Condition {
    enum class BirthdayMode : std::uint8_t { Day, Month, Window };
    enum class Op : std::uint8_t { Eq, Ne, Gt, Ge, Lt, Le, In };

    ConditionType type{};
    std::vector<std::string> in;  // segment tier store store_brand channel sku product_brand tender
                                  // coupon subscription action
    std::string under;            // category
    std::int64_t value =
        0;  // min_amount (minor units), min_quantity (thousandths), days_since_last_purchase (days)
    std::vector<int> days;        // time_window: 0 = Monday; empty = every day
    std::optional<int> from, to;  // time_window: minutes since midnight
    BirthdayMode birthday = BirthdayMode::Day;
    int before = 0, after = 0;  // birthday window, days
    int nth = 1;                // nth_purchase
    bool every = false;
    std::string path;  // attribute: "member.city", "purchase.country"
    Op op = Op::Eq;
    std::vector<AttributeValue> values;  // attribute: one, or several for `in`
    std::vector<Condition> of;           // any; not has exactly one

    friend bool operator==(const Condition&, const Condition&) = default;
};

enum class EffectType : std::uint8_t {
    EarnBase,
    Multiply,
    Bonus,
    BonusPerQuantity,
    Coupon,
    Badge,
    Discount
};
enum class OnReturn : std::uint8_t { Proportional, RevokeIfUnmet, Keep };

/// Scopes of a discount.
inline constexpr const char* whole_basket = "basket";
inline constexpr const char* matching_lines = "lines";

struct Effect {
    EffectType type{};
    std::string currency;           // earn_base multiply bonus bonus_per_quantity
    Ratio points{};                 // earn_base: whole points as an exact decimal
    Minor per{};                    // earn_base
    bool step = false;              // earn_base mode
    Ratio factor{1};                // multiply
    Units bonus{};                  // bonus, bonus_per_quantity: units
    std::int64_t per_quantity = 0;  // bonus_per_quantity: thousandths
    std::string code;               // coupon or badge
    std::string discount_kind;      // discount: percent or fixed (minor units)
    Ratio discount_value{};
    std::string discount_scope;
    OnReturn on_return = OnReturn::Proportional;
    CurrencyId currency_id{};

    friend bool operator==(const Effect&, const Effect&) = default;
};

struct Limit {
    bool points = false;  // metric: count (false) or points
    std::int64_t value = 0;
    Period period = Period::Lifetime;

    friend bool operator==(const Limit&, const Limit&) = default;
};

enum class Funding : std::uint8_t { Sale, Marketing, Partner };
enum class RuleState : std::uint8_t { Active, Paused, Ended };

struct Rule {
    std::string id;
    std::optional<int> version{};
    Text name;
    std::string campaign;
    RuleState state = RuleState::Active;
    std::optional<Instant> effective_from{}, effective_to{};
    int priority = 0;
    std::string group;
    bool exclusive = false;
    std::vector<Condition> conditions;
    std::vector<Effect> effects;
    std::vector<Limit> limits;
    std::optional<Units> max_per_transaction{};
    std::optional<Units> budget{};
    bool partial = true;
    std::optional<int> pending_days{};
    std::optional<ExpiryPolicy> expiry{};
    Funding funding = Funding::Sale;
    RuleId number{};  // one number for all versions of an id
    /// Filled by merge_versions (domain/versions.h): sales of [stands_from, stands_to) are told of
    /// this version of the rule, those of another time of another.
    std::optional<Instant> stands_from{}, stands_to{};

    /// Name in a trace: "id" or "id@version".
    std::string trace_name() const { return version ? id + "@" + std::to_string(*version) : id; }

    friend bool operator==(const Rule&, const Rule&) = default;
};

struct Level {
    std::string code;
    Text name;
    std::int64_t threshold = 0;
    Ratio factor{1};
    std::optional<Ratio> reward_discount{};
    std::vector<std::string> benefits;
    LevelId id{};
};

struct Tiers {
    enum class Metric : std::uint8_t { Status, Spend, Visits };
    enum class Window : std::uint8_t { CalendarYear, Rolling, Anniversary, Lifetime };
    enum class Downgrade : std::uint8_t { OneDown, ToEarned };
    Metric metric = Metric::Status;
    std::string currency;
    Window window = Window::CalendarYear;
    int window_months = 12;
    int validity_months = 12;
    Downgrade downgrade = Downgrade::OneDown;
    bool recalc_on_return = false;  // on_return: keep (false) or recalc
    std::string factor_currency;
    std::vector<Level> levels;  // by threshold, the first at 0
    CurrencyId currency_id{}, factor_currency_id{};
};

struct Reward {
    enum class Type : std::uint8_t {
        Product,
        FreeProduct,
        Discount,
        GiftCard,
        WalletCredit,
        Donation,
        Experience,
        Privilege
    };
    enum class Fulfilment : std::uint8_t { Instant, Voucher, Ship, Pickup, Booking };
    std::string code;
    Text name;
    std::string image;
    Type type = Type::Product;
    std::string currency;
    Units points{};
    Minor money{};
    std::optional<std::int64_t> stock{};
    std::map<std::string, std::int64_t> store_stock;
    std::optional<Limit> limit{};
    std::vector<Condition> eligibility;
    std::optional<Instant> window_from{}, window_to{};
    Fulfilment fulfilment = Fulfilment::Instant;
    int voucher_valid_days = 30;
    std::string voucher_coupon;
    int pickup_days = 14;
    bool refundable = true;
    RewardId id{};
    CurrencyId currency_id{};
};

struct Coupon {
    enum class Kind : std::uint8_t { FreeProduct, Percent, Fixed };  // in order of application
    std::string code;
    Text name;
    Kind kind = Kind::Percent;
    Ratio percent{};
    Minor fixed{};
    std::string sku;
    std::vector<Condition> applies_to;
    Minor min_purchase{0};
    std::optional<Minor> max_discount{};
    std::optional<int> valid_days{};
    std::optional<Day> valid_to{};
    std::optional<int> uses{1};  // none = unlimited
    std::optional<int> per_member{};
    bool stackable = false;
    int priority = 0;
    bool is_public = false;
    CouponId id{};
};

struct StampCard {
    std::string code;
    Text name;
    std::string currency;
    Units goal{};
    std::string reward;
    int voucher_valid_days = 30;
    bool auto_issue = true;
    CurrencyId currency_id{};
    RewardId reward_id{};
};

struct Challenge {
    enum class Metric : std::uint8_t {
        PurchaseCount,
        Spend,
        Quantity,
        DistinctDays,
        DistinctStores,
        StreakWeeks
    };
    std::string code;
    Text name;
    Instant from{}, to{};
    Metric metric = Metric::PurchaseCount;
    std::int64_t goal = 0;
    std::vector<Condition> conditions;
    EffectType reward = EffectType::Bonus;  // Bonus, Badge or Coupon
    std::string reward_currency;
    Units reward_points{};
    std::string reward_code;
    bool repeatable = false;
    bool opt_in = false;
    ChallengeId id{};
    CurrencyId currency_id{};
    RuleId rule{};  // "challenge:<code>", under which its bonus stands
};

/// Under what name the gift stands among rules.
inline constexpr const char* birthday_rule = "birthday";

/// What members get on their birthday, from an instant on.
struct BirthdayGift {
    Instant from{};
    EffectType reward = EffectType::Bonus;  // Bonus, Badge or Coupon
    std::string reward_currency;
    Units reward_points{};
    std::string reward_code;
    std::optional<ExpiryPolicy> expiry{};  // of a bonus; the currency's when absent
    std::vector<Condition> eligibility;
    CurrencyId currency_id{};
    RuleId rule{};
};

struct ReferralPolicy {
    std::string referrer_currency, referee_currency;
    Units referrer_points{}, referee_points{};
    Minor min_amount{0};
    int within_days = 30;
    int hold_days = 0;
    std::optional<Limit> limit{};
    /// More recommended than this by one member: a person looks.
    std::optional<Limit> review_above{};
    /// Whoever is in one neither recommends nor is recommended.
    std::vector<std::string> excluded_segments{"employees"};
    CurrencyId referrer_currency_id{}, referee_currency_id{};
    RuleId referrer_rule{}, referee_rule{};  // "referral:referrer", "referral:referee"
};

struct SubscriptionPlan {
    std::string code;
    Text name;
    std::string currency;
    Ratio factor{1};
    Minor price{0};
    Period period = Period::Month;
    int grace_days = 0;
    std::vector<std::string> benefits;
    CurrencyId currency_id{};
};

struct Conversion {
    std::string from, to;
    Units from_units{1}, to_units{1};
    CurrencyId from_id{}, to_id{};
};

struct Campaign {
    std::string code;
    Text name;
    std::string owner;
    Ratio control_percent{0};
    std::optional<Minor> cost{};  // of running it, beside what it gives
};

struct Segment {
    std::string code;
    Text name;
    bool dynamic = false;
    std::vector<Condition> where;
    bool at_the_counter = false;  // filled by compile: the member's own state tells who is in it
};

/// A mark that rules, challenges and clubs give: how it is shown. Those without one here are shown
/// by their codes.
struct Badge {
    std::string code;
    Text name;
    std::string image;
};

/// Members who share a goal: "1,000 trees among all of us". Source: features.md row 74.
struct Club {
    std::string code;
    Text name;
    Text unit;  // what is counted, as people say it: "árboles"; none = by the metric
    Instant from{}, to{};
    Challenge::Metric metric = Challenge::Metric::PurchaseCount;  // one of the sums
    std::int64_t goal = 0;                                        // of all members together
    std::vector<Condition> conditions;
    EffectType reward = EffectType::Bonus;  // Bonus, Badge or Coupon, for each who took part
    std::string reward_currency;
    Units reward_points{};
    std::string reward_code;
    CurrencyId currency_id{};
    RuleId rule{};  // "club:<code>": its number, under which its bonus stands
};

/// Who is ahead of whom, among those who want to be seen. Source: domain.md 8.3.
struct Leaderboard {
    enum class Metric : std::uint8_t { Points, Spend, Visits };
    enum class Leagues : std::uint8_t { One, Level };  // everybody, or members of one level
    std::string code;
    Text name;
    Metric metric = Metric::Points;
    std::string currency;           // of points
    Period period = Period::Month;  // day, week, month, quarter or year
    Leagues leagues = Leagues::One;
    CurrencyId currency_id{};
};

struct NotificationPolicy {
    std::vector<int> expiry_notices{30, 7, 1};
    int quiet_from = 21 * 60, quiet_to = 9 * 60;
    int cap_per_day = 1, cap_per_week = 3;
    std::vector<std::string> off;
};

struct ProgrammeDocument {
    std::string code;
    Text name;
    std::string language = "es";
    std::string time_zone = "UTC";
    std::string money_currency;
    int money_exponent = 2;
    EarnBasis earn_basis = EarnBasis::NetInclTax;
    std::vector<std::string> non_earning_tenders{"points"};
    std::vector<std::string> excluded_categories, excluded_skus;
    MultiplierStacking multiplier_stacking = MultiplierStacking::Additive;
    std::map<std::string, GroupMode> groups;
    int max_backdate_days = 30;
    int retro_claim_days = 0;
    int park_days = 30;
    RefundOrder refund_order = RefundOrder::Proportional;
    bool bilateral_settlement = false;
    bool breakage_to_issuer = false;
    Ratio holdout_percent{0};  // members whom no campaign reaches, for good

    std::vector<Brand> brands;
    std::vector<Store> stores;
    std::vector<Currency> currencies;
    std::vector<Rule> rules;
    std::optional<Tiers> tiers;
    std::vector<Reward> rewards;
    std::vector<Coupon> coupons;
    std::vector<StampCard> stamp_cards;
    std::vector<Challenge> challenges;
    std::optional<ReferralPolicy> referral;
    std::optional<BirthdayGift> birthday;
    std::vector<SubscriptionPlan> subscriptions;
    std::vector<Conversion> conversions;
    std::vector<Campaign> campaigns;
    std::vector<Segment> segments;
    std::vector<Club> clubs;
    std::vector<Leaderboard> leaderboards;
    std::vector<Badge> badges;
    NotificationPolicy notifications;
};

}  // namespace vuelve
