#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/state.h"

/// What decide gives: the answer, and every change it makes. A rejected decision changes nothing.
namespace vuelve {

enum class Outcome : std::uint8_t { Ok = 1, Rejected, Replayed, Parked };
std::string_view name_of(Outcome outcome);

/// Why a rule did what it did. Source: domain.md 3.10. The names are wire literals.
enum class Reason : std::uint8_t {
    Fired,
    Capped,
    NotEffective,
    ConditionFailed,
    NoMatchingLines,
    LimitReached,
    BudgetExhausted,
    ExcludedByGroup,
    ExcludedByExclusive,
    LineTaken,
    NoBase,
    ZeroAward,
};
std::string_view name_of(Reason reason);
std::string_view name_of(ConditionType type);
std::string_view name_of(Period period);

struct Trace {
    std::string rule;     // "id" or "id@version"
    std::string rule_id;  // plain
    Reason reason{};
    std::string detail;  // ConditionFailed: the condition's type; ExcludedBy...: the other rule
    /// Numbers for the sentence: what was missing for min_amount or min_quantity, uses of the
    /// limit.
    std::int64_t missing = 0;

    /// "CONDITION_FAILED:birthday"
    std::string text() const;
    void append_text(std::string& text) const;
};

/// One award as the answer shows it.
struct AwardLine {
    RuleId rule{};
    CurrencyId currency{};
    Units points{};
    bool pending = false;
    std::optional<Instant> expires_at{};
    std::optional<Day> last_day{};
    std::vector<std::int64_t> lines;  // units by line
};

struct ReversedLine {
    RuleId rule{};
    CurrencyId currency{};
    Units points{};
};

struct SpentLine {
    CurrencyId currency{};
    Units points{};
    Minor amount{};
    std::vector<std::int64_t> lines;  // the amount by line, for the tax document (domain.md 2.15)
};

struct BalanceLine {
    CurrencyId currency{};
    Units pending{}, available{}, reserved{}, debt{};
};

/// Source: domain.md 6.7.
struct TierPreview {
    LevelId level{};
    std::int64_t metric = 0;
    LevelId next_level{};  // 0 at the top
    std::optional<std::int64_t> missing{};
    std::optional<Day> deadline{};
    std::int64_t keep_missing = 0;
    std::optional<Instant> valid_until{};
};

enum class NotEarning : std::uint8_t {
    ExcludedCategory,
    ExcludedSku,
    PaidWithoutEarning,
    SuspendedBrand
};
struct NotEarningLine {
    int line = 0;
    NotEarning reason{};
};

struct MaxPoints {
    CurrencyId currency{};
    Units points{};
    Minor amount{};
    Units min_points{}, step{};       // what may be chosen below it
    Minor step_amount{};              // what one step is worth
    bool is_discount = false;         // lowers the price instead of paying
    std::vector<std::int64_t> lines;  // the amount by line
};

/// What a coupon or a rule takes off the ticket. Source: domain.md 3.6, 7.5.
struct DiscountLine {
    CouponId coupon{};  // or `rule`
    Minor amount{};
    std::vector<std::int64_t> lines;  // the amount by line
    RuleId rule{};
};

/// A coupon the member holds, or a public one, beside what a quote presents already.
struct CouponOffer {
    CouponId coupon{};
    VoucherId voucher{};  // 0 = public: presented by its own code
    Minor amount{};       // what it would take off this basket
    std::vector<std::int64_t> lines;
    std::optional<ErrorCode> refused{};  // why not on this basket
    Minor missing{};                     // with MinPurchase: of its applicable lines
    std::optional<Instant> valid_until{};
};

/// A prize as the member stands before the purchase that a quote is about.
struct RewardOffer {
    RewardId reward{};
    CurrencyId currency{};
    Units cost{}, missing{};  // at the member's level; what the balance lacks of it
    Minor money{};
    std::optional<ErrorCode> refused{};  // why not, besides the balance
};

struct Refund {
    Minor money{};  // without the part given back as points
    bool paid_with_points = false;
    Units points{};
    Minor points_money{};
};

/// Where a member stands in a challenge after a command that concerned it.
struct ChallengeLine {
    ChallengeId challenge{};
    std::int64_t progress = 0;
    std::int64_t completed = 0;  // how often
    bool is_quantity = false;    // progress in thousandths
};

/// How far the members of a club have come together.
struct ClubLine {
    RuleId club{};
    std::int64_t progress = 0, goal = 0, own = 0;
    bool is_quantity = false;  // in thousandths
    bool reached = false;
};

/// The answer to an accepted command. Which parts are filled depends on the command.
struct Receipt {
    Outcome outcome = Outcome::Ok;
    std::string command;  // "purchase", "return" ...
    std::string id;       // the purchase's, return's ... own
    TxnId txn{};
    HolderId member{};
    Instant at{};
    Minor total{};
    std::vector<SpentLine> spent;
    std::vector<AwardLine> effects;
    std::vector<Trace> trace;
    std::vector<NotEarningLine> not_earning;
    std::vector<ReversedLine> reversed;
    std::optional<Refund> refund;
    Units already_expired{};
    std::vector<BalanceLine> balances;
    std::optional<TierPreview> tier;
    std::vector<MaxPoints> max_points;     // quotes only
    std::string purchase;                  // returns and voids
    std::vector<VoucherId> vouchers;       // issued by this command
    std::vector<VoucherId> unrecoverable;  // granted by the purchase and used already
    std::vector<std::string> badges;
    /// Parked returns and voids that this purchase brought along (domain.md 4.10), each with its
    /// own answer.
    std::vector<Receipt> applied;
    std::optional<ErrorCode> error{};     // of an applied one that failed
    std::vector<DiscountLine> discounts;  // quotes: coupons, then rules
    /// Quotes: what their sentences draw on, which for a purchase stands in its record.
    std::vector<RecordedLine> quoted_lines;
    std::optional<Instant> quoted_for{};     // when it would have happened
    std::vector<CouponOffer> coupon_offers;  // quotes, best first
    std::vector<RewardOffer> reward_offers;  // quotes, best first
    CurrencyId currency{};                   // of `points`
    Units points{};                          // reserved, captured, moved, given, taken
    Units fee{};                             // of a transfer
    CurrencyId to_currency{};                // of a conversion
    Units converted{};                       // what it gave there
    std::int64_t extended_lots = 0;
    HolderId other{};  // receiver, recipient, duplicate, household
    ReservationId reservation{};
    std::optional<ReservationState> reservation_state{};
    std::optional<Instant> due_at{};  // of a reservation, a lock, a pick-up
    RedemptionId redemption{};
    std::optional<RedemptionState> redemption_state{};
    RewardId reward{};
    Minor money{};                                // beside the points of a reward
    std::optional<VoucherState> voucher_state{};  // locks and uses
    std::optional<std::int64_t> stock_left{};
    std::vector<ChallengeLine> challenges;
    std::optional<ReferralState> referral{};      // of an enrolment by recommendation, or what a
                                                  // purchase, return or void made of it
    std::optional<ErrorCode> referral_refused{};  // why it was rejected
    bool referral_in_review = false;              // a person decides before anything is given
    std::vector<ClubLine> clubs;
    std::optional<SubscriptionPeriod> subscription{};
    int month = 0;                  // that was closed, yyyymm
    std::optional<int> late_for{};  // the closed month what happened would have belonged to
};

enum class TxnKind : std::uint8_t {
    Purchase = 1,
    Return,
    Void,
    Redemption,
    Adjustment,
    Transfer,
    Conversion,
    Expiry,
    Reversal,
    Enrolment,
    Member,
    Job,
};
std::string_view name_of(TxnKind kind);

/// A month of the books that nothing is posted into any more.
struct ClosedMonth {
    int month = 0;    // yyyymm
    Instant until{};  // the first instant after it
};

/// The whole effect of a command: after-images of what it touched and the entries it posted. This
/// is what a transaction row keeps and what every projection is derived from (design.md D15).
struct Effects {
    std::vector<Entry> entries;
    struct LotRow {
        HolderId holder{};
        Lot lot;
    };
    struct TallyRow {
        HolderId holder{};
        TallyKey key;
        Tally tally;
    };
    struct HeadRow {
        HolderId holder{};
        Head head;
    };
    struct ResourceRow {
        ResourceKey key;
        Resource resource;
    };
    std::vector<LotRow> lots;
    std::vector<TallyRow> tallies;
    std::vector<HeadRow> heads;  // links are set by the store when the row is chained
    std::vector<ResourceRow> resources;
    struct VoucherRow {
        HolderId holder{};
        Voucher voucher;
    };
    std::vector<VoucherRow> vouchers;
    struct ReservationRow {
        HolderId holder{};
        Reservation reservation;
    };
    struct RedemptionRow {
        HolderId holder{};
        Redemption redemption;
    };
    /// Where a holder belongs now: its household, the survivor of a merge.
    struct PlaceRow {
        HolderId holder{};
        MemberState state{};
        HolderId household{};
        HolderId merged_into{};
    };
    struct MembershipRow {
        HolderId household{};
        Membership membership;
        bool left = false;
    };
    /// A lot that lies with another holder now; `lots` has it there.
    struct MovedLot {
        HolderId from{};
        LotId lot{};
    };
    struct ReferralRow {
        HolderId referee{};
        Referral referral;
    };
    std::vector<ReservationRow> reservations;
    std::vector<RedemptionRow> redemptions;
    std::vector<PlaceRow> places;
    std::vector<MembershipRow> memberships;
    std::vector<MovedLot> moved_lots;
    std::vector<Parked> parked;
    std::optional<Purchase>
        purchase;                  // the new purchase, or the whole purchase after a return or void
    std::vector<Holder> enrolled;  // new holders (profiles are stored by their own tables)
    std::vector<ReferralRow> referrals;
    struct SubscriptionRow {
        HolderId holder{};
        SubscriptionPeriod subscription;
    };
    struct AnswerRow {
        HolderId holder{};
        SurveyAnswer answer;
    };
    std::vector<SubscriptionRow> subscriptions;
    std::vector<AnswerRow> answers;
    std::optional<ClosedMonth> closed_month;
};

/// One row of `txn` to be: what happened, to whom, by which command.
struct Transaction {
    TxnId id{};
    TxnKind kind{};
    HolderId holder{};  // the member who acted; 0 for jobs
    std::string key;    // "" for jobs
    Hash16 request_hash{};
    std::string parent;  // a return's or void's purchase id
    Instant occurred_at{};
    Instant at{};
    Day on_day{};
    StoreId store{};
    BrandId brand{};
    std::string channel;
    Minor amount{};
    std::string actor;
    std::shared_ptr<const Receipt> receipt;
    Effects effects;
};

struct Decision {
    Outcome outcome = Outcome::Ok;
    std::optional<Error> error{};              // Rejected
    std::shared_ptr<const Receipt> receipt{};  // otherwise
    std::optional<Transaction>
        transaction{};  // what is recorded; none for quotes, replays and rejections
    /// Holders as they are afterwards, to take the place of those in the state.
    std::vector<Holder> holders{};
};

/// Advances `state` by a decision, so that the next command of the group sees it. A rejected one
/// changes nothing.
void apply(State& state, Decision& decision);

}  // namespace vuelve
