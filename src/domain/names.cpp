#include <array>
#include <utility>

#include "domain/decision.h"

namespace vuelve {

std::string_view name_of(Outcome outcome) {
    static constexpr std::array names{"", "ok", "rejected", "replayed", "parked"};
    return names[std::to_underlying(outcome)];
}

std::string_view name_of(VoucherState state) {
    static constexpr std::array names{"", "issued", "locked", "used", "expired", "cancelled"};
    return names[std::to_underlying(state)];
}

std::string_view name_of(ReservationState state) {
    static constexpr std::array names{"", "active", "captured", "cancelled", "timed_out"};
    return names[std::to_underlying(state)];
}

std::string_view name_of(RedemptionState state) {
    static constexpr std::array names{"", "confirmed", "fulfilled", "refunded", "lapsed"};
    return names[std::to_underlying(state)];
}

std::string_view name_of(ReferralState state) {
    static constexpr std::array names{"", "open", "qualified", "rewarded", "rejected", "reversed"};
    return names[std::to_underlying(state)];
}

std::string_view name_of(SubscriptionState state) {
    static constexpr std::array names{"", "active", "past_due", "lapsed", "cancelling", "ended"};
    return names[std::to_underlying(state)];
}

std::string_view name_of(Reason reason) {
    static constexpr auto names = std::to_array<std::string_view>(
        {"FIRED", "CAPPED", "NOT_EFFECTIVE", "CONDITION_FAILED", "NO_MATCHING_LINES",
         "LIMIT_REACHED", "BUDGET_EXHAUSTED", "EXCLUDED_BY_GROUP", "EXCLUDED_BY_EXCLUSIVE",
         "LINE_TAKEN", "NO_BASE", "ZERO_AWARD"});
    return names[std::to_underlying(reason)];
}

std::string_view name_of(ConditionType type) {
    static constexpr auto names = std::to_array<std::string_view>(
        {"segment",        "tier",          "store",
         "store_brand",    "channel",       "sku",
         "category",       "product_brand", "min_amount",
         "min_quantity",   "time_window",   "birthday",
         "first_purchase", "nth_purchase",  "tender",
         "coupon",         "subscription",  "days_since_last_purchase",
         "attribute",      "any",           "not",
         "action"});
    return names[std::to_underlying(type)];
}

std::string_view name_of(Period period) {
    static constexpr std::array names{"transaction", "day",      "week",   "month",
                                      "year",        "lifetime", "quarter"};
    return names[std::to_underlying(period)];
}

std::string_view name_of(TxnKind kind) {
    static constexpr std::array names{
        "",           "purchase", "return",   "void",      "redemption", "adjustment", "transfer",
        "conversion", "expiry",   "reversal", "enrolment", "member",     "job"};
    return names[std::to_underlying(kind)];
}

std::string Trace::text() const {
    std::string text;
    append_text(text);
    return text;
}

void Trace::append_text(std::string& text) const {
    text += name_of(reason);
    if (!detail.empty()) (text += ':') += detail;
}

}  // namespace vuelve
