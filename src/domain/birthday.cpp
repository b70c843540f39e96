#include "domain/birthday.h"

#include <algorithm>

#include "domain/award.h"
#include "domain/credit.h"
#include "domain/reward.h"
#include "domain/tier.h"
#include "domain/voucher.h"

namespace vuelve {
namespace {

/// A birth date told so shortly before the day may have been told for the gift's sake.
constexpr int settled_for_days = 30;

const Store* home_store(const Programme& programme, const Holder& member) {
    if (member.home_store.value == 0) return nullptr;
    const Store& store = programme.store(member.home_store);
    return store.id == member.home_store ? &store : nullptr;
}

const Zone& home_zone(const Programme& programme, const Holder& member) {
    const Store* home = home_store(programme, member);
    return home ? *home->zone : programme.zone();
}

bool can_have_one(const Holder& member) {
    bool here =
        member.head.state == MemberState::Active || member.head.state == MemberState::Suspended;
    return here && member.kind == HolderKind::Member && member.merged_into.value == 0;
}

void give_units(Book& book, HolderId id, const BirthdayGift& gift) {
    const Programme& programme = book.programme();
    const Currency& currency = programme.currency(gift.currency_id);
    HolderId account = account_holder(*book.peek(id), currency);
    if (gift.reward_points.n + book.wallet(account, currency.id).available.n > amount_max) return;
    auto terms =
        terms_for(book, account, currency, 0, gift.expiry.value_or(currency.expiry), book.at());
    if (!terms) return;  // a fixed last day that is over
    give(book, {.holder = account,
                .currency = currency.id,
                .units = gift.reward_points,
                .brand = programme.default_brand(),
                .rule = gift.rule,
                .funding = Funding::Marketing,
                .earned_at = book.at(),
                .terms = *terms});
    const auto& tiers = programme.document().tiers;
    if (tiers && tiers->metric == Tiers::Metric::Status && tiers->currency_id == currency.id) {
        Day today = programme.zone().local_day(book.at());
        add_metric(book, id, today, gift.reward_points.n);
        upgrade(book, id, today);
    }
    Receipt unseen;
    // A gift of more than a thousand full cards stays as stamps until the next purchase is refused.
    if (currency.kind == CurrencyKind::Stamps)
        static_cast<void>(complete_stamp_cards(book, id, unseen));
}

}  // namespace

std::optional<Instant> next_gift_due(const Programme& programme, const Holder& member) {
    const auto& gift = programme.document().birthday;
    if (!gift || !member.birth_date || !can_have_one(member)) return std::nullopt;
    const Zone& zone = home_zone(programme, member);
    const CalendarDate born = date_of(*member.birth_date);
    const Instant earliest = std::max(gift->from, member.enrolled_at + 1);
    int year = date_of(zone.local_day(earliest)).year;
    if (auto settled = member.tallies.find(gift_year); settled != member.tallies.end())
        year = std::max(year, static_cast<int>(settled->second.value) + 1);
    for (;; ++year) {
        Day day = day_of(year, born.month, born.day);  // 29 February: the 28th in common years
        if (zone.day_start(day) < earliest) continue;
        const auto& changed = member.birth_date_changed_at;
        if (changed && day - zone.local_day(*changed) <= settled_for_days) continue;
        return zone.day_start(day);
    }
}

void grant_birthday_gift(Book& book, HolderId id) {
    const Programme& programme = book.programme();
    const BirthdayGift& gift = *programme.document().birthday;
    const Holder& member = *book.peek(id);
    Day today = home_zone(programme, member).local_day(book.at());
    const Store* home = home_store(programme, member);
    bool earned =
        member.head.state == MemberState::Active &&
        eligible(book, member, gift.eligibility, home ? *home : programme.default_store());
    book.set(id, gift_year, {date_of(today).year, 1});
    if (!earned) return;
    Receipt unseen;
    if (gift.reward == EffectType::Bonus) give_units(book, id, gift);
    if (gift.reward == EffectType::Coupon)
        grant_coupons(book, id, {gift.reward_code}, book.at(), unseen);
    if (gift.reward == EffectType::Badge) hold_badge(book, id, gift.reward_code);
}

Instant last_midnight(const Programme& programme, Instant until) {
    auto midnight = [&](const Zone& zone) { return zone.day_start(zone.local_day(until)); };
    Instant latest = midnight(programme.zone());
    for (const Store& store : programme.document().stores)
        latest = std::max(latest, midnight(*store.zone));
    return latest;
}

}  // namespace vuelve
