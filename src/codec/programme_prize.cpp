#include "codec/programme_parts.h"
#include "codec/programme_words.h"

/// What members get: rewards, coupons, stamp cards, challenges, clubs, referral, birthday. Source:
/// domain.md 7, 8.
namespace vuelve {
namespace {

constexpr std::int64_t stock_max = 1'000'000'000;

void decode_cost(const Cursor& at, Reward& out) {
    ObjectReader object(at);
    object.required("currency", out.currency, code());
    object.required("points", out.points, whole(0, amount_max));
    object.optional("money", out.money, whole(0, money_max));
}

void decode_window(const Cursor& at, Reward& out) {
    ObjectReader object(at);
    object.optional("from", out.window_from, instant);
    object.optional("to", out.window_to, instant);
}

void decode_voucher(const Cursor& at, Reward& out) {
    ObjectReader object(at);
    object.required("valid_days", out.voucher_valid_days, whole(0, 3660));
    object.nullable("coupon", out.voucher_coupon, code());
}

void decode_coupon_value(ObjectReader& object, Coupon& out) {
    switch (out.kind) {
        case Coupon::Kind::Percent: object.required("value", out.percent, decimal(0, 100)); break;
        case Coupon::Kind::Fixed: object.required("value", out.fixed, whole(1, money_max)); break;
        case Coupon::Kind::FreeProduct: object.required("value", out.sku, text(1, 64)); break;
    }
}

/// What a challenge or a birthday gives.
template <class Given>
void decode_given(const Cursor& at, Given& out) {
    ObjectReader object(at);
    auto type = read_type(object, words::challenge_reward);
    if (!type) return;
    out.reward = *type;
    if (out.reward == EffectType::Bonus) {
        object.required("currency", out.reward_currency, code());
        object.required("points", out.reward_points, whole(1, amount_max));
    } else {
        object.required(out.reward == EffectType::Badge ? "badge" : "coupon", out.reward_code,
                        code());
    }
}

struct ReferralBonus {
    std::string currency;
    Units points{};
};
void decode_referral_bonus(const Cursor& at, ReferralBonus& out) {
    ObjectReader object(at);
    object.required("currency", out.currency, code());
    object.required("points", out.points, whole(1, amount_max));
}

}  // namespace

void decode_count_limit(const Cursor& at, Limit& out) {
    ObjectReader object(at);
    object.required("count", out.value, whole(1, 1'000'000));
    object.required("period", out.period, choice(words::limit_period));
}

void decode_reward(const Cursor& at, Reward& out) {
    ObjectReader object(at);
    object.required("code", out.code, code());
    object.optional("name", out.name, languages);
    object.nullable("image", out.image, text(1, 500));
    object.required("type", out.type, choice(words::reward_type));
    object.required("cost", out, decode_cost);
    object.optional("stock", out.stock, whole(0, stock_max));
    object.nullable("store_stock", out.store_stock, table(whole(0, stock_max), 20'000));
    object.optional("limit", out.limit, decode_count_limit);
    object.optional("eligibility", out.eligibility, conditions());
    object.nullable("window", out, decode_window);
    object.optional("fulfilment", out.fulfilment, choice(words::fulfilment));
    object.nullable("voucher", out, decode_voucher);
    object.optional("pickup_days", out.pickup_days, whole(0, 3660));
    object.optional("refundable", out.refundable, truth);
}

void decode_coupon(const Cursor& at, Coupon& out) {
    ObjectReader object(at);
    object.required("code", out.code, code());
    object.optional("name", out.name, languages);
    object.required("kind", out.kind, choice(words::coupon_kind));
    decode_coupon_value(object, out);
    object.optional("applies_to", out.applies_to, conditions());
    object.optional("min_purchase", out.min_purchase, whole(0, money_max));
    object.optional("max_discount", out.max_discount, whole(0, money_max));
    object.optional("valid_days", out.valid_days, whole(0, 3660));
    object.optional("valid_to", out.valid_to, day);
    if (out.valid_days && out.valid_to) {
        object.fault("valid_to", "wrong-format", "a coupon has valid_days or valid_to, not both");
    }
    object.optional("uses", out.uses, whole(1, 1'000'000));
    object.optional("per_member", out.per_member, whole(1, 1'000'000));
    object.optional("stackable", out.stackable, truth);
    object.optional("priority", out.priority, whole(-1'000'000, 1'000'000));
    object.optional("public", out.is_public, truth);
}

void decode_stamp_card(const Cursor& at, StampCard& out) {
    ObjectReader object(at);
    object.required("code", out.code, code());
    object.optional("name", out.name, languages);
    object.required("currency", out.currency, code());
    object.required("goal", out.goal, whole(1, 1'000'000));
    object.required("reward", out.reward, code());
    object.optional("voucher_valid_days", out.voucher_valid_days, whole(0, 3660));
    object.optional("auto_issue", out.auto_issue, truth);
}

void decode_challenge(const Cursor& at, Challenge& out) {
    ObjectReader object(at);
    object.required("code", out.code, code());
    object.optional("name", out.name, languages);
    object.required("from", out.from, instant);
    object.required("to", out.to, instant);
    object.required("metric", out.metric, choice(words::challenge_metric));
    if (out.metric == Challenge::Metric::Quantity) {
        object.required("goal", out.goal, quantity);
    } else {
        object.required("goal", out.goal, whole(1, money_max));
    }
    object.optional("conditions", out.conditions, conditions());
    object.required("reward", out, decode_given<Challenge>);
    object.optional("repeatable", out.repeatable, truth);
    object.optional("opt_in", out.opt_in, truth);
}

void decode_club(const Cursor& at, Club& out) {
    ObjectReader object(at);
    object.required("code", out.code, code());
    object.optional("name", out.name, languages);
    object.optional("unit", out.unit, languages);
    object.required("from", out.from, instant);
    object.required("to", out.to, instant);
    object.required("metric", out.metric, choice(words::club_metric));
    if (out.metric == Challenge::Metric::Quantity) {
        object.required("goal", out.goal, quantity);
    } else {
        object.required("goal", out.goal, whole(1, money_max));
    }
    object.optional("conditions", out.conditions, conditions());
    object.required("reward", out, decode_given<Club>);
}

void decode_birthday(const Cursor& at, BirthdayGift& out) {
    ObjectReader object(at);
    object.required("from", out.from, instant);
    object.required("reward", out, decode_given<BirthdayGift>);
    object.optional("expiry", out.expiry, decode_expiry);
    object.optional("eligibility", out.eligibility, conditions());
}

void decode_referral(const Cursor& at, ReferralPolicy& out) {
    ObjectReader object(at);
    ReferralBonus referrer, referee;
    object.required("referrer", referrer, decode_referral_bonus);
    object.required("referee", referee, decode_referral_bonus);
    out.referrer_currency = referrer.currency;
    out.referrer_points = referrer.points;
    out.referee_currency = referee.currency;
    out.referee_points = referee.points;
    object.optional("min_amount", out.min_amount, whole(0, money_max));
    object.optional("within_days", out.within_days, whole(0, 3660));
    object.optional("hold_days", out.hold_days, whole(0, 3660));
    object.optional("limit", out.limit, decode_count_limit);
    object.optional("review_above", out.review_above, decode_count_limit);
    object.optional("excluded_segments", out.excluded_segments, list(code(), 100));
}

}  // namespace vuelve
