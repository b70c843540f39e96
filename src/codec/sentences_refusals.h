#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "codec/sentences.h"

/// Which refusals of a receipt are told of, and in which order: most answers only list them,
/// without a word. Internal to the sentences and the answers.
namespace vuelve {

inline bool has_fired(const Trace& trace) {
    return trace.reason == Reason::Fired || trace.reason == Reason::Capped;
}

/// What a refusal still lacked, when that was an amount or a quantity.
enum class Lacked : std::uint8_t { Nothing, Money, Quantity };
Lacked lacked(const Trace& refusal);

/// The rules as they stood when a receipt's command happened.
class StoodRules {
 public:
    StoodRules(const Receipt& receipt, const Telling& telling);

    Instant told_at() const { return told_at_; }
    /// The version that decided; nullptr when the rule is no more.
    const Rule* rule_of(const Trace& trace) const;
    /// Of a refusal.
    bool is_told(const Trace& trace) const { return are_all_told_ || is_asked_for(trace); }

 private:
    bool is_asked_for(const Trace& trace) const;
    std::optional<std::size_t> find(const Trace& trace) const;

    std::span<const Trace> trace_;
    const Programme& programme_;
    Instant told_at_;
    bool is_about_action_;
    bool are_all_told_;
};

/// First those that lacked something, then the rest, each in the order of evaluation.
template <class Tell>
void each_refusal(const Receipt& receipt, const StoodRules& rules, const Tell& tell) {
    bool is_any_near = false;
    for (const Trace& trace : receipt.trace) {
        if (trace.missing <= 0) continue;
        const Lacked what = lacked(trace);
        if (what == Lacked::Nothing) continue;
        is_any_near = true;
        if (rules.is_told(trace)) tell(trace, what);
    }
    for (const Trace& trace : receipt.trace) {
        if (has_fired(trace)) continue;
        if (is_any_near && trace.missing > 0 && lacked(trace) != Lacked::Nothing) continue;
        if (rules.is_told(trace)) tell(trace, Lacked::Nothing);
    }
}

}  // namespace vuelve
