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

}  // namespace vuelve::app
