#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/calendar.h"
#include "storage/database.h"
#include "storage/ids.h"

/// What one person asked for and another has to agree to. Source: contract.md 7 (`approval`),
/// security.md 4.
namespace vuelve::storage {

enum class ApprovalState : std::uint8_t { Waiting = 1, Approved, Refused, Lapsed };
/// "waiting"
std::string_view name_of(ApprovalState state);

struct Approval {
    std::int64_t id = 0;
    std::string action;   // "adjust"
    std::string command;  // JSON, nothing personal in clear
    std::string asker;    // owner of the credential
    std::string decider;  // "" = nobody yet
    ApprovalState state = ApprovalState::Waiting;
    std::optional<Instant> due_at{};  // lapses then, that instant included
};

/// In the tenant's base bucket; `state` and `decider` are those of a new one.
void add_approval(Transaction& tx, const Placement& placement, const Approval& approval);
std::optional<Approval> find_approval(Reader& reader, const Placement& placement, std::int64_t id);
/// Those of the tenant that can still be decided, in the order of asking, after `after`
/// (exclusive).
std::vector<Approval> waiting_approvals(Reader& reader,
                                        const Placement& placement,
                                        std::int64_t after,
                                        Instant now);
/// False when it was decided before.
bool decide_approval(Transaction& tx,
                     const Placement& placement,
                     std::int64_t id,
                     ApprovalState state,
                     std::string_view decider);

}  // namespace vuelve::storage
