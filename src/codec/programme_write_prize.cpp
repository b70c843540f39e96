#include "codec/programme_parts.h"
#include "codec/programme_words.h"

/// Writes what members get: rewards, coupons, stamp cards, challenges, referral, birthday.
namespace vuelve {
namespace {

void encode_count_limit(const std::optional<Limit>& limit,
                        JsonWriter& out,
                        std::string_view key = "limit") {
    if (!limit) return;
    out.key(key).begin_object().member("count", limit->value);
    out.member("period", word_of(words::limit_period, limit->period)).end_object();
}

void encode_voucher(const Reward& reward, JsonWriter& out) {
    out.key("voucher").begin_object().member("valid_days", reward.voucher_valid_days);
    encode_some("coupon", reward.voucher_coupon, out);
    out.end_object();
}

void encode_bonus(std::string_view key,
                  const std::string& currency,
                  Units points,
                  JsonWriter& out) {
    out.key(key).begin_object().member("currency", currency).member("points", points);
    out.end_object();
}

/// What a challenge or a birthday gives.
template <class Given>
void encode_given(const Given& given, JsonWriter& out) {
    out.key("reward").begin_object();
    out.member("type", word_of(words::challenge_reward, given.reward));
    if (given.reward == EffectType::Bonus) {
        out.member("currency", given.reward_currency);
        out.member("points", given.reward_points);
    } else {
        out.member(given.reward == EffectType::Badge ? JsonName("badge") : "coupon",
                   given.reward_code);
    }
    out.end_object();
}

}  // namespace

void encode_reward(const Reward& reward, JsonWriter& out) {
    out.begin_object().member("code", reward.code);
    encode_name(reward.name, out);
    encode_some("image", reward.image, out);
    out.member("type", word_of(words::reward_type, reward.type));
    out.key("cost").begin_object().member("currency", reward.currency);
    out.member("points", reward.points).member("money", reward.money).end_object();
    encode_some("stock", reward.stock, out);
    if (!reward.store_stock.empty()) {
        out.key("store_stock").begin_object();
        for (const auto& [store, stock] : reward.store_stock) out.member(store, stock);
        out.end_object();
    }
    encode_count_limit(reward.limit, out);
    out.key("eligibility");
    encode_conditions(reward.eligibility, out);
    if (reward.window_from || reward.window_to) {
        out.key("window").begin_object();
        encode_some("from", reward.window_from, out);
        encode_some("to", reward.window_to, out);
        out.end_object();
    }
    out.member("fulfilment", word_of(words::fulfilment, reward.fulfilment));
    encode_voucher(reward, out);
    out.member("pickup_days", reward.pickup_days).member("refundable", reward.refundable);
    out.end_object();
}

void encode_coupon(const Coupon& coupon, JsonWriter& out) {
    out.begin_object().member("code", coupon.code);
    encode_name(coupon.name, out);
    out.member("kind", word_of(words::coupon_kind, coupon.kind)).key("value");
    switch (coupon.kind) {
        case Coupon::Kind::Percent: out.value(format_decimal(coupon.percent)); break;
        case Coupon::Kind::Fixed: out.value(coupon.fixed); break;
        case Coupon::Kind::FreeProduct: out.value(coupon.sku); break;
    }
    out.key("applies_to");
    encode_conditions(coupon.applies_to, out);
    out.member("min_purchase", coupon.min_purchase);
    encode_some("max_discount", coupon.max_discount, out);
    encode_some("valid_days", coupon.valid_days, out);
    encode_some("valid_to", coupon.valid_to, out);
    out.member("uses", coupon.uses);  // null = unlimited, absent = 1
    encode_some("per_member", coupon.per_member, out);
    out.member("stackable", coupon.stackable).member("priority", coupon.priority);
    out.member("public", coupon.is_public).end_object();
}

void encode_stamp_card(const StampCard& card, JsonWriter& out) {
    out.begin_object().member("code", card.code);
    encode_name(card.name, out);
    out.member("currency", card.currency).member("goal", card.goal);
    out.member("reward", card.reward).member("voucher_valid_days", card.voucher_valid_days);
    out.member("auto_issue", card.auto_issue).end_object();
}

void encode_challenge(const Challenge& challenge, JsonWriter& out) {
    out.begin_object().member("code", challenge.code);
    encode_name(challenge.name, out);
    out.member("from", challenge.from).member("to", challenge.to);
    out.member("metric", word_of(words::challenge_metric, challenge.metric));
    if (challenge.metric == Challenge::Metric::Quantity) {
        out.member("goal", format_quantity(challenge.goal));
    } else {
        out.member("goal", challenge.goal);
    }
    out.key("conditions");
    encode_conditions(challenge.conditions, out);
    encode_given(challenge, out);
    out.member("repeatable", challenge.repeatable).member("opt_in", challenge.opt_in);
    out.end_object();
}

void encode_club(const Club& club, JsonWriter& out) {
    out.begin_object().member("code", club.code);
    encode_name(club.name, out);
    if (!club.unit.empty()) {
        out.key("unit");
        encode_text(club.unit, out);
    }
    out.member("from", club.from).member("to", club.to);
    out.member("metric", word_of(words::club_metric, club.metric));
    if (club.metric == Challenge::Metric::Quantity) {
        out.member("goal", format_quantity(club.goal));
    } else {
        out.member("goal", club.goal);
    }
    out.key("conditions");
    encode_conditions(club.conditions, out);
    encode_given(club, out);
    out.end_object();
}

void encode_referral(const ReferralPolicy& referral, JsonWriter& out) {
    out.begin_object();
    encode_bonus("referrer", referral.referrer_currency, referral.referrer_points, out);
    encode_bonus("referee", referral.referee_currency, referral.referee_points, out);
    out.member("min_amount", referral.min_amount).member("within_days", referral.within_days);
    out.member("hold_days", referral.hold_days);
    encode_count_limit(referral.limit, out);
    encode_count_limit(referral.review_above, out, "review_above");
    encode_list("excluded_segments", referral.excluded_segments, out);
    out.end_object();
}

void encode_birthday(const BirthdayGift& gift, JsonWriter& out) {
    out.begin_object().member("from", gift.from);
    encode_given(gift, out);
    if (gift.expiry) {
        out.key("expiry");
        encode_expiry(*gift.expiry, out);
    }
    out.key("eligibility");
    encode_conditions(gift.eligibility, out);
    out.end_object();
}

}  // namespace vuelve
