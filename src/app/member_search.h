#pragma once

#include <string>
#include <vector>

#include "app/asks.h"
#include "app/service.h"

/// Members by name, for a till where somebody has neither card nor phone at hand. Source:
/// ux/README.md 9, docs/adr/0061.
namespace vuelve::app {

/// As far as a till may see who somebody is.
struct NamedMember {
    HolderId member{};
    std::string name;  // "Ana T."
    MemberState state{};
    std::vector<Identity> identities;  // to be shown masked
};
struct NamedMembers {
    std::vector<NamedMember> members;  // by name, at most members_shown
    bool more = false;                 // ask for another word
};
inline constexpr int members_shown = 5;

/// Open members whose name has every word of `name`, whole and without regard to accents. Told in
/// the audit log, without the words. Errors: ValidationFailed when there is no word in it.
Result<NamedMembers> find_members_by_name(Service& service,
                                          const Caller& by,
                                          const std::string& name);

}  // namespace vuelve::app
