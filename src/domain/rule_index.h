#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/document.h"

/// What of the rules is known before any purchase, worked out once by compile: an evaluation only
/// looks it up (docs/adr/0064). Internal to the programme, the earn engine and the sentences about
/// its rules.
namespace vuelve {

/// From texts to the places of rules, ascending: written by compile, and then read for every line
/// of every purchase, which mostly has a text that no rule names.
class PlacesByText {
 public:
    void add(std::string_view text, std::uint32_t place);
    /// Nothing for a text that was not added.
    std::span<const std::uint32_t> find(std::string_view text) const {
        if (slots_.empty()) return {};
        const std::uint64_t hash = hash_of(text);
        for (std::size_t at = hash & mask();; at = (at + 1) & mask()) {
            const Slot& slot = slots_[at];
            if (slot.entry == 0) return {};
            if (slot.tag != tag_of(hash)) continue;
            const Entry& entry = entries_[slot.entry - 1];
            if (is_same(entry.text, text)) return entry.places;
        }
    }

 private:
    struct Slot {
        std::uint32_t tag = 0;
        std::uint32_t entry = 0;  // 1 and up; 0 = free
    };
    struct Entry {
        std::string text;
        std::vector<std::uint32_t> places;
    };

    /// Up to 8 bytes as a number, which tells texts of one length apart. Codes are that short or
    /// a little longer: what the library does for any text takes longer to be called.
    static std::uint64_t number_of(std::string_view text) {
        const auto word = [](const char* from, auto read) {
            std::memcpy(&read, from, sizeof read);
            return std::uint64_t{read};
        };
        const auto byte = [](char c) { return std::uint64_t{static_cast<unsigned char>(c)}; };
        if (text.size() == 8) return word(text.data(), std::uint64_t{});
        if (text.size() >= 4)  // the two halves overlap
            return word(text.data(), std::uint32_t{}) << 32 |
                   word(text.data() + text.size() - 4, std::uint32_t{});
        if (text.empty()) return 0;
        return byte(text.front()) << 16 | byte(text[text.size() / 2]) << 8 | byte(text.back());
    }
    static bool is_same(std::string_view a, std::string_view b) {
        if (a.size() != b.size()) return false;
        for (; a.size() > 8; a.remove_prefix(8), b.remove_prefix(8))
            if (number_of(a.substr(0, 8)) != number_of(b.substr(0, 8))) return false;
        return number_of(a) == number_of(b);
    }
    static std::uint64_t mixed(std::uint64_t bits) {
        const auto product =
            static_cast<unsigned __int128>(bits ^ 0x9e3779b97f4a7c15) * 0xbf58476d1ce4e5b9;
        return static_cast<std::uint64_t>(product >> 64) ^ static_cast<std::uint64_t>(product);
    }
    static std::uint64_t hash_of(std::string_view text) {
        std::uint64_t hash = text.size();
        for (; text.size() > 8; text.remove_prefix(8))
            hash = mixed(hash ^ number_of(text.substr(0, 8)));
        return mixed(hash ^ number_of(text));
    }
    static std::uint32_t tag_of(std::uint64_t hash) {
        return static_cast<std::uint32_t>(hash >> 32);
    }
    std::size_t mask() const { return slots_.size() - 1; }
    void grow();

    std::vector<Slot> slots_;  // a power of two, at most a quarter of them taken
    std::vector<Entry> entries_;
};

/// A condition that is not about lines. What does not depend on the lines of the rule is asked once
/// for all rules that ask the same.
struct AskedCondition {
    enum class Kind : std::uint8_t { Once, MinAmount, MinQuantity, OfMatched };

    Kind kind = Kind::Once;
    ConditionType type{};
    std::uint32_t once = 0;     // its place among those asked once
    std::int64_t at_least = 0;  // of a minimum
    const Condition* condition = nullptr;
};

/// A rule as traces name it.
struct RuleNames {
    std::string trace_name, rule_id;
};

/// What every evaluation goes through for every rule, and no more: as many as possible then lie
/// near the processor.
struct CompiledRule {
    /// Sales of [stands_from, stands_to) are told of this version; it gives something to those of
    /// [effective_from, effective_to), to none when it is paused or has ended.
    Instant stands_from{INT64_MIN}, stands_to{INT64_MAX};
    Instant effective_from{INT64_MIN}, effective_to{INT64_MAX};
    bool stands_at(Instant at) const { return stands_from <= at && at < stands_to; }
    bool is_effective_at(Instant at) const { return effective_from <= at && at < effective_to; }
    const RuleNames* names = nullptr;
    const Campaign* campaign = nullptr;
    std::uint32_t asked_first = 0, asked_end = 0;  // among all conditions, side by side
    std::uint32_t group = 0;                       // 1 and up, by the order of the rules; 0 = none
    bool best_of_group = false;
    bool is_about_actions = false;
    bool earns_base = false;
    bool moves_credits_only = false;  // its effects are in currencies of the levels, all of them
    /// Nobody who buys asks why a review gives nothing, nor the other way round; nor why credits of
    /// the levels, which are not told of, did not move.
    bool is_asked_for(bool by_action) const {
        return !moves_credits_only && is_about_actions == by_action;
    }
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
    /// The conditions of a rule that are not about lines, in listed order.
    std::span<const AskedCondition> asked_of(const CompiledRule& rule) const {
        return {asked_.data() + rule.asked_first, asked_.data() + rule.asked_end};
    }
    std::uint32_t groups() const { return groups_; }
    /// Whoever acts, or buys, asks for every rule that gave nothing.
    bool asked_for_by_all(bool by_action) const {
        return by_action ? all_asked_for_by_action_ : all_asked_for_by_sale_;
    }
    /// How many conditions are asked once.
    std::size_t asked_once() const { return asked_once_.size(); }
    /// Visits the places of all versions whose line conditions a line with this sku, category or
    /// brand could meet, list by list; a rule may come more than once.
    template <class Visit>
    void each_reachable(std::string_view sku,
                        std::string_view category,
                        std::string_view brand,
                        Visit&& visit) const {
        visit(by_sku_.find(sku));
        visit(by_brand_.find(brand));
        for (std::string_view path = category; !path.empty();) {
            visit(by_category_.find(path));
            auto slash = path.rfind('/');
            path = slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
        }
    }

 private:
    AskedCondition compile_asked(const Condition& condition);
    void index_lines(const Rule& rule, std::uint32_t place);

    std::vector<CompiledRule> rules_;
    std::vector<RuleNames> names_;  // by rule
    PlacesByText by_sku_, by_category_, by_brand_;
    std::vector<AskedCondition> asked_;  // rule by rule
    std::vector<const Condition*> asked_once_;
    std::uint32_t groups_ = 0;
    bool all_asked_for_by_action_ = true, all_asked_for_by_sale_ = true;
};

}  // namespace vuelve
