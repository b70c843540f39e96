#include "codec/programme_parts.h"
#include "codec/programme_words.h"

/// Writes the rules of the programme document.
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

}  // namespace

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

}  // namespace vuelve
