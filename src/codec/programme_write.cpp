#include "codec/programme_json.h"
#include "codec/programme_parts.h"
#include "codec/programme_words.h"

/// Writes the document's top, programme section, currencies and tiers; rules and prizes:
/// programme_write_rule.cpp.
namespace vuelve {
namespace {

template <class T>
void encode_section(std::string_view key,
                    const std::vector<T>& items,
                    void (*encode)(const T&, JsonWriter&),
                    JsonWriter& out) {
    out.key(key).begin_array();
    for (const auto& item : items) encode(item, out);
    out.end_array();
}

void encode_section_programme(const ProgrammeDocument& document, JsonWriter& out) {
    out.key("programme").begin_object();
    out.member("code", document.code);
    encode_name(document.name, out);
    out.member("language", document.language).member("time_zone", document.time_zone);
    out.key("money").begin_object();
    out.member("currency", document.money_currency).member("exponent", document.money_exponent);
    out.end_object();
    out.member("earn_basis", word_of(words::earn_basis, document.earn_basis));
    encode_list("non_earning_tenders", document.non_earning_tenders, out);
    encode_list("excluded_categories", document.excluded_categories, out);
    encode_list("excluded_skus", document.excluded_skus, out);
    out.member("multiplier_stacking",
               word_of(words::multiplier_stacking, document.multiplier_stacking));
    out.key("groups").begin_object();
    for (const auto& [group, mode] : document.groups) {
        out.key(group).begin_object();
        out.member("mode", word_of(words::group_mode, mode)).end_object();
    }
    out.end_object();
    out.member("max_backdate_days", document.max_backdate_days);
    out.member("retro_claim_days", document.retro_claim_days);
    out.member("park_days", document.park_days);
    out.member("refund_order", word_of(words::refund_order, document.refund_order));
    out.member("settlement", word_of(words::bilateral_settlement, document.bilateral_settlement));
    out.member("breakage_owner", word_of(words::breakage_to_issuer, document.breakage_to_issuer));
    encode_decimal("holdout_percent", document.holdout_percent, out);
    out.end_object();
}

void encode_brand(const Brand& brand, JsonWriter& out) {
    out.begin_object().member("code", brand.code);
    encode_name(brand.name, out);
    encode_decimal("issue_price", brand.issue_price, out);
    encode_decimal("redeem_price", brand.redeem_price, out);
    encode_decimal("fee_percent", brand.fee_percent, out);
    encode_some("suspended_from", brand.suspended_from, out);
    encode_some("suspended_to", brand.suspended_to, out);
    out.end_object();
}

void encode_store(const Store& store, JsonWriter& out) {
    out.begin_object().member("code", store.code).member("brand", store.brand);
    encode_name(store.name, out);
    encode_some("time_zone", store.time_zone, out);
    out.key("closed").begin_array();
    for (const ClosedDays& closed : store.closed)
        out.begin_object().member("from", closed.first).member("to", closed.last).end_object();
    out.end_array().end_object();
}

void encode_redeem(const RedeemPolicy& redeem, JsonWriter& out) {
    out.begin_object();
    out.member("min_points", redeem.min_points).member("step", redeem.step);
    encode_decimal("max_share", redeem.max_share, out);
    encode_some("max_amount", redeem.max_amount, out);
    out.member("mode", word_of(words::redeem_mode, redeem.mode)).end_object();
}

void encode_transfer(const TransferPolicy& transfer, JsonWriter& out) {
    out.begin_object().member("min", transfer.min);
    encode_decimal("fee_percent", transfer.fee_percent, out);
    encode_some("max_per_month", transfer.max_per_month, out);
    out.end_object();
}

void encode_level(const Level& level, JsonWriter& out) {
    out.begin_object().member("code", level.code);
    encode_name(level.name, out);
    out.member("threshold", level.threshold);
    encode_decimal("factor", level.factor, out);
    if (level.reward_discount) encode_decimal("reward_discount", *level.reward_discount, out);
    encode_list("benefits", level.benefits, out);
    out.end_object();
}

void encode_subscription(const SubscriptionPlan& plan, JsonWriter& out) {
    out.begin_object().member("code", plan.code);
    encode_name(plan.name, out);
    out.member("currency", plan.currency);
    encode_decimal("factor", plan.factor, out);
    out.member("price", plan.price).member("period", word_of(words::plan_period, plan.period));
    out.member("grace_days", plan.grace_days);
    encode_list("benefits", plan.benefits, out);
    out.end_object();
}

void encode_conversion(const Conversion& conversion, JsonWriter& out) {
    out.begin_object().member("from", conversion.from).member("to", conversion.to);
    out.member("from_units", conversion.from_units).member("to_units", conversion.to_units);
    out.end_object();
}

void encode_campaign(const Campaign& campaign, JsonWriter& out) {
    out.begin_object().member("code", campaign.code);
    encode_name(campaign.name, out);
    encode_some("owner", campaign.owner, out);
    encode_decimal("control_percent", campaign.control_percent, out);
    encode_some("cost", campaign.cost, out);
    out.end_object();
}

void encode_segment(const Segment& segment, JsonWriter& out) {
    out.begin_object().member("code", segment.code);
    encode_name(segment.name, out);
    out.member("kind", word_of(words::segment_dynamic, segment.dynamic));
    out.key("where");
    encode_conditions(segment.where, out);
    out.end_object();
}

void encode_leaderboard(const Leaderboard& board, JsonWriter& out) {
    out.begin_object().member("code", board.code);
    encode_name(board.name, out);
    out.member("metric", word_of(words::leaderboard_metric, board.metric));
    encode_some("currency", board.currency, out);
    out.member("period", word_of(words::leaderboard_period, board.period));
    out.member("leagues", word_of(words::leaderboard_leagues, board.leagues));
    out.end_object();
}

void encode_badge(const Badge& badge, JsonWriter& out) {
    out.begin_object().member("code", badge.code);
    encode_name(badge.name, out);
    encode_some("image", badge.image, out);
    out.end_object();
}

void encode_notifications(const NotificationPolicy& policy, JsonWriter& out) {
    out.key("notifications").begin_object();
    out.key("expiry_notices").begin_array();
    for (int days : policy.expiry_notices) out.value(days);
    out.end_array();
    out.key("quiet").begin_object();
    out.member("from", format_minute(policy.quiet_from));
    out.member("to", format_minute(policy.quiet_to)).end_object();
    out.key("cap").begin_object();
    out.member("per_day", policy.cap_per_day).member("per_week", policy.cap_per_week);
    out.end_object();
    encode_list("off", policy.off, out);
    out.end_object();
}

}  // namespace

void encode_expiry(const ExpiryPolicy& expiry, JsonWriter& out) {
    out.begin_object().member("type", word_of(words::expiry_type, expiry.type));
    switch (expiry.type) {
        case ExpiryPolicy::Type::Never: break;
        case ExpiryPolicy::Type::FixedTerm:
            if (expiry.days > 0) {
                out.member("days", expiry.days);
            } else {
                out.member("months", expiry.months);
            }
            break;
        case ExpiryPolicy::Type::PeriodEnd:
            out.member("period", word_of(words::expiry_period, expiry.period));
            out.member("months", expiry.months);
            break;
        case ExpiryPolicy::Type::Annual:
            out.member("month", expiry.month).member("day", expiry.day);
            out.member("min_months", expiry.min_months);
            break;
        case ExpiryPolicy::Type::FixedDate: out.member("date", expiry.date); break;
        case ExpiryPolicy::Type::Inactivity:
            out.member("months", expiry.months).key("activity").begin_array();
            if (expiry.earn_is_activity) out.value("earn");
            if (expiry.redeem_is_activity) out.value("redeem");
            out.end_array();
            break;
    }
    out.end_object();
}

void encode_currency(const Currency& currency, JsonWriter& out) {
    out.begin_object().member("code", currency.code);
    encode_name(currency.name, out);
    out.member("kind", word_of(words::currency_kind, currency.kind));
    out.member("scale", currency.scale);
    out.member("rounding", word_of(words::rounding, currency.rounding));
    out.member("rounding_scope", word_of(words::rounding_scope, currency.rounding_scope));
    out.member("pending_days", currency.pending_days).key("expiry");
    encode_expiry(currency.expiry, out);
    out.member("expiry_from",
               word_of(words::expiry_from_available, currency.expiry_from_available));
    out.member("shortfall", word_of(words::shortfall, currency.shortfall));
    if (currency.money_value) {
        out.key("money_value").begin_object().member("points", currency.money_value->points);
        out.member("amount", currency.money_value->amount).end_object();
    }
    out.key("redeem");
    encode_redeem(currency.redeem, out);
    encode_some("daily_cap", currency.daily_cap, out);
    out.member("refund_min_days", currency.refund_min_days);
    if (currency.transfer) {
        out.key("transfer");
        encode_transfer(*currency.transfer, out);
    }
    encode_decimal("breakage_rate", currency.breakage_rate, out);
    encode_decimal("cost_per_point", currency.cost_per_point, out);
    out.end_object();
}

void encode_tiers(const Tiers& tiers, JsonWriter& out) {
    out.begin_object().member("metric", word_of(words::tier_metric, tiers.metric));
    encode_some("currency", tiers.currency, out);
    out.member("window", word_of(words::tier_window, tiers.window));
    out.member("window_months", tiers.window_months);
    out.member("validity_months", tiers.validity_months);
    out.member("downgrade", word_of(words::downgrade, tiers.downgrade));
    out.member("on_return", word_of(words::recalc_on_return, tiers.recalc_on_return));
    encode_some("factor_currency", tiers.factor_currency, out);
    encode_section("levels", tiers.levels, encode_level, out);
    out.end_object();
}

std::string encode_programme(const ProgrammeDocument& document) {
    JsonWriter out;
    out.begin_object().member("schema", programme_schema);
    encode_section_programme(document, out);
    encode_section("brands", document.brands, encode_brand, out);
    encode_section("stores", document.stores, encode_store, out);
    encode_section("currencies", document.currencies, encode_currency, out);
    encode_section("rules", document.rules, encode_rule, out);
    if (document.tiers) {
        out.key("tiers");
        encode_tiers(*document.tiers, out);
    }
    encode_section("rewards", document.rewards, encode_reward, out);
    encode_section("coupons", document.coupons, encode_coupon, out);
    encode_section("stamp_cards", document.stamp_cards, encode_stamp_card, out);
    encode_section("challenges", document.challenges, encode_challenge, out);
    encode_section("clubs", document.clubs, encode_club, out);
    if (document.referral) {
        out.key("referral");
        encode_referral(*document.referral, out);
    }
    if (document.birthday) {
        out.key("birthday");
        encode_birthday(*document.birthday, out);
    }
    encode_section("subscriptions", document.subscriptions, encode_subscription, out);
    encode_section("conversions", document.conversions, encode_conversion, out);
    encode_section("campaigns", document.campaigns, encode_campaign, out);
    encode_section("segments", document.segments, encode_segment, out);
    encode_section("leaderboards", document.leaderboards, encode_leaderboard, out);
    encode_section("badges", document.badges, encode_badge, out);
    encode_notifications(document.notifications, out);
    out.end_object();
    return std::move(out).text();
}

std::string encode_segments(const ProgrammeDocument& document) {
    JsonWriter out;
    out.begin_array();
    for (const Segment& segment : document.segments) encode_segment(segment, out);
    out.end_array();
    return std::move(out).text();
}

}  // namespace vuelve
