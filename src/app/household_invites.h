#pragma once

#include <optional>
#include <string>

#include "app/service.h"

/// How somebody gets into a household by themselves: an owner shows a code for a day. It is signed
/// and kept nowhere. Source: ux/README.md 8, docs/adr/0055.
namespace vuelve::app {

struct HouseholdInvite {
    std::string code;
    Instant expires_at{};
};
/// Errors: InvalidState for who is in no household; Forbidden for who does not own it.
Result<HouseholdInvite> invite_to_household(Service& service,
                                            OpenProgramme& programme,
                                            HolderId member);
/// The household that a code leads to. Errors: NotFound for a code that is not ours; TokenExpired.
Result<HolderId> household_of_invite(const OpenProgramme& programme,
                                     std::string_view code,
                                     Instant now);

/// Who shares with a member, by the names that they may see of each other.
struct HouseholdPerson {
    HolderId member{};
    std::string name;  // "Ana T.", "" = not given
    bool is_owner = false, can_redeem = false;
    Instant joined_at{};
};
std::vector<HouseholdPerson> people_of_household(Service& service,
                                                 OpenProgramme& programme,
                                                 HolderId household);

}  // namespace vuelve::app
