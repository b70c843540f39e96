#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/document.h"

/// What of the rules is known before any purchase, worked out once by compile: an evaluation only
/// looks it up (docs/adr/0064). Internal to the programme and the earn engine.
namespace vuelve {

/// From texts to the places of rules, ascending. Made once and only read afterwards.
class PlacesByText {
 public:
    /// `place` is no lower than those added under this text before; twice the same counts once.
    void add(std::string_view text, std::uint32_t place);
    std::span<const std::uint32_t> find(std::string_view text) const;
    bool empty() const { return entries_.empty(); }

 private:
    struct Entry {
        std::string text;
        std::vector<std::uint32_t> places;
    };
    struct Slot {
        std::uint32_t hash = 0;   // told apart without a look at the text
        std::uint32_t entry = 0;  // place in entries_ + 1; 0 = free
    };
    /// Where the text is, or the free slot where it would be.
    std::size_t slot_of(std::string_view text, std::uint32_t hash) const;
    void grow();

    std::vector<Entry> entries_;
    std::vector<Slot> slots_;  // a power of two, at most half full
};

struct CompiledRule {
    const Campaign* campaign = nullptr;
    std::string trace_name;
    /// Sales of [stands_from, stands_to) are told of this version; it gives something to those of
    /// [effective_from, effective_to), to none when it is paused or has ended.
    Instant stands_from{INT64_MIN}, stands_to{INT64_MAX};
    Instant effective_from{INT64_MIN}, effective_to{INT64_MAX};
    std::vector<const Condition*> asked;  // those not about lines
    std::uint32_t group = 0;              // 1 and up, by the order of the rules; 0 = none
    bool best_of_group = false;
    bool is_about_actions = false;
    bool earns_base = false;
    bool on_every_line = false;  // no text of a line finds the rule: every earning line is its
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
        visit(by_sku_.find(sku));
        visit(by_brand_.find(brand));
        if (by_category_.empty()) return;
        for (std::string_view path = category; !path.empty();) {
            visit(by_category_.find(path));
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
