#pragma once

#include <optional>
#include <vector>

#include "domain/book.h"

/// Everything a member can earn, spend or reach now, each with what is missing. Asked, not done:
/// nothing is changed. Source: design.md 4, contract.md 6 `/activities`.
namespace vuelve {

/// A rule as it stands for this member, whatever is in the basket.
struct EarnActivity {
    const Rule* rule = nullptr;
    /// Fired: it would fire with a fitting basket. Otherwise why not, as a purchase would be told.
    Trace trace;
    std::optional<Minor> missing_amount{};           // the least that must be bought
    std::optional<std::int64_t> missing_quantity{};  // thousandths
    std::optional<std::int64_t> purchases_to_go{};   // until an nth purchase, this one included
    std::optional<std::int64_t> uses_left{};         // of the tightest limit by count
};

enum class SpendKind : std::uint8_t { Reward, Tender, Coupon, Voucher, Conversion };
std::string_view name_of(SpendKind kind);
/// What a door may do next about it.
enum class NextAction : std::uint8_t {
    Redeem,
    Reserve,
    Pay,
    Present,
    Convert,
    Transfer,
    Purchase,
    Act,
    OptIn,
    Join
};
std::string_view name_of(NextAction action);

struct SpendActivity {
    SpendKind kind{};
    std::string code;  // reward, currency, coupon
    CurrencyId currency{};
    Units cost{};     // of a reward at the member's level; the least that can be paid or converted
    Minor money{};    // beside the points of a reward; what `worth` units are worth
    Units missing{};  // of the cost
    bool affordable = true;
    std::optional<ErrorCode> refused{};  // why not now, besides the balance
    VoucherId voucher{};
    std::optional<Instant> valid_until{};
    std::vector<NextAction> actions;  // none = nothing can be done about it now
};

enum class ReachKind : std::uint8_t { Level, StampCard, Challenge, Club };
std::string_view name_of(ReachKind kind);
struct ReachActivity {
    ReachKind kind{};
    std::string code;  // of the level, of the card, of the challenge
    std::int64_t earned = 0, goal = 0, missing = 0;
    std::optional<Day> deadline{};  // the last day
    std::string prize;              // of a card
    std::int64_t on_next = 0;       // stamps beyond a full card: they lie on the next one
    const Challenge* challenge = nullptr;
    std::int64_t completed = 0;         // how often a challenge was
    std::string failed;                 // the condition on the member that keeps them out
    std::vector<NextAction> actions{};  // what brings it nearer; none = nothing does now
    std::optional<ClubLine> club{};     // what all have together, and the member's own part
};

/// Stamps on the card being filled ("ganadas"): what is beyond a full one lies on the next. Source:
/// domain.md 8.1.
Units on_card(const StampCard& card, Units available);

struct Activities {
    std::vector<EarnActivity> earn;    // in the order of evaluation
    std::vector<SpendActivity> spend;  // rewards, then points, coupons, vouchers, conversions
    std::vector<ReachActivity> reach;
};
/// The member is active; what is due has run. Judged for this store.
Activities activities_of(const Book& book, const Holder& member, const Store& store);

}  // namespace vuelve
