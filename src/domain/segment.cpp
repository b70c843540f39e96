#include "domain/segment.h"

#include <algorithm>

#include "domain/calendar.h"
#include "domain/conditions.h"
#include "domain/expiry.h"
#include "domain/purchase.h"
#include "domain/subscription.h"
#include "domain/tier.h"

namespace vuelve {
namespace {

using Subject = SegmentPath::Subject;
using Measure = SegmentPath::Measure;
using Found = std::optional<AttributeValue>;

/// Segments that name each other are refused at publication; this stops what was stored before.
constexpr int nesting_max = 32;

Found number_of(std::int64_t value) { return AttributeValue(Ratio(value)); }
Found text_of(std::string value) {
    return value.empty() ? std::nullopt : Found(AttributeValue(std::move(value)));
}

int age_on(Day today, Day birth) {
    const CalendarDate born = date_of(birth), now = date_of(today);
    const bool is_before = std::pair(now.month, now.day) < std::pair(born.month, born.day);
    return now.year - born.year - (is_before ? 1 : 0);
}

Found balance_value(const Programme& programme,
                    const SegmentFacts& facts,
                    const SegmentPath& path) {
    const Currency* currency = programme.find_currency(path.code);
    if (!currency) return std::nullopt;
    auto held = std::ranges::find(facts.balances, currency->id, &BalanceFacts::currency);
    if (held == facts.balances.end()) return number_of(0);
    switch (path.measure) {
        case Measure::Available: return number_of(held->available.n);
        case Measure::Pending: return number_of(held->pending.n);
        case Measure::Reserved: return number_of(held->reserved.n);
        case Measure::Debt: return number_of(-held->debt.n);
        default: break;
    }
    std::int64_t expiring = 0;
    for (const auto& lot : held->expiring)
        if (lot.last_day - facts.today <= path.days) expiring += lot.units.n;
    return number_of(expiring);
}

const CountedSales& in_window(const SalesAt& sales, int days) {
    const auto* window = std::ranges::find(purchase_windows, days);
    return window == std::end(purchase_windows) ? sales.ever
                                                : sales.windows[window - purchase_windows];
}

Found purchase_value(const Programme& programme,
                     const SegmentFacts& facts,
                     const SegmentPath& path) {
    const bool is_anywhere = path.store.empty() && path.channel.empty();
    const Store* store = path.store.empty() ? nullptr : programme.find_store(path.store);
    CountedSales sum;
    std::optional<Day> first, last;
    for (const SalesAt& sales : facts.sales) {
        const bool is_whole = sales.store.value == 0;
        const bool fits = is_anywhere
                              ? is_whole
                              : !is_whole &&
                                    (path.store.empty() || (store && sales.store == store->id)) &&
                                    (path.channel.empty() || sales.channel == path.channel);
        if (!fits) continue;
        const CountedSales& counted = in_window(sales, path.days);
        sum.count += counted.count;
        sum.amount += counted.amount;
        first = sales.first;
        last = sales.last;
    }
    switch (path.measure) {
        case Measure::Count: return number_of(sum.count);
        case Measure::Amount: return number_of(sum.amount);
        case Measure::AverageTicket:
            return sum.count == 0 ? std::nullopt
                                  : Found(AttributeValue(Ratio(sum.amount, sum.count)));
        case Measure::First: return first ? text_of(format_day(*first)) : std::nullopt;
        case Measure::Last: return last ? text_of(format_day(*last)) : std::nullopt;
        case Measure::DaysSinceFirst: return first ? number_of(facts.today - *first) : std::nullopt;
        case Measure::DaysSinceLast: return last ? number_of(facts.today - *last) : std::nullopt;
        default: return std::nullopt;
    }
}

Found rfm_value(const SegmentFacts& facts, Measure measure) {
    if (!facts.rfm) return std::nullopt;
    switch (measure) {
        case Measure::R: return number_of(facts.rfm->r);
        case Measure::F: return number_of(facts.rfm->f);
        case Measure::M: return number_of(facts.rfm->m);
        default: return text_of(facts.rfm->segment);
    }
}

template <class Id>
std::int64_t count_of(const std::map<Id, std::int64_t>& counts, const Id& id) {
    auto found = counts.find(id);
    return found == counts.end() ? 0 : found->second;
}

template <class Item>
auto id_of(const Item* item) {
    return item ? item->id : decltype(item->id){};
}

Found value_of(const Programme& programme, const SegmentFacts& facts, const SegmentPath& path) {
    switch (path.subject) {
        case Subject::Attribute: {
            auto found = facts.attributes.find(path.code);
            return found == facts.attributes.end() ? std::nullopt : Found(found->second);
        }
        case Subject::Age:
            return facts.birth_date ? number_of(age_on(facts.today, *facts.birth_date))
                                    : std::nullopt;
        case Subject::BirthMonth:
            return facts.birth_date ? number_of(date_of(*facts.birth_date).month) : std::nullopt;
        case Subject::HomeStore: return text_of(facts.home_store);
        case Subject::Language: return text_of(facts.language);
        case Subject::EnrolledDays: return number_of(facts.today - facts.enrolled);
        case Subject::Tier: return text_of(facts.level);
        case Subject::Balance: return balance_value(programme, facts, path);
        case Subject::Purchases: return purchase_value(programme, facts, path);
        case Subject::Rfm: return rfm_value(facts, path.measure);
        case Subject::Badge: {
            const auto badge = programme.symbols().find(SymbolKind::Badge, path.code);
            return AttributeValue(std::ranges::find(facts.badges, badge) != facts.badges.end());
        }
        case Subject::Challenge:
            return number_of(count_of(facts.completed, id_of(programme.find_challenge(path.code))));
        case Subject::Reward:
            return number_of(count_of(facts.redeemed, id_of(programme.find_reward(path.code))));
        case Subject::Coupon:
            return number_of(count_of(facts.used, id_of(programme.find_coupon(path.code))));
        case Subject::Referral: return text_of(facts.referral);
        case Subject::Referred: return number_of(facts.referred);
        case Subject::Survey: {
            const auto& last = path.measure == Measure::Nps ? facts.nps : facts.rating;
            return last ? number_of(*last) : std::nullopt;
        }
        case Subject::Action: return number_of(count_of(facts.actions, path.code));
    }
    return std::nullopt;
}

bool holds_for(const Programme& programme,
               const Condition& condition,
               const SegmentFacts& facts,
               int depth);

bool all_hold(const Programme& programme,
              std::span<const Condition> where,
              const SegmentFacts& facts,
              int depth) {
    return std::ranges::all_of(
        where, [&](const Condition& part) { return holds_for(programme, part, facts, depth); });
}

const Segment* find_dynamic(const ProgrammeDocument& document, std::string_view code) {
    for (const Segment& segment : document.segments)
        if (segment.dynamic && segment.code == code) return &segment;
    return nullptr;
}

bool is_among(const std::vector<std::string>& list, std::string_view value) {
    return std::ranges::find(list, value) != list.end();
}

bool holds_for(const Programme& programme,
               const Condition& condition,
               const SegmentFacts& facts,
               int depth) {
    auto holds_part = [&](const Condition& part) {
        return holds_for(programme, part, facts, depth);
    };
    switch (condition.type) {
        case ConditionType::Attribute: {
            const auto path = parse_segment_path(condition.path);
            return path && attribute_holds(condition, value_of(programme, facts, *path));
        }
        case ConditionType::Tier: return is_among(condition.in, facts.level);
        case ConditionType::Segment:
            return std::ranges::any_of(condition.in, [&](const std::string& code) {
                if (is_among(facts.segments, code)) return true;
                const Segment* other = find_dynamic(programme.document(), code);
                return other && depth < nesting_max &&
                       all_hold(programme, other->where, facts, depth + 1);
            });
        case ConditionType::Subscription:
            return std::ranges::any_of(condition.in, [&](const std::string& plan) {
                return has_plan(facts.plans, plan, facts.at);
            });
        case ConditionType::DaysSinceLastPurchase:
            return facts.last_purchase && facts.today - *facts.last_purchase >= condition.value;
        case ConditionType::Any: return std::ranges::any_of(condition.of, holds_part);
        case ConditionType::Not: return !holds_part(condition.of.front());
        default: return false;  // refused at publication: it asks about a purchase
    }
}

}  // namespace

SegmentFacts facts_at_the_counter(const Programme& programme, const Holder& member, Instant at) {
    const Zone& zone = programme.zone();
    SegmentFacts facts{.member = member.id,
                       .today = zone.local_day(at),
                       .at = at,
                       .enrolled = zone.local_day(member.enrolled_at),
                       .birth_date = member.birth_date,
                       .home_store = {},
                       .language = {},
                       .level = level_code(programme, level_at(member.head.tier, at)),
                       .attributes = member.attributes,
                       .segments = member.segments,
                       .plans = member.subscriptions,
                       .referral = {}};
    if (member.home_store.value != 0) facts.home_store = programme.store(member.home_store).code;
    if (const auto last = last_purchase_of(member)) facts.last_purchase = zone.local_day(*last);
    if (member.referral) facts.referral = name_of(member.referral->state);
    for (const auto& [key, tally] : member.tallies) {
        if (key.kind == TallyKind::Badge && tally.count > 0) facts.badges.push_back(key.ref);
        if (key.kind == TallyKind::Challenge && tally.count > 0)
            facts.completed[ChallengeId{key.ref}] = tally.count;
    }
    return facts;
}

bool belongs(const Programme& programme,
             std::span<const Condition> where,
             const SegmentFacts& facts) {
    return all_hold(programme, where, facts, 0);
}

std::vector<std::string> segments_of(const Programme& programme, const SegmentFacts& facts) {
    std::vector<std::string> codes;
    for (const Segment& segment : programme.document().segments)
        if (segment.dynamic && belongs(programme, segment.where, facts))
            codes.push_back(segment.code);
    return codes;
}

bool in_segment(const Programme& programme,
                const Holder& member,
                std::string_view code,
                Instant at) {
    if (is_among(member.segments, code)) return true;
    const Segment* segment = find_dynamic(programme.document(), code);
    if (!segment) return false;
    if (!segment->at_the_counter) return is_among(member.kept_segments, code);
    return belongs(programme, segment->where, facts_at_the_counter(programme, member, at));
}

}  // namespace vuelve
