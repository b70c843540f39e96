#include "domain/segment_path.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace vuelve {
namespace {

using Subject = SegmentPath::Subject;
using Measure = SegmentPath::Measure;

constexpr PathType number = PathType::Number, text = PathType::Text;

constexpr std::array catalogue{
    PathInfo{"member.age", number, PathSource::Birth, true, "Full years of age today."},
    PathInfo{"member.birth_month", number, PathSource::Birth, false, "Month of birth, 1 to 12."},
    PathInfo{"member.home_store", text, PathSource::Profile, false, "Code of the home store."},
    PathInfo{"member.language", text, PathSource::Profile, false, "Language told, such as es."},
    PathInfo{"member.enrolled_days", number, PathSource::Profile, true,
             "Days since the enrolment, 0 on its day."},
    PathInfo{"member.tier", text, PathSource::Level, false, "Code of the level held."},
    PathInfo{"member.balance.<currency>.available", number, PathSource::Balances, false,
             "Units that can be spent; of a household, for each of its members."},
    PathInfo{"member.balance.<currency>.pending", number, PathSource::Balances, false,
             "Units earned and not yet released."},
    PathInfo{"member.balance.<currency>.reserved", number, PathSource::Balances, false,
             "Units held for a cart."},
    PathInfo{"member.balance.<currency>.debt", number, PathSource::Balances, false,
             "Units owed, as a number above 0."},
    PathInfo{"member.balance.<currency>.expiring_<1-365>d", number, PathSource::Expiring, true,
             "Available units that expire within so many days."},
    PathInfo{"member.purchases[.30d|.90d|.365d][.store.<store>][.channel.<channel>].count", number,
             PathSource::Sales, true, "Purchases that were not voided."},
    PathInfo{"member.purchases[.30d|.90d|.365d][.store.<store>][.channel.<channel>].amount", number,
             PathSource::Sales, true, "What they came to, tax included, in minor units."},
    PathInfo{"member.purchases[.30d|.90d|.365d][.store.<store>][.channel.<channel>].average_ticket",
             number, PathSource::Sales, true,
             "Amount by purchase in minor units; none without a purchase."},
    PathInfo{"member.purchases.first", PathType::Day, PathSource::Sales, false,
             "Day of the first purchase."},
    PathInfo{"member.purchases.last", PathType::Day, PathSource::Sales, false,
             "Day of the last purchase."},
    PathInfo{"member.purchases.days_since_first", number, PathSource::Sales, true,
             "Days since the first purchase."},
    PathInfo{"member.purchases.days_since_last", number, PathSource::Sales, true,
             "Days since the last purchase."},
    PathInfo{"member.rfm.r", number, PathSource::Rfm, true,
             "Recency from 1 to 5 as of last midnight; none without a purchase in 365 days."},
    PathInfo{"member.rfm.f", number, PathSource::Rfm, true, "Frequency, likewise."},
    PathInfo{"member.rfm.m", number, PathSource::Rfm, true, "Money, likewise."},
    PathInfo{"member.rfm.segment", text, PathSource::Rfm, true,
             "champions cannot_lose loyal at_risk new potential_loyalist need_attention "
             "about_to_sleep lost hibernating"},
    PathInfo{"member.badge.<badge>", PathType::Truth, PathSource::Games, false, "Holds the badge."},
    PathInfo{"member.challenge.<challenge>.completed", number, PathSource::Games, false,
             "How often the challenge was completed."},
    PathInfo{"member.reward.<reward>.redeemed", number, PathSource::Rewards, false,
             "Redemptions of the reward that were not given back."},
    PathInfo{"member.coupon.<coupon>.used", number, PathSource::Coupons, false,
             "Vouchers of the coupon that were used."},
    PathInfo{"member.referral", text, PathSource::Referral, false,
             "How the member's own coming by recommendation stands: open qualified rewarded "
             "rejected reversed."},
    PathInfo{"member.referrals.qualified", number, PathSource::Referred, false,
             "Members recommended who qualified."},
    PathInfo{"member.survey.nps", number, PathSource::Answers, false,
             "The last answer to how likely the member is to recommend the shop, 0 to 10."},
    PathInfo{"member.survey.rating", number, PathSource::Answers, false,
             "The last rating of a purchase, 1 to 5."},
    PathInfo{"member.action.<action>.count", number, PathSource::Actions, false,
             "How often the member did what is no purchase."},
    PathInfo{"member.<attribute>", PathType::Any, PathSource::Attributes, false,
             "Any attribute told about the member."},
};

struct Word {
    std::string_view name;
    Measure measure;
};

constexpr std::array balance_words{
    Word{"available", Measure::Available}, Word{"pending", Measure::Pending},
    Word{"reserved", Measure::Reserved}, Word{"debt", Measure::Debt}};
constexpr std::array sum_words{Word{"count", Measure::Count}, Word{"amount", Measure::Amount},
                               Word{"average_ticket", Measure::AverageTicket}};
constexpr std::array time_words{Word{"first", Measure::First}, Word{"last", Measure::Last},
                                Word{"days_since_first", Measure::DaysSinceFirst},
                                Word{"days_since_last", Measure::DaysSinceLast}};
constexpr std::array rfm_words{Word{"r", Measure::R}, Word{"f", Measure::F}, Word{"m", Measure::M},
                               Word{"segment", Measure::Segment}};

template <class Words>
Measure measure_of(const Words& words, std::string_view name) {
    auto found = std::ranges::find(words, name, &Word::name);
    return found == words.end() ? Measure::None : found->measure;
}

std::vector<std::string_view> parts_of(std::string_view path) {
    std::vector<std::string_view> parts;
    for (;;) {
        const auto dot = path.find('.');
        parts.push_back(path.substr(0, dot));
        if (dot == std::string_view::npos) return parts;
        path.remove_prefix(dot + 1);
    }
}

/// "30d" with these ends; 0 when it is none.
int days_in(std::string_view word, int most) {
    if (!word.ends_with('d')) return 0;
    word.remove_suffix(1);
    int days = 0;
    const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), days);
    const bool is_whole = fault == std::errc{} && end == word.data() + word.size();
    return is_whole && days > 0 && days <= most && word.front() != '0' ? days : 0;
}

SegmentPath plain(Subject subject, PathType type, PathSource source, bool moves = false) {
    return {.subject = subject,
            .code = {},
            .store = {},
            .channel = {},
            .type = type,
            .sources = bit(source),
            .moves_with_time = moves};
}

using Parts = std::span<const std::string_view>;

std::optional<SegmentPath> parse_balance(Parts rest) {
    if (rest.size() != 2 || rest[0].empty()) return std::nullopt;
    SegmentPath path = plain(Subject::Balance, number, PathSource::Balances);
    path.code = rest[0];
    path.measure = measure_of(balance_words, rest[1]);
    if (path.measure != Measure::None) return path;
    constexpr std::string_view expiring = "expiring_";
    if (!rest[1].starts_with(expiring)) return std::nullopt;
    path.days = days_in(rest[1].substr(expiring.size()), expiring_days_max);
    if (path.days == 0) return std::nullopt;
    path.measure = Measure::ExpiringWithin;
    path.sources = bit(PathSource::Expiring);
    path.moves_with_time = true;
    return path;
}

std::optional<SegmentPath> parse_purchases(Parts rest) {
    SegmentPath path = plain(Subject::Purchases, number, PathSource::Sales);
    if (rest.size() == 1) {
        path.measure = measure_of(time_words, rest[0]);
        if (path.measure == Measure::First || path.measure == Measure::Last)
            path.type = PathType::Day;
        path.moves_with_time =
            path.measure == Measure::DaysSinceFirst || path.measure == Measure::DaysSinceLast;
        if (path.measure != Measure::None) return path;
    }
    if (!rest.empty()) {
        const int days = days_in(rest[0], 365);
        if (std::ranges::find(purchase_windows, days) != std::end(purchase_windows)) {
            path.days = days;
            path.moves_with_time = true;
            rest = rest.subspan(1);
        }
    }
    for (auto [word, filter] :
         {std::pair{"store", &path.store}, std::pair{"channel", &path.channel}}) {
        if (rest.size() < 2 || rest[0] != word || rest[1].empty()) continue;
        *filter = rest[1];
        path.sources = bit(PathSource::Places);
        rest = rest.subspan(2);
    }
    if (rest.size() != 1) return std::nullopt;
    path.measure = measure_of(sum_words, rest[0]);
    return path.measure == Measure::None ? std::nullopt : std::optional(path);
}

/// Paths whose second part is a code: "reward.CAFE.redeemed".
std::optional<SegmentPath> parse_event(Subject subject,
                                       PathSource source,
                                       Parts rest,
                                       std::string_view last) {
    if (rest.size() != 2 || rest[0].empty() || rest[1] != last) return std::nullopt;
    SegmentPath path = plain(subject, number, source);
    path.code = rest[0];
    return path;
}

std::optional<SegmentPath> parse_simple(std::string_view name) {
    if (name == "age") return plain(Subject::Age, number, PathSource::Birth, true);
    if (name == "birth_month") return plain(Subject::BirthMonth, number, PathSource::Birth);
    if (name == "home_store") return plain(Subject::HomeStore, text, PathSource::Profile);
    if (name == "language") return plain(Subject::Language, text, PathSource::Profile);
    if (name == "enrolled_days")
        return plain(Subject::EnrolledDays, number, PathSource::Profile, true);
    if (name == "tier") return plain(Subject::Tier, text, PathSource::Level);
    if (name == "referral") return plain(Subject::Referral, text, PathSource::Referral);
    if (name.empty()) return std::nullopt;
    SegmentPath path = plain(Subject::Attribute, PathType::Any, PathSource::Attributes);
    path.code = name;
    return path;
}

void collect_needs(const Condition& condition, SegmentNeeds& needs) {
    switch (condition.type) {
        case ConditionType::Attribute:
            if (const auto path = parse_segment_path(condition.path)) {
                needs.sources |= path->sources;
                needs.moves_with_time |= path->moves_with_time;
            }
            break;
        case ConditionType::Tier: needs.sources |= bit(PathSource::Level); break;
        case ConditionType::Subscription:
            needs.sources |= bit(PathSource::Plans);
            needs.moves_with_time = true;
            break;
        case ConditionType::DaysSinceLastPurchase:
            needs.sources |= bit(PathSource::LastPurchase);
            needs.moves_with_time = true;
            break;
        default:
            for (const Condition& part : condition.of) collect_needs(part, needs);
    }
}

}  // namespace

std::string_view name_of(PathType type) {
    static constexpr std::array<std::string_view, 5> names{"any", "number", "text", "truth", "day"};
    return names[static_cast<std::size_t>(type)];
}

std::span<const PathInfo> segment_paths() { return catalogue; }

std::optional<SegmentPath> parse_segment_path(std::string_view whole) {
    const auto parts = parts_of(whole);
    if (parts.size() < 2 || parts[0] != "member") return std::nullopt;
    if (parts.size() == 2) {
        static constexpr std::array groups{"balance",   "purchases", "rfm",    "badge",
                                           "challenge", "reward",    "coupon", "referrals",
                                           "survey",    "action"};
        if (std::ranges::find(groups, parts[1]) != groups.end()) return std::nullopt;
        return parse_simple(parts[1]);
    }
    const Parts rest = Parts(parts).subspan(2);
    if (parts[1] == "survey" && rest.size() == 1 && (rest[0] == "nps" || rest[0] == "rating")) {
        SegmentPath path = plain(Subject::Survey, number, PathSource::Answers);
        path.measure = rest[0] == "nps" ? Measure::Nps : Measure::Rating;
        return path;
    }
    if (parts[1] == "action")
        return parse_event(Subject::Action, PathSource::Actions, rest, "count");
    const std::string_view group = parts[1];
    if (group == "balance") return parse_balance(rest);
    if (group == "purchases") return parse_purchases(rest);
    if (group == "challenge")
        return parse_event(Subject::Challenge, PathSource::Games, rest, "completed");
    if (group == "reward")
        return parse_event(Subject::Reward, PathSource::Rewards, rest, "redeemed");
    if (group == "coupon") return parse_event(Subject::Coupon, PathSource::Coupons, rest, "used");
    if (group == "badge" && rest.size() == 1 && !rest[0].empty()) {
        SegmentPath path = plain(Subject::Badge, PathType::Truth, PathSource::Games);
        path.code = rest[0];
        return path;
    }
    if (group == "referrals" && rest.size() == 1 && rest[0] == "qualified")
        return plain(Subject::Referred, number, PathSource::Referred);
    if (group == "rfm" && rest.size() == 1) {
        SegmentPath path = plain(Subject::Rfm, number, PathSource::Rfm, true);
        path.measure = measure_of(rfm_words, rest[0]);
        if (path.measure == Measure::Segment) path.type = text;
        return path.measure == Measure::None ? std::nullopt : std::optional(path);
    }
    return std::nullopt;
}

std::string right_segment_path(std::string_view path) {
    const auto parts = parts_of(path);
    if (parts.size() < 2 || parts[0] != "member")
        return "a segment is about members: a path begins with member.";
    std::string right;
    for (const PathInfo& info : catalogue) {
        const auto known = parts_of(info.pattern.substr(0, info.pattern.find('[')));
        if (known[1] == parts[1]) right.append(right.empty() ? "" : ", ").append(info.pattern);
    }
    if (right.empty())
        return "an attribute has one name without dots; the catalogue of GET /v1/segments/paths "
               "has what begins with member.balance, member.purchases and others";
    return "expects " + right;
}

SegmentNeeds needs_of(std::span<const Condition> where) {
    SegmentNeeds needs;
    for (const Condition& condition : where) collect_needs(condition, needs);
    return needs;
}

}  // namespace vuelve
