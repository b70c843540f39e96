#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/staff.h"

/// How often somebody may try: by login, by PIN and by address, whether or not anybody is called
/// so.   Source: security.md 3 (case 1), 4.
namespace vuelve::app {

/// What is counted, and for whom.
struct TrySubject {
    std::string_view kind;  // "login", "pin", "address"
    std::string subject;
};

/// Counts a try before it is looked at, so that a thousand at once are no more than one after the
/// other. Nothing = go on; else the seconds to wait.
std::optional<int> begin_try(Service& service,
                             const OpenProgramme& programme,
                             const TrySubject& subject);
/// It was right: all that was wrong before is forgotten.
void forget_tries(const OpenProgramme& programme, storage::Transaction& tx, const TrySubject& of);
/// It was neither: what begin_try counted is taken back.
void take_back_try(const OpenProgramme& programme, storage::Transaction& tx, const TrySubject& of);

}  // namespace vuelve::app
