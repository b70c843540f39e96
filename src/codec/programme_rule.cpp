#include "codec/programme_parts.h"
#include "codec/programme_words.h"

/// Rules of the programme document: conditions, effects, limits. Source: domain.md 3.4-3.9.
namespace vuelve {
namespace {

constexpr std::size_t conditions_max = 100;
constexpr std::size_t names_max = 10'000;

void decode_time_window(ObjectReader& object, Condition& out) {
    object.optional("days", out.days, list(choice(words::weekday), 7));
    object.optional("from", out.from, minute);
    object.optional("to", out.to, minute);
}

void decode_birthday(ObjectReader& object, Condition& out) {
    object.required("mode", out.birthday, choice(words::birthday_mode));
    if (out.birthday != Condition::BirthdayMode::Window) return;
    object.optional("before", out.before, whole(0, 182));
    object.optional("after", out.after, whole(0, 182));
}

void decode_path(const Cursor& at, std::string& out) {
    std::string path;
    TextFormat{1, 100}(at, path);
    if (path.empty()) return;  // reported already
    std::string_view whole_path = path;
    std::size_t dot = whole_path.find('.');
    std::string_view root = whole_path.substr(0, dot);
    if (dot == std::string_view::npos || dot + 1 == path.size() ||
        (root != "member" && root != "purchase")) {
        return at.fault("wrong-format", "expects member.<name> or purchase.<name>");
    }
    out = path;
}

void decode_attribute(ObjectReader& object, Condition& out) {
    object.required("path", out.path, decode_path);
    object.required("op", out.op, choice(words::op));
    if (out.op == Condition::Op::In) {
        object.required("value", out.values, list(attribute_value, 1000, 1));
    } else {
        out.values.resize(1);
        object.required("value", out.values[0], attribute_value);
    }
}

/// `in` of most conditions. Products are named by their own texts, all else by codes.
void decode_in(ObjectReader& object, Condition& out) {
    switch (out.type) {
        case ConditionType::Sku:
        case ConditionType::ProductBrand:
            object.required("in", out.in, list(text(1, 64), names_max, 1));
            break;
        case ConditionType::Channel: {
            std::vector<std::string_view> channels;
            object.required("in", channels, list(choice(words::channel), 20, 1));
            out.in.assign(channels.begin(), channels.end());
            break;
        }
        default: object.required("in", out.in, list(code(), names_max, 1));
    }
}

/// `of` of `not`: one condition.
void decode_negated(const Cursor& at, std::vector<Condition>& out) {
    out.resize(1);
    decode_condition(at, out[0]);
}

void decode_condition_fields(ObjectReader& object, Condition& out) {
    switch (out.type) {
        case ConditionType::Category: object.required("under", out.under, text(1, 200)); break;
        case ConditionType::MinAmount:
            object.required("value", out.value, whole(0, money_max));
            break;
        case ConditionType::MinQuantity: object.required("value", out.value, quantity); break;
        case ConditionType::TimeWindow: decode_time_window(object, out); break;
        case ConditionType::Birthday: decode_birthday(object, out); break;
        case ConditionType::FirstPurchase: break;
        case ConditionType::NthPurchase:
            object.required("n", out.nth, whole(1, 1'000'000));
            object.optional("every", out.every, truth);
            break;
        case ConditionType::DaysSinceLastPurchase:
            object.required("min", out.value, whole(0, 36'500));
            break;
        case ConditionType::Attribute: decode_attribute(object, out); break;
        case ConditionType::Any:
            object.required("of", out.of, list(decode_condition, conditions_max, 1));
            break;
        case ConditionType::Not: object.required("of", out.of, decode_negated); break;
        default: decode_in(object, out);
    }
}

void decode_discount(ObjectReader& object, Effect& out) {
    bool is_fixed = false;
    object.required("kind", is_fixed, choice(words::discount_is_fixed));
    out.discount_kind = word_of(words::discount_is_fixed, is_fixed);
    if (is_fixed) {
        std::int64_t amount = 0;
        object.required("value", amount, whole(1, money_max));
        out.discount_value = Ratio(amount);
    } else {
        object.required("value", out.discount_value, decimal(0, 100));
    }
    object.required("scope", out.discount_scope, code(32));
}

void decode_effect_fields(ObjectReader& object, Effect& out) {
    if (out.type <= EffectType::BonusPerQuantity) {
        object.required("currency", out.currency, code());
    }
    switch (out.type) {
        case EffectType::EarnBase:
            object.required("points", out.points, decimal(0, 1'000'000));
            object.required("per", out.per, whole(1, money_max));
            object.optional("mode", out.step, choice(words::earn_step));
            break;
        case EffectType::Multiply: object.required("factor", out.factor, decimal(0, 1000)); break;
        case EffectType::Bonus:
            object.required("points", out.bonus, whole(1, 1'000'000'000'000));
            break;
        case EffectType::BonusPerQuantity:
            object.required("points", out.bonus, whole(1, 1'000'000'000));
            object.required("per_quantity", out.per_quantity, quantity);
            break;
        case EffectType::Coupon: object.required("coupon", out.code, code()); break;
        case EffectType::Badge: object.required("badge", out.code, code()); break;
        case EffectType::Discount: decode_discount(object, out); break;
    }
    object.optional("on_return", out.on_return, choice(words::on_return));
}

void decode_limit(const Cursor& at, Limit& out) {
    ObjectReader object(at);
    object.required("metric", out.points, choice(words::limit_points));
    object.required("value", out.value, whole(1, amount_max));
    object.required("period", out.period, choice(words::limit_period));
}

void decode_budget(const Cursor& at, Units& out) {
    ObjectReader object(at);
    object.required("points", out, whole(0, amount_max));
}

}  // namespace

void decode_condition(const Cursor& at, Condition& out) {
    ObjectReader object(at);
    if (auto type = read_type(object, words::condition_type)) {
        out.type = *type;
        decode_condition_fields(object, out);
    }
}

ListFormat<void (*)(const Cursor&, Condition&)> conditions() {
    return {decode_condition, 0, conditions_max};
}

void decode_effect(const Cursor& at, Effect& out) {
    ObjectReader object(at);
    if (auto type = read_type(object, words::effect_type)) {
        out.type = *type;
        decode_effect_fields(object, out);
    }
}

void decode_rule(const Cursor& at, Rule& out) {
    ObjectReader object(at);
    object.required("id", out.id, code());
    object.optional("version", out.version, whole(1, 1'000'000));
    object.optional("name", out.name, languages);
    object.nullable("campaign", out.campaign, code());
    object.optional("state", out.state, choice(words::rule_state));
    object.optional("effective_from", out.effective_from, instant);
    object.optional("effective_to", out.effective_to, instant);
    object.optional("priority", out.priority, whole(-1'000'000, 1'000'000));
    object.nullable("group", out.group, code());
    object.optional("exclusive", out.exclusive, truth);
    object.optional("conditions", out.conditions, conditions());
    object.required("effects", out.effects, list(decode_effect, 20, 1));
    object.optional("limits", out.limits, list(decode_limit, 20));
    object.optional("max_per_transaction", out.max_per_transaction, whole(0, amount_max));
    object.optional("budget", out.budget, decode_budget);
    object.optional("partial", out.partial, truth);
    object.optional("pending_days", out.pending_days, whole(0, 3660));
    object.optional("expiry", out.expiry, decode_expiry);
    object.optional("funding", out.funding, choice(words::funding));
}

}  // namespace vuelve
