#pragma once

#include <mutex>
#include <variant>

#include "app/service.h"
#include "storage/approval_store.h"

/// What needs a second person: adjustments above the tenant's limit. Source: contract.md 1 rule 10,
/// domain.md 4.12, security.md 4.
namespace vuelve::app {

/// Names what waits, for whoever decides.
struct ApprovalId {
    std::int64_t value = 0;
};

/// What somebody asked for: an adjustment, or a role for somebody of the staff.
struct AskedApproval {
    ApprovalId approval;
    storage::ApprovalState state{};
    std::string asker;  // owner of the credential
    HolderId member{};
    AdjustRequest request;
    std::int64_t staff_id = 0;  // 0 = an adjustment
    std::string role{};
    Instant asked_at{};
    std::optional<Instant> due_at{};
};

class Approvals {
 public:
    explicit Approvals(Service& service) : service_(service) {}

    /// The ask, when one person is enough or it was accepted before; otherwise it waits under the
    /// id given, the same for the same key. Errors: UnknownMember; IdempotencyConflict when another
    /// adjustment waits under the key.
    Result<std::variant<Ask, ApprovalId>> admit(OpenProgramme& programme,
                                                const Caller& caller,
                                                AdjustRequest request,
                                                const std::string& key);
    /// Those of the programme that can still be decided, in the order of asking, after `after`.
    std::vector<AskedApproval> waiting(const OpenProgramme& programme,
                                       ApprovalId after,
                                       std::size_t limit);
    /// What came of it: the answer to the command, or nothing when it was refused or was a role.
    /// Errors: NotFound; InvalidState (decided or lapsed before); SelfDealing for the asker;
    /// Forbidden for a role when it is no admin who decides; what the command itself is refused
    /// for, and then it still waits.
    Result<std::optional<Answer>> decide(OpenProgramme& programme,
                                         const Caller& caller,
                                         ApprovalId id,
                                         bool approve);

 private:
    Service& service_;
    std::mutex guard_;  // of two who decide at once, one is the first
};

}  // namespace vuelve::app
