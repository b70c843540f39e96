#include "codec/referral_json.h"

#include "codec/public_id.h"
#include "codec/sentences_phrases.h"

namespace vuelve {
namespace {

std::string_view refusal_phrase(const std::optional<ErrorCode>& why, const Phrases& phrases) {
    if (!why) return phrases.referral_declined;
    switch (*why) {
        case ErrorCode::SelfReferral: return phrases.referral_same;
        case ErrorCode::NotEligible: return phrases.referral_not_eligible;
        case ErrorCode::MinPurchase: return phrases.referral_least;
        case ErrorCode::NotInWindow: return phrases.referral_late;
        case ErrorCode::LimitReached: return phrases.referral_limit;
        default: return phrases.referral_failed;
    }
}

}  // namespace

std::string referral_sentence(const Receipt& receipt, const Telling& telling) {
    const Phrases& phrases = phrases_of(telling.language);
    if (receipt.referral_in_review) return std::string(phrases.referral_review);
    if (receipt.referral != ReferralState::Rejected) return {};
    const auto& policy = telling.programme.document().referral;
    const Minor least = policy ? policy->min_amount : Minor{0};
    return fill(refusal_phrase(receipt.referral_refused, phrases),
                {format_money(least, telling.programme)});
}

void write_referral_item(JsonWriter& out, const ReferralItem& item, const Programme& programme) {
    out.begin_object()
        .member("member", format_public(PublicKind::Member, item.referee))
        .member("referrer", format_public(PublicKind::Member, item.referrer))
        .member("state", name_of(item.referral.state))
        .member("in_review", item.referral.in_review)
        .member("enrolled_at", item.enrolled_at)
        .member("due_at", item.referral.due_at)
        .key("purchase");
    if (item.purchase.empty())
        out.null();
    else
        out.value(item.purchase);
    out.key("bonus");
    if (item.bonus)
        out.begin_object()
            .member("currency", programme.symbols().code(item.bonus->currency.value))
            .member("points", item.bonus->units)
            .end_object();
    else
        out.null();
    out.end_object();
}

}  // namespace vuelve
