#pragma once

#include <vector>

#include "app/service.h"

/// What a member allowed, and what was or will be written to them.
namespace vuelve::app {

struct ConsentsReading {
    HolderId member{};                       // the survivor, when a merged id was asked for
    std::vector<storage::Consent> consents;  // as given; the last of a purpose and channel counts
};
/// Errors: UnknownMember.
Result<ConsentsReading> read_consents(Service& service,
                                      const OpenProgramme& programme,
                                      HolderId id);

/// Of a member, in the order in which they go out; dropped ones too. Errors:
/// UnknownMember.
struct MessagesReading {
    HolderId member{};
    std::vector<storage::MessageRow> messages;
};
Result<MessagesReading> read_member_messages(Service& service,
                                             const OpenProgramme& programme,
                                             HolderId id);

/// The next ones of the programme in one state, in the order of members.
struct MessagePlace {
    HolderId member{};
    storage::MessageKey key;
};
std::vector<storage::MessageRow> read_messages(Service& service,
                                               const OpenProgramme& programme,
                                               MessageState state,
                                               const MessagePlace& after,
                                               int limit);
std::vector<storage::MessageCount> count_messages(Service& service, const OpenProgramme& programme);

}  // namespace vuelve::app
