#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/document.h"

/// What of the rules is known before any purchase, worked out once by compile: an evaluation only
/// looks it up (docs/adr/0064). Internal to the programme, the earn engine and the sentences about
/// its rules.
namespace vuelve {

/// Texts of conditions and the numbers of the line sets that name them, ascending.
using SetsOfTexts = std::unordered_map<std::string_view, std::vector<std::uint32_t>>;

/// The same for evaluations: read for every line of every purchase, which mostly has a text that no
/// rule names.
class SetsByText {
 public:
    SetsByText() = default;
    /// The texts must outlive it.
    explicit SetsByText(const SetsOfTexts& sets);
    /// Nothing for a text that no set names.
    std::span<const std::uint32_t> find(std::string_view text) const {
        if (entries_.empty()) return {};
        if (text.size() > short_max) return find_long(text);
        const std::uint64_t key = number_of(text);
        std::size_t at = place_of(key, text.size());
        while (slots_[at].entry != 0 && (slots_[at].key != key || slots_[at].size != text.size()))
            at = (at + 1) & mask_;
        return sets_of(slots_[at]);
    }

 private:
    /// Texts no longer than this are told apart by the slot alone.
    static constexpr std::size_t short_max = 8;
    struct Slot {
        std::uint64_t key = 0;
        std::uint32_t size = 0;   // of the text
        std::uint32_t entry = 0;  // 1 and up; 0 = free
    };
    struct Entry {
        std::uint32_t first = 0, count = 0;  // in sets_
    };

    /// Up to 8 bytes as a number, which tells texts of one length apart. Codes are that short or
    /// a little longer: what the library does for any text takes longer to be called.
    static std::uint64_t number_of(std::string_view text) {
        const auto word = [](const char* from, auto read) {
            std::memcpy(&read, from, sizeof read);
            return std::uint64_t{read};
        };
        const auto byte = [](char c) { return std::uint64_t{static_cast<unsigned char>(c)}; };
        if (text.size() >= 4)  // the two halves overlap, unless there are 8
            return word(text.data(), std::uint32_t{}) << 32 |
                   word(text.data() + text.size() - 4, std::uint32_t{});
        if (text.empty()) return 0;
        return byte(text.front()) << 16 | byte(text[text.size() / 2]) << 8 | byte(text.back());
    }
    static std::uint64_t mixed(std::uint64_t bits) {
        const auto product =
            static_cast<unsigned __int128>(bits ^ 0x9e3779b97f4a7c15) * 0xbf58476d1ce4e5b9;
        return static_cast<std::uint64_t>(product >> 64) ^ static_cast<std::uint64_t>(product);
    }
    /// Of short texts of one length, each has another.
    static std::uint64_t key_of(std::string_view text);
    std::span<const std::uint32_t> find_long(std::string_view text) const;
    /// Where the text stands, or the free place where it would.
    std::size_t place_in(std::string_view text, std::uint64_t key) const;
    std::span<const std::uint32_t> sets_of(const Slot& slot) const {
        if (slot.entry == 0) return {};
        const Entry& entry = entries_[slot.entry - 1];
        return {sets_.data() + entry.first, entry.count};
    }
    std::size_t place_of(std::uint64_t key, std::size_t size) const {
        return mixed(key + size) & mask_;
    }

    std::vector<Slot> slots_;  // a power of two, at most a quarter of them taken
    std::size_t mask_ = 0;     // one less
    std::vector<Entry> entries_;
    std::vector<std::uint32_t> sets_;      // text by text
    std::vector<std::string_view> texts_;  // of the entries
};

/// A condition that is not about lines. What does not depend on the lines of the rule is asked once
/// for all rules that ask the same.
struct AskedCondition {
    enum class Kind : std::uint8_t { Once, MinAmount, MinQuantity, OfMatched };

    Kind kind = Kind::Once;
    std::uint32_t once = 0;     // its place among those asked once
    std::int64_t at_least = 0;  // of a minimum
    const Condition* condition = nullptr;
    std::string_view name;  // as traces give it
};

/// What rules about the same lines share: which lines those are is found out once an evaluation.
struct LineSet {
    const Rule* rule = nullptr;  // one of them: its conditions about lines are those of all
    bool on_every_line = false;  // no text of a line finds the set: every earning line may be in it
    /// A line that reaches the set meets all conditions about lines.
    bool reached_is_matched = false;
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
    const Campaign* campaign = nullptr;
    std::uint32_t lines = 0;                       // the number of its LineSet
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
    bool is_limited = false;  // by itself: by limits, a budget or a maximum of each purchase
};

class RuleIndex {
 public:
    /// `rules` in the order of evaluation, numbered; both must outlive the index.
    RuleIndex(std::span<const Rule> rules, const ProgrammeDocument& document);

    const CompiledRule& operator[](std::size_t place) const { return rules_[place]; }
    const RuleNames& names_of(std::size_t place) const { return names_[place]; }
    std::span<const LineSet> line_sets() const { return line_sets_; }
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
    /// Visits the numbers of all line sets whose conditions a line with this sku, category or brand
    /// could meet, list by list; a set may come more than once.
    template <class Visit>
    void each_reachable(std::string_view sku,
                        std::string_view category,
                        std::string_view brand,
                        Visit&& visit) const {
        visit(by_sku_.find(sku));
        visit(by_brand_.find(brand));
        for (std::string_view path = category; !path.empty();) {
            visit(by_category_.find(path));
            while (!path.empty() && path.back() != '/') path.remove_suffix(1);
            if (!path.empty()) path.remove_suffix(1);
        }
    }

 private:
    AskedCondition compile_asked(const Condition& condition);
    struct Texts {
        SetsOfTexts skus, categories, brands;
    };
    /// The number of the rule's line set, which may be that of an earlier rule.
    std::uint32_t line_set_of(const Rule& rule, Texts& texts);

    std::vector<CompiledRule> rules_;
    std::vector<RuleNames> names_;  // by rule
    std::vector<LineSet> line_sets_;
    std::vector<std::uint32_t> on_every_line_;  // the sets that no text finds
    SetsByText by_sku_, by_category_, by_brand_;
    std::vector<AskedCondition> asked_;  // rule by rule
    std::vector<const Condition*> asked_once_;
    std::uint32_t groups_ = 0;
    bool all_asked_for_by_action_ = true, all_asked_for_by_sale_ = true;
};

}  // namespace vuelve
