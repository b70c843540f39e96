#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/approvals.h"
#include "app/service.h"
#include "storage/staff_store.h"

/// People of the shop: who makes them, what they may, where they work. Signing in is sign_in.h's.
/// Source: security.md 4, docs/adr/0038.
namespace vuelve::app {

using storage::Staff;
using storage::StaffState;

/// Who changes the staff, and how far they reach.
struct StaffAuthority {
    Caller caller;
    bool is_operator = false;   // at the command line: whoever has the files has everything
    std::int64_t staff_id = 0;  // 0 = a key, or the operator
    std::string role;           // "" = likewise
    std::vector<std::string> scopes, stores;
};
/// The one who sits at the machine itself.
StaffAuthority operator_authority(Caller caller);

struct NewStaff {
    std::string login, name, role;
    std::vector<std::string> brands, regions, stores, own_members;
};
/// What is not there stays.
struct StaffChange {
    std::optional<std::string> name, role;
    std::optional<std::vector<std::string>> brands, regions, stores, own_members;
};
/// `password` is shown once; who signs in with it has to choose another.
struct StaffWithPassword {
    Staff staff;
    std::string password;
};
/// A role that a second person has to agree to waits under the id; the rest is done.
struct ChangedStaff {
    Staff staff;
    std::optional<ApprovalId> waits;
};

/// Lower case, without spaces around. Errors: ValidationFailed at /login: 1 to 64 of
/// `a-z 0-9 . _ @ + -`.
Result<std::string> normalise_login(std::string_view login);

storage::StaffStore staff_store(const OpenProgramme& programme);

/// In the order in which they were made; of whoever is narrowed, those who work in their stores.
Result<std::vector<Staff>> list_staff(Service& service, const StaffAuthority& by);
/// Errors: NotFound, also for those of other stores.
Result<Staff> find_staff(Service& service, const StaffAuthority& by, std::int64_t staff_id);

/// Errors of all that follow: Forbidden for what `by` does not reach (nobody grants more than they
/// hold; a manager has cashiers of own stores; nobody changes themselves); NotFound.
///
/// Errors: ValidationFailed with every fault; IdentityTaken for a login in use; ApprovalRequired
/// for an admin's role, which is given to people who are there.
Result<StaffWithPassword> add_staff(Service& service,
                                    const StaffAuthority& by,
                                    const NewStaff& asked);
/// Ends their sessions when what they may has changed. Errors: ValidationFailed; InvalidState for
/// the last admin.
Result<ChangedStaff> change_staff(Service& service,
                                  const StaffAuthority& by,
                                  std::int64_t staff_id,
                                  const StaffChange& change);
/// Errors: InvalidState when they are so already, and for the last admin.
Result<Staff> set_staff_state(Service& service,
                              const StaffAuthority& by,
                              std::int64_t staff_id,
                              StaffState state);
/// Neither is done for an admin or privacy officer but by the operator: whoever does it could be
/// them, and so be two persons at once.
Result<StaffWithPassword> reset_password(Service& service,
                                         const StaffAuthority& by,
                                         std::int64_t staff_id);
Result<Staff> reset_second_factor(Service& service,
                                  const StaffAuthority& by,
                                  std::int64_t staff_id);
/// What a second person agreed to. In their transaction. Errors: NotFound; InvalidState when they
/// are disabled.
Result<void> grant_role(Service& service,
                        OpenProgramme& programme,
                        storage::Transaction& tx,
                        const Caller& by,
                        std::int64_t staff_id,
                        const std::string& role);

/// Regions mean other stores from now on: whoever is narrowed by them signs in anew.
void end_sessions_by_region(Service& service,
                            storage::Transaction& tx,
                            const OpenProgramme& programme);

/// Active people whose role holds the scope.
int count_holders(Service& service, const OpenProgramme& programme, std::string_view scope);

}  // namespace vuelve::app
