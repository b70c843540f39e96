#pragma once

#include <vector>

#include "app/asks.h"
#include "app/reading.h"

/// What a member wants to be called and written about; what they consented to is apart. Source:
/// domain.md 12, docs/adr/0060.
namespace vuelve::app {

using Unwanted = analytics::Contact::Unwanted;

struct PreferencesReading {
    MemberReading account;
    std::vector<Unwanted> unwanted;  // in the order of types and channels
};
/// Errors: UnknownMember.
Result<PreferencesReading> read_preferences(Service& service,
                                            OpenProgramme& programme,
                                            HolderId member);

struct WantedMessage {
    Unwanted what;
    bool wanted = true;
};
/// Counts at once: what waits on a channel that is not wanted any more is dropped, and stands in
/// the inbox alone. `member` is nobody's former number. Errors: what the engine says when it cannot
/// write.
Result<void> set_wanted_messages(Service& service,
                                 const Caller& by,
                                 HolderId member,
                                 const std::vector<WantedMessage>& changes);

}  // namespace vuelve::app
