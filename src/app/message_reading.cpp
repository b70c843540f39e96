#include "app/message_reading.h"

namespace vuelve::app {
namespace {

/// Follows merges. Nothing when nobody of this programme has the id.
std::optional<HolderId> person_of(const OpenProgramme& programme,
                                  storage::Reader& reader,
                                  HolderId id) {
    auto member = programme.members().load(reader, id);
    if (!member || member->kind != HolderKind::Member) return std::nullopt;
    return member->merged_into.value == 0 ? std::optional(id)
                                          : person_of(programme, reader, member->merged_into);
}

}  // namespace

Result<ConsentsReading> read_consents(Service& service,
                                      const OpenProgramme& programme,
                                      HolderId id) {
    auto reader = service.database().snapshot();
    const auto member = person_of(programme, *reader, id);
    if (!member) return refuse(ErrorCode::UnknownMember);
    return ConsentsReading{*member, programme.members().consents(*reader, *member)};
}

Result<MessagesReading> read_member_messages(Service& service,
                                             const OpenProgramme& programme,
                                             HolderId id) {
    auto reader = service.database().snapshot();
    const auto member = person_of(programme, *reader, id);
    if (!member) return refuse(ErrorCode::UnknownMember);
    return MessagesReading{*member, programme.messages().of_member(*reader, *member)};
}

std::vector<storage::MessageRow> read_messages(Service& service,
                                               const OpenProgramme& programme,
                                               MessageState state,
                                               const MessagePlace& after,
                                               int limit) {
    return programme.messages().in_state(*service.database().snapshot(), state, after.member,
                                         after.key, limit);
}

std::vector<storage::MessageCount> count_messages(Service& service,
                                                  const OpenProgramme& programme) {
    return programme.messages().counts(*service.database().snapshot());
}

}  // namespace vuelve::app
