#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "domain/basket.h"
#include "domain/programme.h"
#include "domain/state.h"

/// Conditions of domain.md 3.5 on a member and a purchase.
namespace vuelve {

/// Everything the conditions of a purchase, or of an action, can ask, gathered once.
struct PurchaseFacts {
    const Programme* programme = nullptr;
    const Holder* member = nullptr;
    const RecordPurchase* purchase = nullptr;
    const Basket* basket = nullptr;
    const Store* store = nullptr;
    Instant occurred_at{};
    std::string level;                       // code of the level held then; "" without tiers
    std::int64_t rank = 1;                   // of this purchase
    std::optional<Instant> last_purchase{};  // latest earlier accepted purchase
    std::vector<std::string> coupons{};      // codes of the coupons presented
    /// Type of what the member did instead of buying; the basket is then empty. "" = a purchase.
    std::string action{};
};

/// Leaves of `lines` (places in the basket) those that meet every condition about lines.
void keep_matching(const std::vector<Condition>& conditions,
                   const Basket& basket,
                   std::vector<std::uint32_t>& lines);
/// The same in place: those that stay come first, their number is returned.
std::size_t keep_matching(const std::vector<Condition>& conditions,
                          const Basket& basket,
                          std::span<std::uint32_t> lines);

/// The clock on the wall of a store at one moment.
struct LocalTime {
    Day day{};
    int minute = 0;  // since midnight
};
LocalTime local_time_of(const Zone& zone, Instant at);

/// True when every condition that is not about lines holds. `matched` = places of the basket's
/// matching lines, for min_amount and min_quantity. On a failure `missing` says by how much a
/// minimum was missed.
struct ConditionResult {
    bool holds = true;
    std::string_view failed;  // wire name of the first failing condition, in listed order
    std::int64_t missing = 0;
};
ConditionResult check_conditions(const std::vector<Condition>& conditions,
                                 const PurchaseFacts& facts,
                                 std::span<const std::uint32_t> matched);
/// Does one condition hold that is not about lines? `now` is local_time_of the store.
bool condition_holds(const Condition& condition,
                     const PurchaseFacts& facts,
                     std::span<const std::uint32_t> matched,
                     const LocalTime& now);
/// What `matched` brings to a min_amount or min_quantity.
inline std::int64_t amount_of(const PurchaseFacts& facts, std::span<const std::uint32_t> matched) {
    std::int64_t sum = 0;
    for (std::uint32_t place : matched) sum += facts.basket->lines[place].eligible.n;
    return sum;
}
inline std::int64_t quantity_of(const PurchaseFacts& facts,
                                std::span<const std::uint32_t> matched) {
    std::int64_t sum = 0;
    for (std::uint32_t place : matched) sum += facts.basket->lines[place].source->quantity;
    return sum;
}
/// Does the answer depend on the lines that a rule matches? Of all others it is the same for every
/// rule.
bool asks_about_matched(const Condition& condition);

/// Does the condition `attribute` hold for this value? None = the member or purchase has no such;
/// only `ne` holds then.
bool attribute_holds(const Condition& condition, const std::optional<AttributeValue>& value);
/// Is it in `days` and [from, to) of the local clock? Past midnight a window belongs to the day it
/// starts.
bool in_time_window(const Condition& window, const LocalTime& now);
/// Source: domain.md 3.5 `birthday`.
bool is_birthday(const Condition& condition, Day birth_date, Day today);
/// In a campaign's control group: sticky by member and campaign.   Source: domain.md 11.
bool in_control_group(const Campaign& campaign, HolderId member);
/// Among the members whom no campaign's rule reaches, for good: decided by the member alone, and
/// apart from every campaign's own draw.   Source: domain.md 11, docs/adr/0022.
bool in_holdout(const ProgrammeDocument& document, HolderId member);

/// Key of the period of a limit that contains the local day; 0 for lifetime and transaction.
std::int64_t period_key(Period period, Day local_day);

}  // namespace vuelve
