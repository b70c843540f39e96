#include "domain/conditions.h"

#include <algorithm>

#include "domain/segment.h"
#include "domain/subscription.h"

namespace vuelve {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view value) {
    return std::ranges::find(list, value) != list.end();
}

std::optional<AttributeValue> find_attribute(const PurchaseFacts& facts, std::string_view path) {
    constexpr std::string_view of_member = "member.", of_purchase = "purchase.";
    const Attributes* from = nullptr;
    if (path.starts_with(of_member))
        from = &facts.member->attributes, path.remove_prefix(of_member.size());
    else if (path.starts_with(of_purchase))
        from = &facts.purchase->attributes, path.remove_prefix(of_purchase.size());
    if (!from) return std::nullopt;
    auto found = from->find(std::string(path));
    return found == from->end() ? std::nullopt : std::optional(found->second);
}

/// -1, 0, 1; nothing when the two are of different kinds.
std::optional<int> compare(const AttributeValue& a, const AttributeValue& b) {
    if (a.index() != b.index()) return std::nullopt;
    if (const Ratio* number = std::get_if<Ratio>(&a)) {
        const Ratio& other = std::get<Ratio>(b);
        return *number == other ? 0 : *number < other ? -1 : 1;
    }
    return a == b ? 0 : a < b ? -1 : 1;
}

/// What conditions are asked about. The clock is read when the first of them needs it.
class Asked {
 public:
    Asked(const PurchaseFacts& facts, std::span<const std::uint32_t> matched, const LocalTime* now)
        : facts(facts), matched(matched) {
        if (now) now_ = *now;
    }

    const LocalTime& now() {
        if (!now_) now_ = local_time_of(*facts.store->zone, facts.occurred_at);
        return *now_;
    }

    const PurchaseFacts& facts;
    std::span<const std::uint32_t> matched;

 private:
    std::optional<LocalTime> now_;
};

bool has_subscription(const Condition& condition, const PurchaseFacts& facts) {
    return std::ranges::any_of(condition.in, [&](const std::string& plan) {
        return has_plan(facts.member->subscriptions, plan, facts.occurred_at);
    });
}

bool long_away(const Condition& condition, Asked& asked) {
    const PurchaseFacts& facts = asked.facts;
    if (!facts.last_purchase) return false;
    return asked.now().day - facts.store->zone->local_day(*facts.last_purchase) >= condition.value;
}

/// A first time comes once to a person, whatever number they have by now.
bool is_first(const PurchaseFacts& facts) {
    return facts.rank == 1 && !facts.member->head.was_known;
}

bool nth(const Condition& condition, const PurchaseFacts& facts) {
    if (condition.every) return facts.rank % condition.nth == 0;
    return condition.nth == 1 ? is_first(facts) : facts.rank == condition.nth;
}

bool holds(const Condition& condition, Asked& asked) {
    const PurchaseFacts& facts = asked.facts;
    using enum ConditionType;
    switch (condition.type) {
        case Segment:
            return std::ranges::any_of(condition.in, [&](const std::string& code) {
                return in_segment(*facts.programme, *facts.member, code, facts.occurred_at);
            });
        case Tier: return contains(condition.in, facts.level);
        case Store: return contains(condition.in, facts.store->code);
        case StoreBrand: return contains(condition.in, facts.store->brand);
        case Channel: return contains(condition.in, facts.purchase->channel);
        case MinAmount: return amount_of(facts, asked.matched) >= condition.value;
        case MinQuantity: return quantity_of(facts, asked.matched) >= condition.value;
        case TimeWindow: return in_time_window(condition, asked.now());
        case Birthday:
            return facts.member->birth_date &&
                   is_birthday(condition, *facts.member->birth_date, asked.now().day);
        case FirstPurchase: return is_first(facts);
        case NthPurchase: return nth(condition, facts);
        case Tender:
            return std::ranges::any_of(facts.basket->tenders, [&](const vuelve::Tender& tender) {
                return tender.amount.n > 0 && contains(condition.in, tender.type);
            });
        case Coupon:
            return std::ranges::any_of(facts.coupons, [&](const std::string& code) {
                return contains(condition.in, code);
            });
        case Subscription: return has_subscription(condition, facts);
        case Action: return !facts.action.empty() && contains(condition.in, facts.action);
        case DaysSinceLastPurchase: return long_away(condition, asked);
        case Attribute: return attribute_holds(condition, find_attribute(facts, condition.path));
        case Any:
            return std::ranges::any_of(condition.of,
                                       [&](const Condition& part) { return holds(part, asked); });
        case Not: return !holds(condition.of.front(), asked);
        case Sku:
        case Category:
        case ProductBrand: return true;  // line conditions chose `matched` before
    }
    return false;
}

ConditionResult failure(const Condition& condition, const Asked& asked) {
    std::int64_t missing = 0;
    if (condition.type == ConditionType::MinAmount)
        missing = condition.value - amount_of(asked.facts, asked.matched);
    if (condition.type == ConditionType::MinQuantity)
        missing = condition.value - quantity_of(asked.facts, asked.matched);
    return {false, name_of(condition.type), missing};
}

/// FNV-1a over the name of the draw and the member's number, modulo 100.
bool drawn(std::string_view name, HolderId member, const Ratio& percent) {
    if (percent.is_zero()) return false;
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    auto mix = [&](std::uint8_t byte) { hash = (hash ^ byte) * 0x100000001b3ULL; };
    for (char c : name) mix(static_cast<std::uint8_t>(c));
    for (int shift = 0; shift < 64; shift += 8)
        mix(static_cast<std::uint8_t>(member.value >> shift));
    hash ^= hash >> 29;
    return Ratio(static_cast<std::int64_t>(hash % 100)) < percent;
}

}  // namespace

bool attribute_holds(const Condition& condition, const std::optional<AttributeValue>& value) {
    auto ordered = [&](auto holds) {
        if (!value || condition.values.empty()) return false;
        auto order = compare(*value, condition.values.front());
        return order && holds(*order);
    };
    switch (condition.op) {
        case Condition::Op::Eq: return ordered([](int order) { return order == 0; });
        case Condition::Op::Ne: return !ordered([](int order) { return order == 0; });
        case Condition::Op::Gt: return ordered([](int order) { return order > 0; });
        case Condition::Op::Ge: return ordered([](int order) { return order >= 0; });
        case Condition::Op::Lt: return ordered([](int order) { return order < 0; });
        case Condition::Op::Le: return ordered([](int order) { return order <= 0; });
        case Condition::Op::In:
            return value && std::ranges::any_of(condition.values, [&](const AttributeValue& one) {
                       return compare(*value, one) == 0;
                   });
    }
    return false;
}

void keep_matching(const std::vector<Condition>& conditions,
                   const Basket& basket,
                   std::vector<std::uint32_t>& lines) {
    lines.resize(keep_matching(conditions, basket, std::span(lines)));
}

std::size_t keep_matching(const std::vector<Condition>& conditions,
                          const Basket& basket,
                          std::span<std::uint32_t> lines) {
    auto dropped = std::ranges::remove_if(lines, [&](std::uint32_t line) {
        const PurchaseLine& source = *basket.lines[line].source;
        LineFacts facts{source.sku, source.category, source.brand};
        return std::ranges::any_of(conditions, [&](const Condition& condition) {
            return is_line_condition(condition) && !line_matches(condition, facts);
        });
    });
    return lines.size() - dropped.size();
}

ConditionResult check_conditions(const std::vector<Condition>& conditions,
                                 const PurchaseFacts& facts,
                                 std::span<const std::uint32_t> matched) {
    Asked asked(facts, matched, nullptr);
    for (const Condition& condition : conditions)
        if (!is_line_condition(condition) && !holds(condition, asked))
            return failure(condition, asked);
    return {};
}

bool condition_holds(const Condition& condition,
                     const PurchaseFacts& facts,
                     std::span<const std::uint32_t> matched,
                     const LocalTime& now) {
    Asked asked(facts, matched, &now);
    return holds(condition, asked);
}

bool asks_about_matched(const Condition& condition) {
    return condition.type == ConditionType::MinAmount ||
           condition.type == ConditionType::MinQuantity ||
           std::ranges::any_of(condition.of, asks_about_matched);
}

LocalTime local_time_of(const Zone& zone, Instant at) {
    return {.day = zone.local_day(at),
            .minute = static_cast<int>(zone.local_time(at) / ms_per_minute)};
}

bool in_time_window(const Condition& window, const LocalTime& now) {
    const int minute = now.minute;
    Day day = now.day;
    if (window.from || window.to) {
        int from = window.from.value_or(0), to = window.to.value_or(24 * 60);
        if (from <= to) {
            if (minute < from || minute >= to) return false;
        } else if (minute < to) {
            day = day + -1;  // past midnight: the window began the day before
        } else if (minute < from) {
            return false;
        }
    }
    return window.days.empty() || std::ranges::find(window.days, weekday(day)) != window.days.end();
}

bool is_birthday(const Condition& condition, Day birth_date, Day today) {
    CalendarDate born = date_of(birth_date), now = date_of(today);
    if (condition.birthday == Condition::BirthdayMode::Month) return born.month == now.month;
    // day_of clamps 29 February to the 28th in common years, which is when it is celebrated.
    auto celebrated = [&](int year) { return day_of(year, born.month, born.day); };
    if (condition.birthday == Condition::BirthdayMode::Day) return celebrated(now.year) == today;
    for (int year = now.year - 1; year <= now.year + 1; ++year) {
        Day day = celebrated(year);
        if (day + -condition.before <= today && today <= day + condition.after) return true;
    }
    return false;
}

bool in_control_group(const Campaign& campaign, HolderId member) {
    return drawn(campaign.code, member, campaign.control_percent);
}

bool in_holdout(const ProgrammeDocument& document, HolderId member) {
    return drawn("", member, document.holdout_percent);  // no campaign's code is empty
}

std::int64_t period_key(Period period, Day local_day) {
    if (period == Period::Day) return local_day.value;
    if (period == Period::Week) return week_start(local_day).value;
    CalendarDate date = date_of(local_day);
    switch (period) {
        case Period::Day:
        case Period::Week: break;
        case Period::Month: return date.year * 100 + date.month;
        case Period::Quarter: return date.year * 10 + (date.month + 2) / 3;
        case Period::Year: return date.year;
        case Period::Transaction:
        case Period::Lifetime: return 0;
    }
    return 0;
}

}  // namespace vuelve
