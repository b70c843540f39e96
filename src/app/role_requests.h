#pragma once

#include "app/approvals.h"

/// A role that a second admin has to agree to, waiting among the other approvals. Source:
/// security.md 4, docs/adr/0038.
namespace vuelve::app {

inline constexpr std::string_view role_action = "staff.role";

struct RoleRequest {
    std::int64_t staff_id = 0;
    std::string role;
    std::int64_t programme = 0;
    Instant asked_at{};
};

/// In the caller's transaction; afterwards the bell is to be rung.
ApprovalId ask_for_role(Service& service,
                        OpenProgramme& programme,
                        storage::Transaction& tx,
                        const Caller& caller,
                        std::int64_t staff_id,
                        const std::string& role);
/// Errors (StorageError): Corrupt.
RoleRequest read_role_request(const storage::Approval& row);
/// Errors: those of grant_role.
Result<void> decide_role(Service& service,
                         OpenProgramme& programme,
                         const Caller& caller,
                         const storage::Approval& row,
                         bool approve);

}  // namespace vuelve::app
