#include "codec/programme_json.h"

#include "codec/decoder.h"
#include "codec/programme_parts.h"
#include "codec/programme_words.h"

namespace vuelve {
namespace {

constexpr std::size_t stores_max = 20'000;
constexpr std::size_t rules_max = 2'000;

void decode_group(const Cursor& at, GroupMode& out) {
    ObjectReader object(at);
    object.optional("mode", out, choice(words::group_mode));
}

void decode_money_currency(const Cursor& at, std::string& out) {
    const auto* text = at.json.get_if<std::string>();
    if (text == nullptr) return at.fault("wrong-type", "expects text");
    bool good = text->size() == 3;
    for (char c : *text) good = good && c >= 'A' && c <= 'Z';
    if (!good) return at.fault("wrong-format", "expects an ISO 4217 code, such as USD");
    out = *text;
}

void decode_language(const Cursor& at, std::string& out) {
    std::string_view language = out;
    choice(words::language)(at, language);
    out = language;
}

struct Money {
    std::string currency;
    int exponent = 2;
};
void decode_money(const Cursor& at, Money& out) {
    ObjectReader object(at);
    object.required("currency", out.currency, decode_money_currency);
    object.required("exponent", out.exponent, whole(0, 3));
}

void decode_section_programme(const Cursor& at, ProgrammeDocument& out) {
    ObjectReader object(at);
    object.required("code", out.code, code());
    if (!object.optional("name", out.name, languages)) out.name = {{"es", out.code}};
    object.optional("language", out.language, decode_language);
    object.optional("time_zone", out.time_zone, text(1, 64));
    Money money;
    object.required("money", money, decode_money);
    out.money_currency = money.currency;
    out.money_exponent = money.exponent;
    object.optional("earn_basis", out.earn_basis, choice(words::earn_basis));
    object.optional("non_earning_tenders", out.non_earning_tenders, list(code(32), 50));
    object.optional("excluded_categories", out.excluded_categories, list(text(1, 200)));
    object.optional("excluded_skus", out.excluded_skus, list(text(1, 64), 10'000));
    object.optional("multiplier_stacking", out.multiplier_stacking,
                    choice(words::multiplier_stacking));
    object.optional("groups", out.groups, table(decode_group, 200));
    object.optional("max_backdate_days", out.max_backdate_days, whole(0, 3660));
    object.optional("retro_claim_days", out.retro_claim_days, whole(0, 3660));
    object.optional("park_days", out.park_days, whole(0, 3660));
    object.optional("refund_order", out.refund_order, choice(words::refund_order));
    object.optional("settlement", out.bilateral_settlement, choice(words::bilateral_settlement));
    object.optional("breakage_owner", out.breakage_to_issuer, choice(words::breakage_to_issuer));
    object.optional("holdout_percent", out.holdout_percent, decimal(0, 100));
}

void decode_brand(const Cursor& at, Brand& out) {
    ObjectReader object(at);
    object.required("code", out.code, code());
    object.optional("name", out.name, languages);
    object.optional("issue_price", out.issue_price, decimal(0, 1'000'000));
    object.optional("redeem_price", out.redeem_price, decimal(0, 1'000'000));
    object.optional("fee_percent", out.fee_percent, decimal(0, 100));
    object.optional("suspended_from", out.suspended_from, instant);
    object.optional("suspended_to", out.suspended_to, instant);
}

void decode_closed_days(const Cursor& at, ClosedDays& out) {
    ObjectReader object(at);
    object.required("from", out.first, day);
    object.required("to", out.last, day);
}

void decode_store(const Cursor& at, Store& out) {
    ObjectReader object(at);
    object.required("code", out.code, code());
    object.required("brand", out.brand, code());
    object.optional("name", out.name, languages);
    object.nullable("time_zone", out.time_zone, text(1, 64));
    object.optional("closed", out.closed, list(decode_closed_days, 1000));
}

void decode_subscription(const Cursor& at, SubscriptionPlan& out) {
    ObjectReader object(at);
    object.required("code", out.code, code());
    object.optional("name", out.name, languages);
    object.required("currency", out.currency, code());
    object.optional("factor", out.factor, decimal(0, 1000));
    object.optional("price", out.price, whole(0, 10'000'000'000'000));
    object.optional("period", out.period, choice(words::plan_period));
    object.optional("grace_days", out.grace_days, whole(0, 366));
    object.optional("benefits", out.benefits, list(code(), 50));
}

void decode_conversion(const Cursor& at, Conversion& out) {
    ObjectReader object(at);
    object.required("from", out.from, code());
    object.required("to", out.to, code());
    object.required("from_units", out.from_units, whole(1, 1'000'000'000));
    object.required("to_units", out.to_units, whole(1, 1'000'000'000));
}

void decode_campaign(const Cursor& at, Campaign& out) {
    ObjectReader object(at);
    object.required("code", out.code, code());
    object.optional("name", out.name, languages);
    object.nullable("owner", out.owner, text(1, 100));
    object.optional("control_percent", out.control_percent, decimal(0, 100));
    object.optional("cost", out.cost, whole(0, 10'000'000'000'000));
}

void decode_segment(const Cursor& at, Segment& out) {
    ObjectReader object(at);
    object.required("code", out.code, code());
    object.optional("name", out.name, languages);
    object.required("kind", out.dynamic, choice(words::segment_dynamic));
    object.optional("where", out.where, conditions());
}

void decode_leaderboard(const Cursor& at, Leaderboard& out) {
    ObjectReader object(at);
    object.required("code", out.code, code());
    object.optional("name", out.name, languages);
    object.required("metric", out.metric, choice(words::leaderboard_metric));
    object.nullable("currency", out.currency, code());
    object.optional("period", out.period, choice(words::leaderboard_period));
    object.optional("leagues", out.leagues, choice(words::leaderboard_leagues));
}

void decode_badge(const Cursor& at, Badge& out) {
    ObjectReader object(at);
    object.required("code", out.code, code());
    object.optional("name", out.name, languages);
    object.nullable("image", out.image, text(1, 500));
}

struct Quiet {
    int from = 0, to = 0;
};
void decode_quiet(const Cursor& at, Quiet& out) {
    ObjectReader object(at);
    object.required("from", out.from, minute);
    object.required("to", out.to, minute);
}

struct Cap {
    int per_day = 0, per_week = 0;
};
void decode_cap(const Cursor& at, Cap& out) {
    ObjectReader object(at);
    object.optional("per_day", out.per_day, whole(0, 100));
    object.optional("per_week", out.per_week, whole(0, 700));
}

void decode_notifications(const Cursor& at, NotificationPolicy& out) {
    ObjectReader object(at);
    object.optional("expiry_notices", out.expiry_notices, list(whole(0, 366), 10));
    Quiet quiet{out.quiet_from, out.quiet_to};
    object.optional("quiet", quiet, decode_quiet);
    out.quiet_from = quiet.from;
    out.quiet_to = quiet.to;
    Cap cap{out.cap_per_day, out.cap_per_week};
    object.optional("cap", cap, decode_cap);
    out.cap_per_day = cap.per_day;
    out.cap_per_week = cap.per_week;
    object.optional("off", out.off, list(code(), 50));
}

void decode_schema(const Cursor& at, std::string& out) {
    const auto* text = at.json.get_if<std::string>();
    if (text == nullptr || *text != programme_schema) {
        return at.fault("wrong-format", "expects " + std::string(programme_schema));
    }
    out = *text;
}

void decode_document(const Cursor& at, DocumentKind kind, ProgrammeDocument& out) {
    ObjectReader object(at);
    std::string schema;
    if (kind == DocumentKind::Published) {
        object.required("schema", schema, decode_schema);
    } else {
        object.optional("schema", schema, decode_schema);
    }
    object.required("programme", out, decode_section_programme);
    object.required("brands", out.brands, list(decode_brand, 1000, 1));
    object.required("stores", out.stores, list(decode_store, stores_max, 1));
    object.required("currencies", out.currencies, list(decode_currency, 50, 1));
    object.required("rules", out.rules, list(decode_rule, rules_max));
    object.optional("tiers", out.tiers, decode_tiers);
    object.optional("rewards", out.rewards, list(decode_reward, 10'000));
    object.optional("coupons", out.coupons, list(decode_coupon, 5'000));
    object.optional("stamp_cards", out.stamp_cards, list(decode_stamp_card, 100));
    object.optional("challenges", out.challenges, list(decode_challenge, 500));
    object.optional("clubs", out.clubs, list(decode_club, 100));
    object.optional("referral", out.referral, decode_referral);
    object.optional("birthday", out.birthday, decode_birthday);
    object.optional("subscriptions", out.subscriptions, list(decode_subscription, 100));
    object.optional("conversions", out.conversions, list(decode_conversion, 100));
    object.optional("campaigns", out.campaigns, list(decode_campaign, 1000));
    object.optional("segments", out.segments, list(decode_segment, 500));
    object.optional("leaderboards", out.leaderboards, list(decode_leaderboard, 100));
    object.optional("badges", out.badges, list(decode_badge, 500));
    object.optional("notifications", out.notifications, decode_notifications);
}

}  // namespace

namespace {

ReadDocument read_json(const Json& json, DocumentKind kind) {
    Faults faults;
    Place whole_document{};
    ReadDocument read;
    decode_document(Cursor{json, whole_document, faults}, kind, read.document);
    read.faults = std::move(faults).take();
    return read;
}

}  // namespace

ReadDocument read_document(std::string_view text, DocumentKind kind) {
    auto json = parse_json(text);
    if (!json) return {{}, {Fault{"", "wrong-format", json.error().message}}};
    return read_json(*json, kind);
}

std::expected<ProgrammeDocument, std::vector<Fault>> decode_programme(const Json& json,
                                                                      DocumentKind kind) {
    ReadDocument read = read_json(json, kind);
    if (!read.faults.empty()) return std::unexpected(std::move(read.faults));
    return std::move(read.document);
}

std::expected<ProgrammeDocument, std::vector<Fault>> decode_programme(std::string_view text,
                                                                      DocumentKind kind) {
    auto json = parse_json(text);
    if (!json) {
        return std::unexpected(std::vector{Fault{"", "wrong-format", json.error().message}});
    }
    return decode_programme(*json, kind);
}

}  // namespace vuelve
