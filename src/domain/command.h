#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/document.h"

/// What somebody asks for, decoded and typed. Source: domain.md 15, contract.md 6.
namespace vuelve {

/// The member as a door resolved it: none = the reference names nobody of this programme.
using MemberRef = std::optional<HolderId>;

struct PurchaseLine {
    int line = 0;
    std::string sku, category, brand;
    std::int64_t quantity = 1000;  // thousandths
    std::optional<Minor> unit_price{}, gross{};
    Minor discount{0}, tax{0};
    Attributes attributes;
};

struct Tender {
    std::string type;
    std::string currency;  // points and wallet tenders
    Units points{};
    Minor amount{};
    ReservationId reservation{};  // 0 = none
};

/// Units that lower the price of a ticket, in a currency of mode `discount` (domain.md 2.15). The
/// till has taken `amount` off already, within basket_discount.
struct PointsDiscount {
    std::string currency;
    Units points{};
    Minor amount{};
    ReservationId reservation{};  // 0 = none
};

struct RecordPurchase {
    std::string id;  // "" for a quote
    MemberRef member;
    std::optional<Instant> occurred_at;
    std::string store;  // "" = the first
    std::string channel = "pos";
    std::vector<PurchaseLine> lines;
    Minor basket_discount{0};
    std::vector<Tender> tenders;
    std::vector<PointsDiscount> discount_points;
    std::vector<std::string> coupons;
    Attributes attributes;
    bool offline = false;
    bool quote = false;
    /// Said of a member who came by a recommendation: with whoever recommended they share a device,
    /// an address, or a way to pay, of this ticket or before. Those lie with the door.
    bool has_trait_of_referrer = false;
    /// Likewise with somebody further up: who recommended whom on the way there, the last first.
    std::vector<HolderId> ring;
};

struct ReturnLine {
    int line = 0;
    std::int64_t quantity = 0;  // thousandths
};
struct RecordReturn {
    std::string id, purchase;
    std::vector<ReturnLine> lines;
    std::optional<Instant> occurred_at;
};
struct VoidPurchase {
    std::string id, purchase;
    std::optional<Instant> occurred_at;
};

struct Enrol {
    HolderId
        holder{};  // chosen by the door: its bucket follows the first identity (scale-out.md 4)
    Instant enrolled_at{};
    std::optional<Day> birth_date;
    std::vector<std::string> segments;
    Attributes attributes;
    HolderId household{};
    std::string level;  // a level granted at the start, with its end
    std::optional<Instant> level_valid_until;
    struct Subscription {
        std::string plan;
        Instant from{}, to{};
    };
    std::vector<Subscription> subscriptions;
    std::string home_store;  // "" = none
    MemberRef referrer;      // who recommended the new member; none = nobody
    /// An identity of the new member was enrolled before, by anybody.
    bool has_known_identity = false;
    /// Said with a referrer: that was the referrer; or the two share a device, an address, a way to
    /// pay. What it is lies with the door.
    bool has_identity_of_referrer = false;
    bool has_trait_of_referrer = false;
    /// Who recommended whom, the last first, up to one whom somebody recommended who is the new
    /// member themself.
    std::vector<HolderId> ring;
};

struct Adjust {
    MemberRef member;
    std::string currency;
    Units points{};
    std::string reason;
    bool allow_debt = false;
    std::optional<Day> last_day;         // opening balances keep their own (contract.md 1 rule 26)
    std::optional<Instant> earned_at{};  // likewise, none = now
    std::string brand{};                 // whose points they are; "" = the first
    /// Takes back exactly what an adjustment gave: this lot whole, and no other (docs/adr/0035).
    std::optional<LotId> of_lot{};
};
struct Suspend {
    MemberRef member;
};
struct Reactivate {
    MemberRef member;
};

struct Close {
    MemberRef member;
};
/// A person goes, the pseudonym stays (domain.md 14): whoever has not left by then is closed first.
struct Erase {
    MemberRef member;
};
/// The duplicate's accounts, lots, identities and history become the member's.
struct Merge {
    MemberRef member;
    MemberRef duplicate;
};
struct SetLevel {
    MemberRef member;
    std::string level;
    std::optional<Instant> valid_until;  // none = no end
};
/// The identity itself lies with the door: no personal value enters the domain.
struct ChangeIdentity {
    enum class Change : std::uint8_t { Add, Remove, Block, Replace };
    MemberRef member;
    Change change{};
    std::string kind;  // "card"
    /// What is added was enrolled before, by somebody else.
    bool is_known = false;
};
struct JoinHousehold {
    MemberRef member;
    HolderId household{};  // chosen by the door when `is_new`
    bool is_new = false;
    bool owner = false;  // the first member always is
    bool can_redeem = true;
};
struct LeaveHousehold {
    MemberRef member;
};

struct Reserve {
    MemberRef member;
    std::string currency;
    Units points{};
    std::int64_t ttl_seconds = 900;
};
struct Capture {
    ReservationId reservation{};
    std::optional<Units> points;  // none = all
    std::string store;            // "" = the first
};
struct CancelReservation {
    ReservationId reservation{};
};

struct Transfer {
    MemberRef member;
    MemberRef to;
    std::string currency;
    Units points{};
};
struct Convert {
    MemberRef member;
    std::string from, to;
    Units points{};
};
struct Extend {
    MemberRef member;
    std::string currency;
    Day expiring_until{}, last_day{};
};
struct Reinstate {
    MemberRef member;
    std::string currency;
    Units points{};
    int days = 0;
};

struct Redeem {
    MemberRef member;
    std::string reward;
    std::string store;  // "" = the first
    bool is_gift = false;
    MemberRef recipient;  // of a gift
};
struct RefundRedemption {
    RedemptionId redemption{};
    bool force = false;
};
struct FulfilRedemption {
    RedemptionId redemption{};
};
struct SetStock {
    std::string reward;
    std::string store;  // "" = the total
    std::int64_t left = 0;
};
/// Codes of a supplier, for a reward or a coupon; the codes themselves lie with the door, sealed.
struct AddCodes {
    std::string reward, coupon;  // one of the two
    std::int64_t count = 0;
};

struct UseVoucher {
    std::string voucher;
    MemberRef member;
    std::string store{};  // where, "" = not said
};
/// Holds a voucher for a cart, so that no second cart takes it (domain.md 7.6).
struct LockVoucher {
    std::string voucher;
    MemberRef member;
    std::int64_t ttl_seconds = 900;
};
struct UnlockVoucher {
    std::string voucher;
    MemberRef member;
};

/// An operator decides about a return or void that found no purchase or failed (domain.md 14).
struct DecideParked {
    std::string id, purchase;
    bool apply = false;  // else it is dismissed
};

/// Takes part in a challenge that counts only those who asked for it.
struct OptIn {
    MemberRef member;
    std::string challenge;
};

/// Buys a plan: it is paid from now to the end of its first period.
struct Subscribe {
    MemberRef member;
    std::string plan;
};
/// What the payments of a plan say, or the member who wants no more of it (domain.md 14).
struct ChangeSubscription {
    enum class Change : std::uint8_t { Paid, PaymentFailed, Cancel };
    MemberRef member;
    std::string plan;
    Change change{};
};
/// Something a member did that is no purchase: a review, a check-in (domain.md 8.7).
struct RecordAction {
    MemberRef member;
    std::string type;
    std::string proof;  // names this one action among all: counted once in the programme
    std::optional<Instant> occurred_at;
    std::string store;  // "" = the first
};
/// A rating of a purchase, or how likely a member is to recommend the shop; the comment stays with
/// the door, sealed (domain.md 8.8).
struct AnswerSurvey {
    MemberRef member;
    std::string purchase;       // of a rating
    std::optional<int> rating;  // 1 to 5
    std::optional<int> nps;     // 0 to 10
    std::string store;          // where it was asked, "" = nowhere; a rating has its purchase's
};
struct JoinClub {
    MemberRef member;
    std::string club;
};
/// A person looked at a referral that came too fast after others.
struct DecideReferral {
    MemberRef member;  // the referee
    bool approve = false;
    bool has_trait_of_referrer = false;  // as of a purchase
};
/// What a purpose allows on a channel from now on. Marketing on channel `all`, not given: the
/// member wants no advertising by any channel, whatever was allowed before.
struct SetConsent {
    MemberRef member;
    std::string purpose, channel;
    bool given = false;
    std::string text_version, source;  // what was read, and where
    std::string language{};            // in which language, "" = not said
};
/// Facts of a member that rules and segments look at; name, alias and language lie with the door.
struct UpdateMember {
    MemberRef member;
    std::optional<std::string> home_store;  // "" = none
    std::optional<Day> birth_date;
    bool forgets_birth_date = false;
    std::map<std::string, std::optional<AttributeValue>> attributes;  // none = taken away
    std::vector<std::string> add_segments, remove_segments;           // static ones
};

/// Ends a month of the books (domain.md 10.6).
struct CloseMonth {
    int month = 0;  // yyyymm
};

using CommandBody = std::variant<RecordPurchase,
                                 RecordReturn,
                                 VoidPurchase,
                                 Enrol,
                                 Adjust,
                                 Suspend,
                                 Reactivate,
                                 Close,
                                 Erase,
                                 Merge,
                                 SetLevel,
                                 ChangeIdentity,
                                 JoinHousehold,
                                 LeaveHousehold,
                                 Reserve,
                                 Capture,
                                 CancelReservation,
                                 Transfer,
                                 Convert,
                                 Extend,
                                 Reinstate,
                                 Redeem,
                                 RefundRedemption,
                                 FulfilRedemption,
                                 SetStock,
                                 AddCodes,
                                 UseVoucher,
                                 LockVoucher,
                                 UnlockVoucher,
                                 DecideParked,
                                 OptIn,
                                 Subscribe,
                                 ChangeSubscription,
                                 RecordAction,
                                 AnswerSurvey,
                                 JoinClub,
                                 DecideReferral,
                                 SetConsent,
                                 UpdateMember,
                                 CloseMonth>;

/// 16 bytes of a keyed hash: of a command's key (its place in the table of keys) or of its
/// canonical content.
using Hash16 = std::array<std::uint8_t, 16>;

struct Command {
    CommandBody body;
    /// The idempotency key: the purchase's or return's own id, else "<owner>/<key>". "" only for
    /// quotes.
    std::string key;
    /// Hash of name and content as sent (contract.md 1 rule 1); the same for the same command by
    /// any door.
    Hash16 request_hash{};
    /// Who asks: "key:pos-centro", "import", "demo". Stored with the transaction.
    std::string actor;
};

}  // namespace vuelve
