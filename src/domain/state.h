#pragma once

#include <compare>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/command.h"
#include "domain/entitlement.h"
#include "domain/ledger.h"

/// What decide knows of the world: the holders, purchases and shared resources that a group of
/// commands touches.
namespace vuelve {

enum class HolderKind : std::uint8_t { Member = 1, Household };
enum class MemberState : std::uint8_t { Active = 1, Suspended, Closed, Merged, Anonymised };
/// Gone by themselves, whether or not a person is still known behind the number.
constexpr bool has_left(MemberState state) {
    return state == MemberState::Closed || state == MemberState::Anonymised;
}

/// Every counter of a holder (contract.md 7, table `tally`). `ref` and `period` mean what the kind
/// says.
enum class TallyKind : std::int16_t {
    RuleLimit = 1,   // ref rule, period = key of the limit's own period (period_key): count of
                     // firings, value of units
    DailyCap = 2,    // ref currency, period local store day: value of units earned
    TierMetric = 3,  // ref 0, period programme day: value of status units or eligible money
    Visit = 4,  // ref 0, period programme day: count of purchases, value = latest occurred_at of
                // the day
    Transferred = 5,   // ref currency, period yyyymm: value of units sent
    Reinstatable = 6,  // ref currency, period 0: value of units expired and not yet reinstated
    RewardLimit = 7,   // ref reward, period key: count
    CouponUse = 8,     // ref coupon, period 0: count
    SharedLastDay =
        9,  // ref currency, period 0: value = last day all live lots share under inactivity expiry
    Badge = 10,           // ref badge, period 0: count 1 when held, value = transaction it came by
    BirthdayGift = 11,    // ref 0, period 0: value = latest calendar year given or passed
    Challenge = 12,       // ref challenge, period 0: value = progress, count of completions
    ChallengeOptIn = 13,  // ref challenge, period 0: value = instant from which purchases count
    /// ref challenge, period = local day, store, or for streaks both (streak_place), with a
    /// purchase that counts: count of those purchases.
    ChallengeMark = 14,
    ReferralLimit = 15,  // ref 0, period = key of the limit's own period: count of qualified ones
    ClubPart = 16,       // ref club, period 0: value = what the member added, count of rewards had
    ClubJoined = 17,     // ref club, period 0: value = instant from which purchases count, count 1
    Recommended = 18,    // ref 0, period = key of the review limit's period: count of new members
    Rated = 21,          // ref 0, period = transaction of a purchase: count 1 when it was rated
    ChallengeBack = 25,  // ref challenge, period 0: value came back after it was done, so that a
                         // void of its completion leaves what was kept
};

struct Tally {
    std::int64_t value = 0;
    std::int64_t count = 0;
    friend bool operator==(const Tally&, const Tally&) = default;
};
using Tallies = std::map<TallyKey, Tally>;

/// A member's level and what is needed to judge it. Source: domain.md 6.
struct TierStanding {
    struct Held {
        Instant from{};
        LevelId level{};
    };
    LevelId level{};  // 0 = the base level
    std::optional<Instant> valid_until{};
    bool can_restore = false;  // an upgrade is remembered (domain.md 4.5)
    LevelId before_upgrade{};
    std::optional<Instant> before_valid_until{};
    std::vector<Held> history{};  // ascending; the level before the first is the base level
};

/// A holder's head: one row with everything that changes with each command (contract.md 7, `wallet`
/// currency 0).
struct Head {
    MemberState state = MemberState::Active;
    TierStanding tier{};
    std::int64_t purchases = 0;  // accepted and not voided: the rank of domain.md 3.5
    std::int64_t entries = 0;
    Hash16 link{};  // of the holder's chain of transactions
    /// Households whose accounts the holder's lots went to, now or before; a later return looks for
    /// them there.
    std::vector<HolderId> households{};
    bool was_known = false;  // enrolled before, under another number: what is given once was given
};

enum class SubscriptionState : std::uint8_t { Active = 1, PastDue, Lapsed, Cancelling, Ended };
std::string_view name_of(SubscriptionState state);

/// A plan somebody pays for, from buying it to its end; one bought anew is another. Source:
/// domain.md 8.6, 14.
struct SubscriptionPeriod {
    std::string plan;
    Instant from{}, to{};  // paid for [from, to)
    SubscriptionState state = SubscriptionState::Active;
    SubscriptionId id{};
    Instant
        until{};  // benefits count in [from, until): to the end of grace while a payment may come
};

/// What a member thought of a purchase or of the shop. Source: domain.md 8.8.
struct SurveyAnswer {
    AnswerId id{};     // the number of its transaction
    TxnId purchase{};  // of a rating
    std::optional<int> rating{}, nps{};
    Day day{};        // of the programme
    StoreId store{};  // of the purchase, or where it was asked; 0 = nowhere
};

enum class ReferralState : std::uint8_t { Open = 1, Qualified, Rewarded, Rejected, Reversed };
std::string_view name_of(ReferralState state);

/// That a member came by another's recommendation. Its number is the member's own: nobody is
/// recommended twice. Source: domain.md 8.4, 14.
struct Referral {
    HolderId referrer{};
    ReferralState state = ReferralState::Open;
    TxnId txn{};                      // of the purchase that decided it; 0 = none yet
    std::optional<Instant> due_at{};  // of a qualified one: both bonuses are released
    bool in_review = false;           // open, and nothing comes of it before a person decided
    friend bool operator==(const Referral&, const Referral&) = default;
};

/// A member's part in a household.
struct Membership {
    HolderId member{};
    bool owner = false;
    bool can_redeem = true;
    Instant joined_at{};
};

struct Holder {
    HolderId id{};
    HolderKind kind = HolderKind::Member;
    Instant enrolled_at{};
    std::optional<Day> birth_date{};
    std::vector<std::string> segments{};
    Attributes attributes{};
    HolderId household{};    // 0 = none
    HolderId merged_into{};  // 0 = none
    StoreId home_store{};    // 0 = none
    /// Nothing while it is the one told at enrolment.
    std::optional<Instant> birth_date_changed_at{};
    std::vector<SubscriptionPeriod> subscriptions{};

    Head head{};
    std::vector<Wallet> wallets{};  // by currency
    std::vector<Lot> lots{};  // by id: posting order. All that hold units, and those a return needs
    Tallies tallies{};
    std::vector<Voucher> vouchers{};  // by id: order of issue
    /// Open ones, and those a command names. By id.
    std::vector<Reservation> reservations{};
    std::vector<Redemption> redemptions{};
    std::vector<Membership> members{};  // of a household, in the order of joining
    std::optional<Referral> referral{};
    /// Dynamic segments as they were last kept: of those that only tables can judge.
    std::vector<std::string> kept_segments{};
    /// When the tables have the level's review, so that it is written when it changes; no rule
    /// asks.
    std::optional<Instant> kept_review{};
};

/// When the level is to be reviewed; never once the account is closed.
std::optional<Instant> review_at(const Head& head);

struct RecordedLine {
    int line = 0;
    std::string sku, category, brand;
    std::int64_t quantity = 0;
    Minor net{}, eligible{}, tax{};
    std::int64_t returned = 0;  // quantity taken back so far
};

/// The part of a line's amount that goes with a quantity of it, rounded half up (domain.md 4.1).
std::int64_t part_of(Minor amount, const RecordedLine& line, std::int64_t quantity);

/// One lot earned by one effect of one rule, with the shares a return takes back.
struct Award {
    RuleId rule{};
    CurrencyId currency{};
    Units units{};
    HolderId holder{};  // the member, or the household the points went to
    LotId lot{};
    OnReturn on_return = OnReturn::Proportional;
    std::vector<std::int64_t> shares;    // units by line
    std::vector<std::int64_t> reversed;  // of them taken back so far
    Units deemed_expired{};  // of the reversed ones: had expired already (domain.md 4.3 b)
    /// revoke_if_unmet: thresholds of the rule and the lines it matched.
    std::optional<Minor> min_amount{};
    std::optional<std::int64_t> min_quantity{};
    std::vector<std::uint8_t> matched{};  // by line, for revoke_if_unmet only
    std::optional<Funding> funding{};     // of its rule then; none in rows older than this field
};

/// Part of a sale's price that its points defer. Source: domain.md 10.1.
struct DeferredShare {
    CurrencyId currency{};
    Units issued{};
    Minor deferred{};
};

struct PaidTender {
    CurrencyId currency{};
    Units points{};
    Minor amount{};
    HolderId holder{};
    Units debt_units{};  // part an offline sale financed by debt
    Units debt_refunded{};
    std::vector<LotUse> uses;  // in the order of consumption
    Units refunded_points{};
    Minor refunded_money{};
    bool is_discount = false;  // lowered the price instead; `amount` is 0
};

/// A counter or budget the purchase advanced, so that a void can take it back.
struct CounterChange {
    TallyKey key{};
    Tally by{};
};
struct BudgetChange {
    RuleId rule{};
    Units units{};
};

/// A challenge that a purchase counted for. What it added stands among the counters, its bonus
/// among the awards.
struct ChallengePart {
    ChallengeId challenge{};
    std::vector<std::uint8_t> matched;  // by line
    std::vector<VoucherId> vouchers;    // of its reward: only a void takes them back
};

/// What a purchase added to the goal of a club its member is in. What it added to the member's own
/// part stands among the counters, a bonus among the awards.
struct ClubShare {
    RuleId club{};
    std::int64_t added = 0;             // to the goal; the rest of the part is beyond it
    std::vector<std::uint8_t> matched;  // by line
    std::vector<VoucherId> vouchers;    // of the reward: only a void takes them back
};

/// The referral that a purchase, the first of the member, qualified.
struct QualifiedReferral {
    HolderId referee{}, referrer{};
    Minor min_amount{};             // as it was asked for then
    std::optional<TallyKey> limit;  // counter of the referrer that it advanced
    std::vector<Award> awards;      // the referrer's, the referee's; each one share
};

/// An accepted purchase as returns and voids need it.
struct Purchase {
    std::string id;
    TxnId txn{};
    HolderId member{};
    Instant occurred_at{};
    Day day{};  // programme zone
    StoreId store{};
    BrandId brand{};
    Minor total{}, tax{};
    std::vector<RecordedLine> lines;
    std::vector<Award> awards;
    std::vector<PaidTender> paid;
    std::vector<CounterChange> counters;
    std::vector<BudgetChange> budgets;
    Minor returned_money{};
    bool has_returns = false;
    bool voided = false;
    std::vector<VoucherId> used_vouchers{};  // presented by it, of the member
    std::vector<ChallengePart> challenges{};
    std::optional<QualifiedReferral> referral{};
    std::vector<ClubShare> clubs{};
    /// As judged at the sale: neither values nor estimates of later documents change it. None in
    /// rows older than this field.
    std::optional<std::vector<DeferredShare>> deferral{};
    LevelId level{};  // held then, 0 = the base level
};

enum class ResourceKind : std::uint8_t {
    RuleBudget = 1,
    RewardStock,
    RewardStoreStock,  // slice = store
    CouponTotal,
    RewardCodes,  // codes of a supplier's pool not yet given out; ref reward
    CouponCodes,  // ref coupon
    ClubGoal      // ref club: left = missing, total = the goal
};
struct ResourceKey {
    ResourceKind kind{};
    std::int32_t ref = 0;
    std::int32_t slice = 0;
    friend auto operator<=>(const ResourceKey&, const ResourceKey&) = default;
};
/// Something shared by members. Absent from the state = untouched: `left` is then what the document
/// says.
struct Resource {
    std::int64_t left = 0;
    std::int64_t total = 0;
};

struct Receipt;

enum class ParkedState : std::uint8_t { Parked = 1, Applied, Rejected, Orphaned, Dismissed };

/// A return or void that came before its purchase (domain.md 4.10).
struct Parked {
    std::string id, purchase;
    bool is_void = false;
    std::vector<ReturnLine> lines;
    Instant occurred_at{};
    Instant due_at{};  // parked until
    ParkedState state = ParkedState::Parked;
};

/// A command that was accepted before under some key.
struct Earlier {
    Hash16 request_hash{};
    std::shared_ptr<const Receipt> receipt;
};

struct State {
    std::unordered_map<HolderId, Holder> holders;
    std::unordered_map<std::string, Purchase> purchases;  // by id
    std::unordered_map<std::string, Earlier> earlier;     // by key
    std::map<std::string, std::vector<Parked>> parked;    // by purchase id
    std::map<ResourceKey, Resource> resources;
    /// Who holds what a command names: filled where it is loaded and where it is made.
    std::unordered_map<std::string, HolderId> code_holders;  // voucher codes
    std::unordered_map<ReservationId, HolderId> reservation_holders;
    std::unordered_map<RedemptionId, HolderId> redemption_holders;
    /// Codes of suppliers' pools by place in the pool (0 = the first ever imported), for what may
    /// be given out next.
    std::map<std::pair<ResourceKey, std::int64_t>, std::string> pool_codes;
    /// The first instant of the open month: nothing is posted before it. None while no month is
    /// closed.
    std::optional<Instant> closed_until;
};

/// The wallet of a currency, zeros when the holder has none.
Wallet wallet_of(const Holder& holder, CurrencyId currency);
/// The member whom a merged id stands for; the holder itself otherwise. Nothing when not loaded.
const Holder* resolve(const State& state, HolderId id);
/// Where lots once given to `holder` may lie now, most likely first: with it or its survivor, or
/// with a household either was in. Moved lots keep their ids.
std::vector<HolderId> lot_places(const State& state, HolderId holder);
/// Where a member's units of a currency live: the household for spendable ones, the member for
/// status (domain.md 1.5).
HolderId account_holder(const Holder& member, const Currency& currency);

}  // namespace vuelve
