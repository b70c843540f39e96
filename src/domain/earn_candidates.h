#pragma once

#include <vector>

#include "domain/earn.h"

/// Steps 3 to 5 of domain.md 3.7: which rules may fire at all, with their matching lines. Internal
/// to the earn engine.
namespace vuelve {

struct Candidate {
    const Rule* rule = nullptr;
    std::vector<std::uint32_t> matched;  // places in the basket, ascending
    Trace trace;
    bool alive = true;  // passed conditions and limits, not excluded
    bool fired = false;
    bool capped = false;

    void drop(Reason reason, std::string detail = {});
};

/// One candidate per rule version that stands at the time, in order of evaluation; those that
/// cannot fire carry their reason. `looked_at` counts the rules whose conditions were evaluated.
std::vector<Candidate> find_candidates(const PurchaseFacts& facts,
                                       const Book& book,
                                       std::size_t& looked_at);

bool is_effective(const Rule& rule, Instant at);
/// Does the rule belong to a campaign that must not reach the member, who is in its control group
/// or in the programme's hold-out?
bool in_control_group_of(const Rule& rule, const PurchaseFacts& facts);
/// Has the member used one of the rule's limits up? The trace then says how often it was used.
bool nothing_left(const Rule& rule, const PurchaseFacts& facts, const Book& book, Trace& trace);
bool budget_exhausted(const Rule& rule, const Book& book);
/// What is left of the budget of this rule, which has one; a publication may have made it larger or
/// smaller since it was first used: what was given counts.
Resource budget_of(RuleId rule, const Book& book);

/// True for a rule with an earn_base effect: it takes part in neither groups nor exclusivity.
bool earns_base(const Rule& rule);

}  // namespace vuelve
