#include "app/inbox.h"

#include <algorithm>
#include <ranges>

#include "storage/inbox_store.h"

namespace vuelve::app {
namespace {

/// A card needs no channel: what nobody could be written about is told there all the same.
bool is_shown(const storage::MessageRow& row, Instant now) {
    if (row.at > now) return false;
    if (row.state == MessageState::Waiting || row.state == MessageState::Sent) return true;
    return row.state == MessageState::Suppressed && row.reason == DropReason::NoChannel &&
           message_kind(row.key.type).message_class == MessageClass::Service;
}

}  // namespace

std::int64_t Inbox::unread() const {
    return std::ranges::count_if(messages, [&](const auto& row) { return !is_read(row); });
}

Inbox read_inbox(Service& service, const OpenProgramme& programme, HolderId member) {
    auto reader = service.database().snapshot();
    Inbox inbox{.messages = programme.messages().of_member(*reader, member),
                .read_until = storage::inbox_read_until(*reader, programme.placement(), member)};
    std::erase_if(inbox.messages, [&](const auto& row) { return !is_shown(row, service.now()); });
    std::ranges::reverse(inbox.messages);
    return inbox;
}

void mark_inbox_read(Service& service,
                     const OpenProgramme& programme,
                     HolderId member,
                     Instant until) {
    auto tx = service.database().begin();
    storage::set_inbox_read(*tx, programme.placement(), member, std::min(until, service.now()));
    tx->commit();
}

}  // namespace vuelve::app
