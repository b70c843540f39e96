#include "codec/programme_parts.h"
#include "codec/programme_words.h"

/// Currencies and tiers of the programme document.
namespace vuelve {
namespace {

constexpr int months_max = 1200;
constexpr int days_max = 36'500;

void decode_fixed_term(ObjectReader& object, ExpiryPolicy& out) {
    bool has_days = object.optional("days", out.days, whole(1, days_max));
    bool has_months = object.optional("months", out.months, whole(1, months_max));
    if (!has_days && !has_months) {
        object.fault("months", "required", "a fixed term has days or months");
    } else if (has_days && has_months) {
        object.fault("days", "wrong-format", "a fixed term has days or months, not both");
    }
}

void decode_inactivity(ObjectReader& object, ExpiryPolicy& out) {
    object.required("months", out.months, whole(1, months_max));
    std::vector<words::Activity> activity;
    if (!object.optional("activity", activity, list(choice(words::activity), 2, 1))) return;
    out.earn_is_activity = out.redeem_is_activity = false;
    for (auto kind : activity) {
        (kind == words::Activity::Earn ? out.earn_is_activity : out.redeem_is_activity) = true;
    }
}

void decode_money_value(const Cursor& at, MoneyValue& out) {
    ObjectReader object(at);
    object.required("points", out.points, whole(1, 1'000'000'000));
    object.required("amount", out.amount, whole(1, 1'000'000'000));
}

void decode_redeem(const Cursor& at, RedeemPolicy& out) {
    ObjectReader object(at);
    object.optional("min_points", out.min_points, whole(0, amount_max));
    object.optional("step", out.step, whole(1, amount_max));
    object.optional("max_share", out.max_share, decimal(0, 100));
    object.optional("max_amount", out.max_amount, whole(0, amount_max));
    object.optional("mode", out.mode, choice(words::redeem_mode));
}

void decode_transfer(const Cursor& at, TransferPolicy& out) {
    ObjectReader object(at);
    object.optional("min", out.min, whole(1, amount_max));
    object.optional("fee_percent", out.fee_percent, decimal(0, 100));
    object.optional("max_per_month", out.max_per_month, whole(0, amount_max));
}

void decode_level(const Cursor& at, Level& out) {
    ObjectReader object(at);
    object.required("code", out.code, code());
    object.optional("name", out.name, languages);
    object.required("threshold", out.threshold, whole(0, amount_max));
    object.optional("factor", out.factor, decimal(0, 1000));
    object.optional("reward_discount", out.reward_discount, decimal(0, 100));
    object.optional("benefits", out.benefits, list(code(), 50));
}

}  // namespace

void decode_expiry(const Cursor& at, ExpiryPolicy& out) {
    ObjectReader object(at);
    auto type = read_type(object, words::expiry_type);
    if (!type) return;
    ExpiryPolicy policy;
    policy.type = *type;
    switch (policy.type) {
        case ExpiryPolicy::Type::Never: break;
        case ExpiryPolicy::Type::FixedTerm: decode_fixed_term(object, policy); break;
        case ExpiryPolicy::Type::PeriodEnd:
            object.required("period", policy.period, choice(words::expiry_period));
            object.optional("months", policy.months, whole(0, months_max));
            break;
        case ExpiryPolicy::Type::Annual:
            object.required("month", policy.month, whole(1, 12));
            object.required("day", policy.day, whole(1, 31));
            object.optional("min_months", policy.min_months, whole(0, months_max));
            break;
        case ExpiryPolicy::Type::FixedDate: object.required("date", policy.date, day); break;
        case ExpiryPolicy::Type::Inactivity: decode_inactivity(object, policy); break;
    }
    out = policy;
}

void decode_currency(const Cursor& at, Currency& out) {
    ObjectReader object(at);
    object.required("code", out.code, code());
    object.optional("name", out.name, languages);
    object.required("kind", out.kind, choice(words::currency_kind));
    object.optional("scale", out.scale, whole(0, 3));
    object.optional("rounding", out.rounding, choice(words::rounding));
    object.optional("rounding_scope", out.rounding_scope, choice(words::rounding_scope));
    object.optional("pending_days", out.pending_days, whole(0, 3660));
    object.optional("expiry", out.expiry, decode_expiry);
    object.optional("expiry_from", out.expiry_from_available, choice(words::expiry_from_available));
    object.optional("shortfall", out.shortfall, choice(words::shortfall));
    object.optional("money_value", out.money_value, decode_money_value);
    object.optional("redeem", out.redeem, decode_redeem);
    object.optional("daily_cap", out.daily_cap, whole(0, amount_max));
    object.optional("refund_min_days", out.refund_min_days, whole(0, 3660));
    object.optional("transfer", out.transfer, decode_transfer);
    object.optional("breakage_rate", out.breakage_rate, decimal(0, 1));
    object.optional("cost_per_point", out.cost_per_point, decimal(0, 1'000'000));
}

void decode_tiers(const Cursor& at, Tiers& out) {
    ObjectReader object(at);
    object.required("metric", out.metric, choice(words::tier_metric));
    if (out.metric == Tiers::Metric::Status) {
        object.required("currency", out.currency, code());
    } else {
        object.nullable("currency", out.currency, code());
    }
    object.required("window", out.window, choice(words::tier_window));
    if (out.window == Tiers::Window::Rolling) {
        object.required("window_months", out.window_months, whole(1, 120));
        object.required("validity_months", out.validity_months, whole(1, 120));
    } else {
        object.optional("window_months", out.window_months, whole(1, 120));
        object.optional("validity_months", out.validity_months, whole(1, 120));
    }
    object.optional("downgrade", out.downgrade, choice(words::downgrade));
    object.optional("on_return", out.recalc_on_return, choice(words::recalc_on_return));
    object.nullable("factor_currency", out.factor_currency, code());
    object.required("levels", out.levels, list(decode_level, 50, 1));
}

}  // namespace vuelve
