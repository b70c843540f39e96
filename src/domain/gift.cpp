#include "domain/gift.h"

#include "domain/award.h"
#include "domain/credit.h"
#include "domain/tier.h"
#include "domain/voucher.h"

namespace vuelve {
namespace {

void give_units(Book& book, HolderId id, const Gift& gift) {
    const Programme& programme = book.programme();
    const Currency& currency = programme.currency(gift.currency);
    HolderId account = account_holder(*book.peek(id), currency);
    if (gift.points.n + book.wallet(account, currency.id).available.n > amount_max) return;
    auto terms = terms_for(book, account, currency, 0, gift.expiry ? *gift.expiry : currency.expiry,
                           book.at());
    if (!terms) return;  // a fixed last day that is over
    give(book, {.holder = account,
                .currency = currency.id,
                .units = gift.points,
                .brand = programme.default_brand(),
                .rule = gift.rule,
                .funding = Funding::Marketing,
                .earned_at = book.at(),
                .terms = *terms});
    const auto& tiers = programme.document().tiers;
    if (tiers && tiers->metric == Tiers::Metric::Status && tiers->currency_id == currency.id) {
        Day today = programme.zone().local_day(book.at());
        add_metric(book, id, today, gift.points.n);
        upgrade(book, id, today);
    }
    Receipt unseen;
    // A gift of more than a thousand full cards stays as stamps until the next purchase is refused.
    if (currency.kind == CurrencyKind::Stamps)
        static_cast<void>(complete_stamp_cards(book, id, unseen));
}

}  // namespace

void give_gift(Book& book, HolderId id, const Gift& gift) {
    Receipt unseen;
    if (gift.reward == EffectType::Bonus) give_units(book, id, gift);
    if (gift.reward == EffectType::Coupon) grant_coupons(book, id, {gift.code}, book.at(), unseen);
    if (gift.reward == EffectType::Badge) hold_badge(book, id, gift.code);
}

}  // namespace vuelve
