#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/document.h"

/// What of the rules is known before any purchase, worked out once by compile: an evaluation only
/// looks it up (docs/adr/0064). Internal to the programme, the earn engine and the sentences about
/// its rules: includes a heavy header.
namespace vuelve {

/// Looked up by a view, so that no text is made for it.
struct TextHash : std::hash<std::string_view> {
    using is_transparent = void;
    using is_avalanching = void;
};

/// From texts to the places of rules, ascending. Made once and only read afterwards.
using PlacesByText =
    boost::unordered_flat_map<std::string, std::vector<std::uint32_t>, TextHash, std::equal_to<>>;

struct CompiledRule {
    const Campaign* campaign = nullptr;
    std::string trace_name, rule_id;  // as a trace has them
    /// Sales of [stands_from, stands_to) are told of this version; it gives something to those of
    /// [effective_from, effective_to), to none when it is paused or has ended.
    Instant stands_from{INT64_MIN}, stands_to{INT64_MAX};
    Instant effective_from{INT64_MIN}, effective_to{INT64_MAX};
    bool stands_at(Instant at) const { return stands_from <= at && at < stands_to; }
    bool is_effective_at(Instant at) const { return effective_from <= at && at < effective_to; }
    std::vector<const Condition*> asked;  // those not about lines
    std::uint32_t group = 0;              // 1 and up, by the order of the rules; 0 = none
    bool best_of_group = false;
    bool is_about_actions = false;
    bool earns_base = false;
    bool moves_credits_only = false;  // its effects are in currencies of the levels, all of them
    bool on_every_line = false;       // no text of a line finds the rule: every earning line is its
    /// A line that reaches the rule meets all its conditions about lines.
    bool reached_is_matched = false;
    bool is_limited = false;  // by itself: by limits, a budget or a maximum of each purchase
};

class RuleIndex {
 public:
    /// `rules` in the order of evaluation, numbered; both must outlive the index.
    RuleIndex(std::span<const Rule> rules, const ProgrammeDocument& document);

    const CompiledRule& operator[](std::size_t place) const { return rules_[place]; }
    std::uint32_t groups() const { return groups_; }
    /// Visits the places of all versions whose line conditions a line with this sku, category or
    /// brand could meet, list by list; a rule may come more than once.
    template <class Visit>
    void each_reachable(std::string_view sku,
                        std::string_view category,
                        std::string_view brand,
                        Visit&& visit) const {
        const auto look = [&](const PlacesByText& by, std::string_view text) {
            if (by.empty()) return;
            if (auto found = by.find(text); found != by.end()) visit(std::span(found->second));
        };
        look(by_sku_, sku);
        look(by_brand_, brand);
        if (by_category_.empty()) return;
        for (std::string_view path = category; !path.empty();) {
            look(by_category_, path);
            auto slash = path.rfind('/');
            path = slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
        }
    }

 private:
    void index_lines(const Rule& rule, std::uint32_t place);

    std::vector<CompiledRule> rules_;
    PlacesByText by_sku_, by_category_, by_brand_;
    std::uint32_t groups_ = 0;
};

}  // namespace vuelve
