#include <algorithm>
#include <tuple>

#include "domain/birthday.h"
#include "domain/expiry.h"
#include "domain/notice.h"
#include "domain/pay_points.h"
#include "domain/prolong.h"
#include "domain/tier.h"

namespace vuelve {
namespace {

constexpr int morning = 9 * 60;       // birthdays, and what else is no hurry
constexpr int expiry_told = 10 * 60;  // domain.md 5.8
constexpr int near_days = 30;         // before the deadline of a level
constexpr int near_percent = 10;      // of its threshold
constexpr int missed_days[] = {60, 90, 120};
/// With fewer visits a habit is a guess; nobody is missed within two weeks.
constexpr std::size_t visits_of_a_habit = 5;
constexpr int missed_days_min = 14;

/// When a clock of the zone shows the minute on that day.
Instant at_minute(const Zone& zone, Day day, int minute) {
    const Instant start = zone.day_start(day);
    const std::int64_t wanted = minute * ms_per_minute;
    const Instant as_if_even = start + wanted;
    return as_if_even + (wanted - zone.local_time(as_if_even));
}

bool is_member_still(const Holder& holder) {
    return holder.head.state == MemberState::Active || holder.head.state == MemberState::Suspended;
}

bool is_within(Instant at, Instant after, Instant until) { return after < at && at <= until; }

/// Every local day on which something at this hour may fall into (after, until].
struct Days {
    Day first{}, last{};
};
Days days_between(const Zone& zone, Instant after, Instant until) {
    return {zone.local_day(after), zone.local_day(until)};
}

/// Those on which a clock of the zone shows the minute in (after, until].
std::vector<Day> days_with(const Zone& zone, int minute, Instant after, Instant until) {
    const Days days = days_between(zone, after, until);
    std::vector<Day> found;
    for (Day day = days.first; day <= days.last; day = day + 1)
        if (is_within(at_minute(zone, day, minute), after, until)) found.push_back(day);
    return found;
}

std::vector<Day> visits_of(const Holder& member) {
    std::vector<Day> days;
    auto place = member.tallies.lower_bound({TallyKind::Visit, 0, INT64_MIN});
    for (; place != member.tallies.end() && place->first.kind == TallyKind::Visit; ++place)
        if (place->second.count > 0)
            days.emplace_back(static_cast<std::int32_t>(place->first.period));
    return days;
}

/// Days without a visit after which the member is missed, three times at most: twice the own
/// median gap in place of the first 60 where that is shorter.
std::vector<int> missed_after(const std::vector<Day>& visits) {
    std::vector<int> steps(std::begin(missed_days), std::end(missed_days));
    if (visits.size() < visits_of_a_habit) return steps;
    std::vector<int> gaps;
    for (std::size_t i = 1; i < visits.size(); ++i) gaps.push_back(visits[i] - visits[i - 1]);
    std::ranges::sort(gaps);
    // Of an even number of gaps twice the median is the sum of the middle two.
    const std::size_t half = gaps.size() / 2;
    const int twice = gaps.size() % 2 == 1 ? 2 * gaps[half] : gaps[half - 1] + gaps[half];
    steps.front() = std::clamp(twice, missed_days_min, steps.front());
    return steps;
}

struct Calendar {
    const Programme& programme;
    const Holder& member;
    const Holder* shared = nullptr;  // the household's account
    Instant after{}, until{};
    std::vector<Notice>& due;

    const Zone& zone() const { return home_zone(programme, member); }

    Notice* offer(MessageType type, Instant at, std::int64_t source, std::int32_t part) const {
        if (!is_within(at, after, until) || !is_told(programme, type)) return nullptr;
        return &due.emplace_back(Notice{
            .member = member.id, .type = type, .source = source, .part = part, .due_at = at});
    }

    /// Of what can be spent, the household's where it is shared.
    NoticeAmounts balance() const {
        NoticeAmounts amounts;
        for (const Currency& currency : programme.document().currencies) {
            if (currency.kind == CurrencyKind::Status) continue;
            const bool is_shared = shared && account_holder(member, currency) == shared->id;
            const Wallet wallet = wallet_of(is_shared ? *shared : member, currency.id);
            amounts.emplace_back(currency.code, wallet.available.n + wallet.debt.n);
        }
        return amounts;
    }

    void tell_birthday() const {
        if (!member.birth_date) return;
        const CalendarDate born = date_of(*member.birth_date);
        const Days days = days_between(zone(), after, until);
        for (int year = date_of(days.first).year; year <= date_of(days.last).year; ++year) {
            const Instant at = at_minute(zone(), day_of(year, born.month, born.day), morning);
            if (at <= member.enrolled_at) continue;
            Notice* told = offer(MessageType::Birthday, at, year, 0);
            const auto& gift = programme.document().birthday;
            if (!told || !gift || at < gift->from) continue;
            if (gift->reward == EffectType::Bonus)
                told->variables = {
                    {"gift", NoticeAmounts{{gift->reward_currency, gift->reward_points.n}}}};
            else
                told->variables = {{"gift", gift->reward_code}};
        }
    }

    void tell_missed() const {
        const std::vector<Day> visits = visits_of(member);
        if (visits.empty()) return;
        const Day last = visits.back();
        int part = 0;
        for (const int days : missed_after(visits)) {
            ++part;
            const Instant at = at_minute(zone(), last + days, morning);
            if (Notice* told = offer(MessageType::WinBack, at, last.value, part))
                told->variables = {{"days", std::int64_t{days}}, {"balance", balance()}};
        }
    }

    /// Mornings on which a level's window ends in 30 days.
    std::vector<std::pair<Day, Instant>> deadlines() const {
        std::vector<std::pair<Day, Instant>> found;
        const auto& tiers = programme.document().tiers;
        if (!tiers || tiers->window == Tiers::Window::Lifetime ||
            tiers->window == Tiers::Window::Rolling)
            return found;
        for (const Day day : days_with(zone(), morning, after, until)) {
            const Day deadline = window_at(programme, member, day).to;
            if (deadline - day == near_days)
                found.emplace_back(deadline, at_minute(zone(), day, morning));
        }
        return found;
    }

    void tell_near() const {
        const auto& tiers = programme.document().tiers;
        for (const auto& [deadline, at] : deadlines()) {
            const auto standing = preview(programme, member, at);
            if (!standing || !standing->missing || standing->next_level.value == 0) continue;
            const Level& next = tiers->levels[programme.level_place(standing->next_level)];
            if (*standing->missing <= 0 || *standing->missing * 100 > next.threshold * near_percent)
                continue;
            if (Notice* told = offer(MessageType::TierNear, at, deadline.value, 0))
                told->variables = {{"level", next.code},
                                   {"missing", *standing->missing},
                                   {"deadline", format_day(deadline)}};
        }
    }

    void tell_expiring(const Holder& account) const {
        const auto& offsets = programme.document().notifications.expiry_notices;
        for (const Day day : expiry_notice_days(programme, after, until)) {
            const Instant at = at_minute(programme.zone(), day, expiry_told);
            for (const ExpiryNotice& notice : notices(programme, account, day, offsets)) {
                const std::int64_t source = (std::int64_t{notice.currency.value} << 32) |
                                            static_cast<std::uint32_t>(notice.last_day.value);
                Notice* told = offer(MessageType::PointsExpiring, at, source, notice.days_left);
                if (!told) continue;
                const Currency& currency = programme.currency(notice.currency);
                told->variables = {{"points", NoticeAmounts{{currency.code, notice.points.n}}},
                                   {"last_day", format_day(notice.last_day)},
                                   {"days_left", std::int64_t{notice.days_left}}};
                if (currency.money_value)
                    told->variables.push_back({"value", value_of(currency, notice.points).n});
            }
        }
    }
};

}  // namespace

std::vector<Notice> timed_notices(const Programme& programme,
                                  const Holder& member,
                                  const Holder* shared,
                                  Instant after,
                                  Instant until) {
    std::vector<Notice> due;
    if (member.kind != HolderKind::Member || !is_member_still(member)) return due;
    const Calendar calendar{programme, member, shared, after, until, due};
    calendar.tell_expiring(member);
    if (shared) calendar.tell_expiring(*shared);
    calendar.tell_near();
    calendar.tell_birthday();
    calendar.tell_missed();
    sort_notices(due);
    return due;
}

std::vector<Day> expiry_notice_days(const Programme& programme, Instant after, Instant until) {
    return days_with(programme.zone(), expiry_told, after, until);
}

bool has_morning(const Programme& programme, Instant after, Instant until) {
    const auto in_zone = [&](const Zone& zone) {
        return !days_with(zone, morning, after, until).empty();
    };
    return in_zone(programme.zone()) ||
           std::ranges::any_of(programme.document().stores,
                               [&](const Store& store) { return in_zone(*store.zone); });
}

bool nears_deadline(const Programme& programme,
                    const Holder& member,
                    Instant after,
                    Instant until) {
    std::vector<Notice> none;
    return is_told(programme, MessageType::TierNear) &&
           !Calendar{programme, member, nullptr, after, until, none}.deadlines().empty();
}

Instant next_notice_hour(const Programme& programme, Instant at) {
    std::optional<Instant> next;
    auto offer = [&](const Zone& zone) {
        for (const int minute : {morning, expiry_told})
            for (int days = 0; days <= 1; ++days) {
                const Instant hour = at_minute(zone, zone.local_day(at) + days, minute);
                if (hour > at && (!next || hour < *next)) next = hour;
            }
    };
    offer(programme.zone());
    for (const Store& store : programme.document().stores) offer(*store.zone);
    return *next;
}

std::optional<DropReason> look_again(const Programme& programme,
                                     const Holder& member,
                                     Notice& notice) {
    if (!is_member_still(member)) return DropReason::NotActive;
    if (notice.type != MessageType::RedeemInvitation || notice.voucher.value == 0)
        return std::nullopt;
    const auto voucher = std::ranges::find(member.vouchers, notice.voucher, &Voucher::id);
    const bool unused =
        voucher != member.vouchers.end() &&
        (voucher->state == VoucherState::Issued || voucher->state == VoucherState::Locked) &&
        notice.due_at < voucher->valid_until;
    if (!unused) return DropReason::Used;
    const Day last = last_day_before(programme.zone(), voucher->valid_until);
    notice.variables.push_back(
        {"days_left", std::int64_t{last - programme.zone().local_day(notice.due_at)}});
    return std::nullopt;
}

}  // namespace vuelve
