#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/staff.h"
#include "storage/till_store.h"

/// Devices that people sign in at with a PIN. Source: security.md 4, docs/adr/0038.
namespace vuelve::app {

using storage::Till;
using storage::TillState;

/// `secret` is shown once and kept nowhere.
struct NewTill {
    Till till;
    std::string secret;
};
/// Errors: ValidationFailed for an unknown store; Forbidden for a store that `by` does not reach.
Result<NewTill> add_till(Service& service,
                         const StaffAuthority& by,
                         const std::string& store,
                         const std::string& name);
/// For a device that is not here: a code to be typed there, for ten minutes, once. Errors: as
/// add_till.
struct OfferedTill {
    std::string code;
    Instant expires_at{};
};
Result<OfferedTill> offer_till(Service& service,
                               const StaffAuthority& by,
                               const std::string& store,
                               const std::string& name);
/// The device that has such a code is a till from now on. `programme` is its code, "" = any of
/// ours. Errors: Unauthenticated for a code that is none, or no longer.
Result<NewTill> bind_till(Service& service,
                          const std::string& programme,
                          std::string_view code,
                          const std::string& peer);

/// In the order in which they were made; of whoever is narrowed, those of their stores.
std::vector<Till> list_tills(Service& service, const StaffAuthority& by);
/// Whoever is signed in there is not any more. Errors: NotFound; InvalidState when it is revoked
/// already.
Result<Till> revoke_till(Service& service, const StaffAuthority& by, std::int64_t till_id);

/// An active till by its secret.
struct TillFound {
    Till row;
    OpenProgramme* programme = nullptr;
};
std::optional<TillFound> find_till(Service& service, std::string_view secret);

}  // namespace vuelve::app
