#include "codec/offers_json.h"

#include "codec/answer_json_parts.h"
#include "codec/sentences_teller.h"

namespace vuelve {
namespace {

const Coupon& coupon_of(const CouponOffer& offer, const Programme& programme) {
    return *programme.find_coupon(programme.symbols().code(offer.coupon.value));
}

const Reward& reward_of(const RewardOffer& offer, const Programme& programme) {
    return *programme.find_reward(programme.symbols().code(offer.reward.value));
}

/// "300 puntos y 2.00 USD"
std::string price_text(Units units, Minor money, const Currency& currency, const Teller& teller) {
    std::vector<std::string> parts;
    if (units.n > 0 || money.n == 0) parts.push_back(teller.units(units, currency));
    if (money.n > 0) parts.push_back(teller.money(money));
    return teller.list(parts, teller.phrases().and_word);
}

void write_coupon_offer(JsonWriter& out,
                        const CouponOffer& offer,
                        HolderId member,
                        const Telling& telling,
                        bool explain) {
    const Coupon& coupon = coupon_of(offer, telling.programme);
    out.begin_object()
        .member("coupon", coupon.code)
        .member("name", text_in(coupon.name, telling.language, coupon.code))
        .key("voucher");
    if (offer.voucher.value != 0)
        out.value(format_placed(PublicKind::Voucher, offer.voucher.value, member));
    else
        out.null();
    out.member("usable", !offer.refused).member("amount", offer.amount);
    if (!offer.refused) write_shares(out.key("lines"), offer.lines);
    if (offer.refused) out.member("reason", literal(*offer.refused));
    if (offer.missing.n > 0) out.member("missing", offer.missing);
    out.member("expires_at", offer.valid_until);
    if (explain) out.member("text", offer_text(offer, telling));
    out.end_object();
}

void write_reward_offer(JsonWriter& out,
                        const RewardOffer& offer,
                        const Telling& telling,
                        bool explain) {
    const Reward& reward = reward_of(offer, telling.programme);
    out.begin_object()
        .member("reward", reward.code)
        .member("name", text_in(reward.name, telling.language, reward.code));
    write_code(out, "currency", offer.currency.value, telling.programme);
    out.member("cost", offer.cost)
        .member("money", offer.money)
        .member("affordable", offer.missing.n == 0)
        .member("missing", offer.missing);
    if (offer.refused) out.member("reason", literal(*offer.refused));
    if (explain) out.member("text", offer_text(offer, telling));
    out.end_object();
}

}  // namespace

void write_offers(JsonWriter& out, const Receipt& receipt, const Telling& telling, bool explain) {
    out.key("coupons").begin_array();
    for (const CouponOffer& offer : receipt.coupon_offers)
        write_coupon_offer(out, offer, receipt.member, telling, explain);
    out.end_array().key("rewards").begin_array();
    for (const RewardOffer& offer : receipt.reward_offers)
        write_reward_offer(out, offer, telling, explain);
    out.end_array();
}

std::string offer_text(const CouponOffer& offer, const Telling& telling) {
    const Teller teller(telling.programme, telling.language);
    const Phrases& phrases = teller.phrases();
    const Coupon& coupon = coupon_of(offer, telling.programme);
    const std::string_view name = teller.text(coupon.name, coupon.code);
    if (!offer.refused) return fill(phrases.coupon_gives, {name, teller.money(offer.amount)});
    switch (*offer.refused) {
        case ErrorCode::MinPurchase: {
            std::string place = teller.place_of(coupon.applies_to);
            if (!place.empty()) place.insert(0, " ");
            return fill(phrases.coupon_short, {name, teller.money(offer.missing), place});
        }
        case ErrorCode::NotStackable: return fill(phrases.coupon_alone, {name});
        case ErrorCode::VoucherUsed: return fill(phrases.coupon_spent, {name});
        default: return fill(phrases.coupon_no_line, {name});
    }
}

std::string offer_text(const RewardOffer& offer, const Telling& telling) {
    const Teller teller(telling.programme, telling.language);
    const Phrases& phrases = teller.phrases();
    const Reward& reward = reward_of(offer, telling.programme);
    const Currency& currency = telling.programme.currency(offer.currency);
    const std::string_view name = teller.text(reward.name, reward.code);
    if (!offer.refused && offer.missing.n == 0)
        return fill(phrases.reward_in_reach,
                    {name, price_text(offer.cost, offer.money, currency, teller)});
    if (!offer.refused)
        return fill(phrases.reward_short, {name, teller.units(offer.missing, currency)});
    switch (*offer.refused) {
        case ErrorCode::NotEligible: {
            std::vector<std::string> whom;
            for (const Condition& condition : reward.eligibility)
                whom.push_back(teller.read(condition));
            if (whom.empty()) return fill(phrases.reward_not_for_you, {name});
            return fill(phrases.reward_only, {name, teller.list(whom, phrases.and_word)});
        }
        case ErrorCode::NotInWindow: return fill(phrases.reward_out_of_season, {name});
        case ErrorCode::LimitReached: return fill(phrases.reward_limit, {name});
        case ErrorCode::OutOfStock: return fill(phrases.reward_sold_out, {name});
        default: return fill(phrases.reward_no, {name});
    }
}

}  // namespace vuelve
