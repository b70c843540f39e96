#pragma once

#include <memory>
#include <memory_resource>
#include <optional>
#include <span>
#include <vector>

#include "domain/earn.h"
#include "domain/rule_index.h"

/// Steps 3 to 5 of domain.md 3.7: which rules may fire at all, with their matching lines. Internal
/// to the earn engine.
namespace vuelve {

/// `count` values in `memory`, for as long as that lives.
template <class Value>
std::span<Value> values_in(std::pmr::memory_resource& memory, std::size_t count, Value value) {
    static_assert(std::is_trivially_destructible_v<Value>);
    Value* first = std::pmr::polymorphic_allocator<Value>(&memory).allocate(count);
    std::uninitialized_fill_n(first, count, value);
    return {first, count};
}

/// A rule that passed its conditions and limits.
struct Candidate {
    const Rule* rule = nullptr;
    const CompiledRule* compiled = nullptr;
    std::span<const std::uint32_t> matched;  // places in the basket, ascending
    RuleTrace* trace = nullptr;
    bool alive = true;  // not excluded
    bool fired = false;
    bool capped = false;

    void drop(Reason reason, std::string_view detail);
};

/// The rules of a purchase that may fire, in order of evaluation. One trace per rule version that
/// stands at the time is added to `traces`; those that cannot fire carry their reason. `looked_at`
/// counts the rules whose conditions were evaluated. All that the candidates refer to lives in
/// `memory` and in `traces`, which must not grow afterwards.
std::pmr::vector<Candidate> find_candidates(const PurchaseFacts& facts,
                                            const Book& book,
                                            const LocalTime& now,
                                            std::pmr::memory_resource& memory,
                                            std::vector<RuleTrace>& traces,
                                            std::size_t& looked_at);

/// Does the rule belong to a campaign that must not reach the member, who is in its control group
/// or in the programme's hold-out?
bool in_control_group_of(const CompiledRule& rule, const PurchaseFacts& facts);
/// How often the rule was used, when the member has used one of its limits up.
std::optional<std::int64_t> used_up(const Rule& rule, const PurchaseFacts& facts, const Book& book);
bool budget_exhausted(const Rule& rule, const Book& book);
/// What is left of the budget of this rule, which has one; a publication may have made it larger or
/// smaller since it was first used: what was given counts.
Resource budget_of(RuleId rule, const Book& book);

}  // namespace vuelve
