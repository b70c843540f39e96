#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/programme.h"
#include "domain/segment_path.h"
#include "domain/state.h"

/// Who is in a dynamic segment: a typed predicate over facts of one member. Pure. Source: issue 4,
/// docs/adr/0021.
namespace vuelve {

struct CountedSales {
    std::int64_t count = 0;
    std::int64_t amount = 0;  // N, minor units
};
/// A member's purchases that were not voided, at one store by one channel; or all of them.
struct SalesAt {
    StoreId store{};  // 0 = all places together
    std::string channel;
    Day first{}, last{};
    CountedSales ever{};
    CountedSales windows[std::size(purchase_windows)]{};  // of purchase_windows, up to today
};

/// What one balance of a member's account holds. Units.
struct BalanceFacts {
    CurrencyId currency{};
    Units available{}, pending{}, reserved{}, debt{};
    struct Expiring {
        Day last_day{};  // the last day on which they can be spent
        Units units{};
    };
    std::vector<Expiring> expiring{};
};

struct RfmFacts {
    int r = 0, f = 0, m = 0;
    std::string segment;
};

/// Everything a segment can ask about one member. Only the parts its needs name are filled.
struct SegmentFacts {
    HolderId member{};
    HolderId account{};  // where spendable units lie: the member, or its household
    Day today{};         // of the programme
    Instant at{};
    Day enrolled{};
    std::optional<Day> birth_date{};
    std::string home_store, language, level;
    Attributes attributes{};
    std::vector<std::string> segments{};  // static ones
    std::vector<SubscriptionPeriod> plans{};
    std::vector<BalanceFacts> balances{};
    std::vector<SalesAt> sales{};  // all together first, then by place when asked for
    std::optional<Day> last_purchase{};
    std::optional<RfmFacts> rfm{};
    std::vector<std::int32_t> badges{};  // symbols
    std::map<ChallengeId, std::int64_t> completed{};
    std::map<RewardId, std::int64_t> redeemed{};
    std::map<CouponId, std::int64_t> used{};
    std::string referral;  // its state, "" = came by nobody
    std::int64_t referred = 0;
    std::optional<int> nps{}, rating{};             // the last ones
    std::map<std::string, std::int64_t> actions{};  // how often, by type
};

/// What a rule knows of a member at the counter: the sources known_at_the_counter.
SegmentFacts facts_at_the_counter(const Programme& programme, const Holder& member, Instant at);

/// Do all conditions hold? `where` has passed check_segment().
bool belongs(const Programme& programme,
             std::span<const Condition> where,
             const SegmentFacts& facts);

/// Codes of the programme's dynamic segments the member of these facts belongs to, in the order of
/// the document.
std::vector<std::string> segments_of(const Programme& programme, const SegmentFacts& facts);

/// Is the member in the segment now? A static one is told with the member; a dynamic one is judged
/// at once where the member's own state tells it, and else as it was last kept
/// (Holder::kept_segments).
bool in_segment(const Programme& programme,
                const Holder& member,
                std::string_view code,
                Instant at);

/// What the dynamic segments of a programme ask for, all together.
SegmentNeeds needs_of_segments(const ProgrammeDocument& document);
/// What conditions ask for, with the dynamic segments they name.
SegmentNeeds needs_with_named(const ProgrammeDocument& document, std::span<const Condition> where);

/// Does the segment stand on itself, over however many others?
bool names_itself(const ProgrammeDocument& document, const Segment& segment);

/// What is wrong with conditions as a segment's `where` beyond what is wrong with any (check() of
/// programme.h), with pointers below `pointer`.
std::vector<Fault> check_segment(const ProgrammeDocument& document,
                                 std::span<const Condition> where,
                                 const std::string& pointer);

}  // namespace vuelve
