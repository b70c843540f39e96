#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "domain/document.h"

/// What the condition `attribute` of a segment can ask about a member: the catalogue of paths with
/// their types. docs/guide/segments.md says it for people. Source: contract.md 5 (`segments`).
namespace vuelve {

enum class PathType : std::uint8_t { Any, Number, Text, Truth, Day };
/// "number"
std::string_view name_of(PathType type);

/// Where the value of a path comes from. Bits, so that a reader fetches only what is asked for.
enum class PathSource : std::uint32_t {
    Profile = 1U << 0,     // home store, enrolment, language
    Birth = 1U << 1,       // the birth date
    Attributes = 1U << 2,  // as enrolled
    Level = 1U << 3,
    Balances = 1U << 4,
    Expiring = 1U << 5,
    Games = 1U << 6,     // badges and challenges
    Sales = 1U << 7,     // purchases, all places together
    Places = 1U << 8,    // purchases by store and channel
    Rfm = 1U << 9,       // as of the last walk
    Plans = 1U << 10,    // subscriptions
    Rewards = 1U << 11,  // redemptions
    Coupons = 1U << 12,  // vouchers used
    Referral = 1U << 13,
    Referred = 1U << 14,      // whom the member recommended
    LastPurchase = 1U << 15,  // its day alone
    Answers = 1U << 16,       // to surveys
    Actions = 1U << 17,
};
using PathSources = std::uint32_t;
constexpr PathSources bit(PathSource source) { return static_cast<PathSources>(source); }

/// What a rule knows of the member at the counter, without any table: segments that ask only for
/// this are judged there and then.
inline constexpr PathSources known_at_the_counter =
    bit(PathSource::Profile) | bit(PathSource::Birth) | bit(PathSource::Attributes) |
    bit(PathSource::Level) | bit(PathSource::Games) | bit(PathSource::Plans) |
    bit(PathSource::Referral) | bit(PathSource::LastPurchase);

/// One line of the catalogue.
struct PathInfo {
    std::string_view pattern;  // "member.balance.<currency>.available"
    PathType type{};
    PathSource source{};
    bool moves_with_time = false;  // its value changes without an event
    std::string_view means;        // one sentence, units included
};
std::span<const PathInfo> segment_paths();

/// A path of the catalogue taken apart.
struct SegmentPath {
    enum class Subject : std::uint8_t {
        Attribute,
        Age,
        BirthMonth,
        HomeStore,
        Language,
        EnrolledDays,
        Tier,
        Balance,
        Purchases,
        Rfm,
        Badge,
        Challenge,
        Reward,
        Coupon,
        Referral,
        Referred,
        Survey,
        Action
    };
    enum class Measure : std::uint8_t {
        None,
        Available,
        Pending,
        Reserved,
        Debt,
        ExpiringWithin,
        Count,
        Amount,
        AverageTicket,
        First,
        Last,
        DaysSinceFirst,
        DaysSinceLast,
        R,
        F,
        M,
        Segment,
        Rating,
        Nps
    };
    Subject subject{};
    Measure measure = Measure::None;
    std::string code;     // currency, attribute, badge, challenge, reward, coupon
    std::string store;    // purchases there only
    std::string channel;  // purchases by it only
    int days = 0;         // window of purchases, 0 = ever; of an expiry
    PathType type = PathType::Any;
    PathSources sources = 0;
    bool moves_with_time = false;
};

/// Windows that purchases are counted in, days up to and with today.
inline constexpr int purchase_windows[] = {30, 90, 365};
inline constexpr int expiring_days_max = 365;

/// Nothing when the catalogue has no such path.
std::optional<SegmentPath> parse_segment_path(std::string_view path);
/// What would be right instead of a path that is none: "after member.balance.PTS stands one of
/// ...".
std::string right_segment_path(std::string_view path);

/// What the conditions of a segment ask for, all together.
struct SegmentNeeds {
    PathSources sources = 0;
    bool moves_with_time = false;
};
/// Of conditions that have passed check_segment(). Those of other segments they name are not
/// among them.
SegmentNeeds needs_of(std::span<const Condition> where);

}  // namespace vuelve
