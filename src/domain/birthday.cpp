#include "domain/birthday.h"

#include <algorithm>

#include "domain/gift.h"
#include "domain/reward.h"

namespace vuelve {
namespace {

/// A birth date told so shortly before the day may have been told for the gift's sake.
constexpr int settled_for_days = 30;

const Store* home_store(const Programme& programme, const Holder& member) {
    if (member.home_store.value == 0) return nullptr;
    const Store& store = programme.store(member.home_store);
    return store.id == member.home_store ? &store : nullptr;
}

bool can_have_one(const Holder& member) {
    bool here =
        member.head.state == MemberState::Active || member.head.state == MemberState::Suspended;
    return here && member.kind == HolderKind::Member && member.merged_into.value == 0;
}

}  // namespace

const Zone& home_zone(const Programme& programme, const Holder& member) {
    const Store* home = home_store(programme, member);
    return home ? *home->zone : programme.zone();
}

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
    give_gift(book, id,
              {.reward = gift.reward,
               .currency = gift.currency_id,
               .points = gift.reward_points,
               .rule = gift.rule,
               .code = gift.reward_code,
               .expiry = gift.expiry ? &*gift.expiry : nullptr});
}

Instant last_midnight(const Programme& programme, Instant until) {
    auto midnight = [&](const Zone& zone) { return zone.day_start(zone.local_day(until)); };
    Instant latest = midnight(programme.zone());
    for (const Store& store : programme.document().stores)
        latest = std::max(latest, midnight(*store.zone));
    return latest;
}

}  // namespace vuelve
