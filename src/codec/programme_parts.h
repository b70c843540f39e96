#pragma once

#include "codec/decoder.h"
#include "codec/json_writer.h"
#include "domain/document.h"

/// Parts of the programme document, each read by a format (decoder.h) and written back. For
/// programme_json.cpp and for doors that take one part alone (a segment's conditions, a coupon in
/// the console).
namespace vuelve {

/// No amount of money in a programme is larger, in minor units.
inline constexpr std::int64_t money_max = 10'000'000'000'000;

void decode_expiry(const Cursor& at, ExpiryPolicy& out);
void decode_currency(const Cursor& at, Currency& out);
void decode_condition(const Cursor& at, Condition& out);
/// The item format of every list of conditions, bounded.
ListFormat<void (*)(const Cursor&, Condition&)> conditions();
void decode_effect(const Cursor& at, Effect& out);
void decode_rule(const Cursor& at, Rule& out);
void decode_tiers(const Cursor& at, Tiers& out);
/// `{count, period}` of rewards and referrals.
void decode_count_limit(const Cursor& at, Limit& out);
void decode_reward(const Cursor& at, Reward& out);
void decode_coupon(const Cursor& at, Coupon& out);
void decode_stamp_card(const Cursor& at, StampCard& out);
void decode_challenge(const Cursor& at, Challenge& out);
void decode_club(const Cursor& at, Club& out);
void decode_referral(const Cursor& at, ReferralPolicy& out);
void decode_birthday(const Cursor& at, BirthdayGift& out);

void encode_text(const Text& text, JsonWriter& out);
void encode_expiry(const ExpiryPolicy& expiry, JsonWriter& out);
void encode_currency(const Currency& currency, JsonWriter& out);
void encode_condition(const Condition& condition, JsonWriter& out);
void encode_conditions(const std::vector<Condition>& conditions, JsonWriter& out);
void encode_rule(const Rule& rule, JsonWriter& out);
void encode_tiers(const Tiers& tiers, JsonWriter& out);
void encode_reward(const Reward& reward, JsonWriter& out);
void encode_coupon(const Coupon& coupon, JsonWriter& out);
void encode_stamp_card(const StampCard& card, JsonWriter& out);
void encode_challenge(const Challenge& challenge, JsonWriter& out);
void encode_club(const Club& club, JsonWriter& out);
void encode_referral(const ReferralPolicy& referral, JsonWriter& out);
void encode_birthday(const BirthdayGift& gift, JsonWriter& out);
void encode_attribute(const AttributeValue& value, JsonWriter& out);

/// `"name": {...}` unless the thing has none.
void encode_name(const Text& name, JsonWriter& out);
/// `"key": ["...", ...]`.
void encode_list(std::string_view key, const std::vector<std::string>& items, JsonWriter& out);
/// `"key": "1.25"`.
void encode_decimal(std::string_view key, const Ratio& ratio, JsonWriter& out);
/// `"key": value` unless there is none.
template <class T>
void encode_some(std::string_view key, const std::optional<T>& maybe, JsonWriter& out) {
    if (maybe) out.member(key, *maybe);
}
inline void encode_some(std::string_view key, const std::string& text, JsonWriter& out) {
    if (!text.empty()) out.member(key, text);
}
/// 1260 -> "21:00".
std::string format_minute(int minute);

}  // namespace vuelve
