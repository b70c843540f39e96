#include <algorithm>
#include <array>

#include "domain/decision.h"
#include "domain/segment.h"

namespace vuelve {
namespace {

using Subject = SegmentPath::Subject;
using Op = Condition::Op;

/// As nesting_max of evaluation.
constexpr int depth_max = 32;

constexpr std::array rfm_names{
    "champions",          "cannot_lose",    "loyal",          "at_risk", "new",
    "potential_loyalist", "need_attention", "about_to_sleep", "lost",    "hibernating"};
constexpr std::array referral_names{"open", "qualified", "rewarded", "rejected", "reversed"};
constexpr std::array channel_names{"pos", "web", "app", "call_center", "other"};

const Segment* dynamic_of(const ProgrammeDocument& document, std::string_view code) {
    for (const Segment& segment : document.segments)
        if (segment.dynamic && segment.code == code) return &segment;
    return nullptr;
}

/// Codes of the segments that conditions name.
void collect_named(std::span<const Condition> where, std::vector<std::string_view>& names) {
    for (const Condition& condition : where) {
        if (condition.type == ConditionType::Segment)
            names.insert(names.end(), condition.in.begin(), condition.in.end());
        collect_named(condition.of, names);
    }
}

/// Do the conditions lead back to the segment `code`?
bool leads_to(const ProgrammeDocument& document,
              std::span<const Condition> where,
              std::string_view code,
              int depth) {
    std::vector<std::string_view> names;
    collect_named(where, names);
    return std::ranges::any_of(names, [&](std::string_view name) {
        if (name == code) return true;
        const Segment* other = dynamic_of(document, name);
        return other && depth < depth_max && leads_to(document, other->where, code, depth + 1);
    });
}

class SegmentCheck {
 public:
    explicit SegmentCheck(const ProgrammeDocument& document) : doc_(document) {}

    void each(std::span<const Condition> where, const std::string& base) {
        for (std::size_t i = 0; i < where.size(); ++i)
            one(where[i], base + "/" + std::to_string(i));
    }
    std::vector<Fault> faults() && { return std::move(faults_); }

 private:
    void fault(const std::string& pointer, const char* code, std::string detail) {
        faults_.push_back({pointer, code, std::move(detail)});
    }

    void one(const Condition& item, const std::string& pointer) {
        switch (item.type) {
            case ConditionType::Attribute: return attribute(item, pointer);
            case ConditionType::Any: return each(item.of, pointer + "/of");
            case ConditionType::Not:
                if (!item.of.empty()) one(item.of.front(), pointer + "/of");
                return;
            case ConditionType::Tier:
            case ConditionType::Segment:
            case ConditionType::Subscription:
            case ConditionType::DaysSinceLastPurchase: return;
            case ConditionType::Action: return;  // refused wherever it is not a rule's own
            default:
                fault(pointer + "/type", "INVALID_RULE",
                      std::string(name_of(item.type)) +
                          " asks about a purchase; a segment asks about members: attribute tier "
                          "segment subscription days_since_last_purchase any not");
        }
    }

    void attribute(const Condition& item, const std::string& pointer) {
        const auto path = parse_segment_path(item.path);
        if (!path)
            return fault(pointer + "/path", "unknown-reference",
                         "no such path: " + right_segment_path(item.path));
        codes_of(*path, pointer + "/path");
        operators_of(item, *path, pointer);
        const bool is_list = item.op == Op::In;
        for (std::size_t i = 0; i < item.values.size(); ++i)
            value(item, *path, item.values[i],
                  pointer + "/value" + (is_list ? "/" + std::to_string(i) : ""));
    }

    template <class Items>
    void known(const Items& items,
               const std::string& code,
               const std::string& at,
               const char* what) {
        if (std::ranges::none_of(items, [&](const auto& item) { return item.code == code; }))
            fault(at, "unknown-reference", std::string("no ") + what + " has the code " + code);
    }
    template <class Names>
    void named(const Names& names, const std::string& name, const std::string& at) {
        if (std::ranges::find(names, name) != names.end()) return;
        std::string detail = "expects one of";
        for (std::string_view right : names) detail.append(" ").append(right);
        fault(at, "wrong-format", std::move(detail));
    }

    /// Codes inside the path. Badges are known by their effects alone, so any name stands.
    void codes_of(const SegmentPath& path, const std::string& at) {
        if (!path.store.empty()) known(doc_.stores, path.store, at, "store");
        if (!path.channel.empty()) named(channel_names, path.channel, at);
        switch (path.subject) {
            case Subject::Balance: return known(doc_.currencies, path.code, at, "currency");
            case Subject::Challenge: return known(doc_.challenges, path.code, at, "challenge");
            case Subject::Reward: return known(doc_.rewards, path.code, at, "reward");
            case Subject::Coupon: return known(doc_.coupons, path.code, at, "coupon");
            default: return;
        }
    }

    void operators_of(const Condition& item, const SegmentPath& path, const std::string& pointer) {
        const bool is_order =
            item.op == Op::Gt || item.op == Op::Ge || item.op == Op::Lt || item.op == Op::Le;
        const bool is_truth =
            path.type == PathType::Truth || (path.type == PathType::Any && !item.values.empty() &&
                                             std::holds_alternative<bool>(item.values.front()));
        if (is_truth && item.op != Op::Eq && item.op != Op::Ne)
            fault(pointer + "/op", "wrong-type", "a truth is compared with eq or ne");
        else if (is_order && path.type == PathType::Text)
            fault(pointer + "/op", "wrong-type", "a text is compared with eq, ne or in");
    }

    void value(const Condition& item,
               const SegmentPath& path,
               const AttributeValue& value,
               const std::string& at) {
        const std::string* words = std::get_if<std::string>(&value);
        switch (path.type) {
            case PathType::Number:
                if (!std::holds_alternative<Ratio>(value)) wrong_type(item, path, at);
                return;
            case PathType::Truth:
                if (!std::holds_alternative<bool>(value)) wrong_type(item, path, at);
                return;
            case PathType::Day:
                if (!words) return wrong_type(item, path, at);
                if (!parse_day(*words))
                    fault(at, "wrong-format", "expects a day such as 2026-03-10");
                return;
            case PathType::Text:
                if (!words) return wrong_type(item, path, at);
                return text(path, *words, at);
            case PathType::Any:
                if (value.index() != item.values.front().index())
                    fault(at, "wrong-type", "the values of one condition are of one type");
        }
    }

    void wrong_type(const Condition& item, const SegmentPath& path, const std::string& at) {
        fault(at, "wrong-type", item.path + " is a " + std::string(name_of(path.type)));
    }

    void text(const SegmentPath& path, const std::string& words, const std::string& at) {
        switch (path.subject) {
            case Subject::HomeStore: return known(doc_.stores, words, at, "store");
            case Subject::Tier:
                return known(doc_.tiers ? doc_.tiers->levels : std::vector<Level>{}, words, at,
                             "level");
            case Subject::Rfm: return named(rfm_names, words, at);
            case Subject::Referral: return named(referral_names, words, at);
            default: return;
        }
    }

    const ProgrammeDocument& doc_;
    std::vector<Fault> faults_;
};

}  // namespace

std::vector<Fault> check_segment(const ProgrammeDocument& document,
                                 std::span<const Condition> where,
                                 const std::string& pointer) {
    SegmentCheck check(document);
    check.each(where, pointer);
    return std::move(check).faults();
}

bool names_itself(const ProgrammeDocument& document, const Segment& segment) {
    return leads_to(document, segment.where, segment.code, 0);
}

SegmentNeeds needs_with_named(const ProgrammeDocument& document, std::span<const Condition> where) {
    SegmentNeeds needs = needs_of(where);
    std::vector<std::string_view> names;
    collect_named(where, names);
    for (std::size_t i = 0; i < names.size(); ++i) {  // grows while it is walked, by new names only
        const Segment* other = dynamic_of(document, names[i]);
        if (!other) continue;
        const SegmentNeeds more = needs_of(other->where);
        needs.sources |= more.sources;
        needs.moves_with_time |= more.moves_with_time;
        std::vector<std::string_view> further;
        collect_named(other->where, further);
        for (std::string_view name : further)
            if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    }
    return needs;
}

SegmentNeeds needs_of_segments(const ProgrammeDocument& document) {
    SegmentNeeds needs;
    for (const Segment& segment : document.segments) {
        if (!segment.dynamic) continue;
        const SegmentNeeds more = needs_of(segment.where);
        needs.sources |= more.sources;
        needs.moves_with_time |= more.moves_with_time;
    }
    return needs;
}

}  // namespace vuelve
