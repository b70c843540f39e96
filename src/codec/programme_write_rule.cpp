#include <variant>

#include "codec/programme_parts.h"
#include "codec/programme_words.h"

/// Writes rules and prizes of the programme document, and the small parts shared by all sections.
namespace vuelve {
namespace {

void encode_condition_fields(const Condition& condition, JsonWriter& out) {
    switch (condition.type) {
        case ConditionType::Category: out.member("under", condition.under); break;
        case ConditionType::MinAmount: out.member("value", condition.value); break;
        case ConditionType::MinQuantity:
            out.member("value", format_quantity(condition.value));
            break;
        case ConditionType::TimeWindow:
            out.key("days").begin_array();
            for (int day : condition.days) out.value(word_of(words::weekday, day));
            out.end_array();
            if (condition.from) out.member("from", format_minute(*condition.from));
            if (condition.to) out.member("to", format_minute(*condition.to));
            break;
        case ConditionType::Birthday:
            out.member("mode", word_of(words::birthday_mode, condition.birthday));
            if (condition.birthday == Condition::BirthdayMode::Window) {
                out.member("before", condition.before).member("after", condition.after);
            }
            break;
        case ConditionType::FirstPurchase: break;
        case ConditionType::NthPurchase:
            out.member("n", condition.nth).member("every", condition.every);
            break;
        case ConditionType::DaysSinceLastPurchase: out.member("min", condition.value); break;
        case ConditionType::Attribute:
            out.member("path", condition.path).member("op", word_of(words::op, condition.op));
            out.key("value");
            if (condition.op == Condition::Op::In) out.begin_array();
            for (const auto& value : condition.values) encode_attribute(value, out);
            if (condition.op == Condition::Op::In) out.end_array();
            break;
        case ConditionType::Any:
            out.key("of");
            encode_conditions(condition.of, out);
            break;
        case ConditionType::Not:
            out.key("of");
            encode_condition(condition.of.front(), out);
            break;
        default: encode_list("in", condition.in, out);
    }
}

void encode_effect(const Effect& effect, JsonWriter& out) {
    out.begin_object().member("type", word_of(words::effect_type, effect.type));
    encode_some("currency", effect.currency, out);
    switch (effect.type) {
        case EffectType::EarnBase:
            encode_decimal("points", effect.points, out);
            out.member("per", effect.per).member("mode", word_of(words::earn_step, effect.step));
            break;
        case EffectType::Multiply: encode_decimal("factor", effect.factor, out); break;
        case EffectType::Bonus: out.member("points", effect.bonus); break;
        case EffectType::BonusPerQuantity:
            out.member("points", effect.bonus);
            out.member("per_quantity", format_quantity(effect.per_quantity));
            break;
        case EffectType::Coupon: out.member("coupon", effect.code); break;
        case EffectType::Badge: out.member("badge", effect.code); break;
        case EffectType::Discount:
            out.member("kind", effect.discount_kind).key("value");
            if (effect.discount_kind == "fixed") {
                out.raw(format_decimal(effect.discount_value));
            } else {
                out.value(format_decimal(effect.discount_value));
            }
            out.member("scope", effect.discount_scope);
            break;
    }
    out.member("on_return", word_of(words::on_return, effect.on_return)).end_object();
}

void encode_limit(const Limit& limit, JsonWriter& out) {
    out.begin_object().member("metric", word_of(words::limit_points, limit.points));
    out.member("value", limit.value).member("period", word_of(words::limit_period, limit.period));
    out.end_object();
}

void encode_count_limit(const std::optional<Limit>& limit, JsonWriter& out) {
    if (!limit) return;
    out.key("limit").begin_object().member("count", limit->value);
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

}  // namespace

void encode_text(const Text& text, JsonWriter& out) {
    out.begin_object();
    for (const auto& [language, words] : text) out.member(language, words);
    out.end_object();
}

void encode_name(const Text& name, JsonWriter& out) {
    if (name.empty()) return;
    out.key("name");
    encode_text(name, out);
}

void encode_list(std::string_view key, const std::vector<std::string>& items, JsonWriter& out) {
    out.key(key).begin_array();
    for (const auto& item : items) out.value(item);
    out.end_array();
}

void encode_decimal(std::string_view key, const Ratio& ratio, JsonWriter& out) {
    out.member(key, format_decimal(ratio));
}

std::string format_minute(int minute) {
    std::string text = "00:00";
    text[0] = static_cast<char>('0' + minute / 600);
    text[1] = static_cast<char>('0' + minute / 60 % 10);
    text[3] = static_cast<char>('0' + minute % 60 / 10);
    text[4] = static_cast<char>('0' + minute % 10);
    return text;
}

void encode_attribute(const AttributeValue& value, JsonWriter& out) {
    if (const auto* truth_value = std::get_if<bool>(&value)) {
        out.value(*truth_value);
    } else if (const auto* number = std::get_if<Ratio>(&value)) {
        out.raw(format_decimal(*number));
    } else {
        out.value(std::get<std::string>(value));
    }
}

void encode_condition(const Condition& condition, JsonWriter& out) {
    out.begin_object().member("type", word_of(words::condition_type, condition.type));
    encode_condition_fields(condition, out);
    out.end_object();
}

void encode_conditions(const std::vector<Condition>& conditions, JsonWriter& out) {
    out.begin_array();
    for (const auto& condition : conditions) encode_condition(condition, out);
    out.end_array();
}

void encode_rule(const Rule& rule, JsonWriter& out) {
    out.begin_object().member("id", rule.id);
    encode_some("version", rule.version, out);
    encode_name(rule.name, out);
    encode_some("campaign", rule.campaign, out);
    out.member("state", word_of(words::rule_state, rule.state));
    encode_some("effective_from", rule.effective_from, out);
    encode_some("effective_to", rule.effective_to, out);
    out.member("priority", rule.priority);
    encode_some("group", rule.group, out);
    out.member("exclusive", rule.exclusive).key("conditions");
    encode_conditions(rule.conditions, out);
    out.key("effects").begin_array();
    for (const auto& effect : rule.effects) encode_effect(effect, out);
    out.end_array().key("limits").begin_array();
    for (const auto& limit : rule.limits) encode_limit(limit, out);
    out.end_array();
    encode_some("max_per_transaction", rule.max_per_transaction, out);
    if (rule.budget) {
        out.key("budget").begin_object().member("points", *rule.budget).end_object();
    }
    out.member("partial", rule.partial);
    encode_some("pending_days", rule.pending_days, out);
    if (rule.expiry) {
        out.key("expiry");
        encode_expiry(*rule.expiry, out);
    }
    out.member("funding", word_of(words::funding, rule.funding)).end_object();
}

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
    out.key("reward").begin_object();
    out.member("type", word_of(words::challenge_reward, challenge.reward));
    if (challenge.reward == EffectType::Bonus) {
        out.member("currency", challenge.reward_currency);
        out.member("points", challenge.reward_points);
    } else {
        out.member(challenge.reward == EffectType::Badge ? "badge" : "coupon",
                   challenge.reward_code);
    }
    out.end_object();
    out.member("repeatable", challenge.repeatable).member("opt_in", challenge.opt_in);
    out.end_object();
}

void encode_referral(const ReferralPolicy& referral, JsonWriter& out) {
    out.begin_object();
    encode_bonus("referrer", referral.referrer_currency, referral.referrer_points, out);
    encode_bonus("referee", referral.referee_currency, referral.referee_points, out);
    out.member("min_amount", referral.min_amount).member("within_days", referral.within_days);
    out.member("hold_days", referral.hold_days);
    encode_count_limit(referral.limit, out);
    out.end_object();
}

}  // namespace vuelve
