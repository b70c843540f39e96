#pragma once

#include <vector>

#include "app/service.h"

/// What a member finds on the card of what was written to them, by whatever channel. Source:
/// domain.md 12, docs/adr/0055.
namespace vuelve::app {

struct Inbox {
    std::vector<storage::MessageRow> messages;  // newest first
    Instant read_until{};

    bool is_read(const storage::MessageRow& message) const { return message.at <= read_until; }
    std::int64_t unread() const;
};
/// Advertising that went out or is on its way, and every service message whose time has come,
/// whether there was a channel for it or not. `member` is nobody's former number.
Inbox read_inbox(Service& service, const OpenProgramme& programme, HolderId member);

/// Everything up to then is read; what was read stays so.
void mark_inbox_read(Service& service,
                     const OpenProgramme& programme,
                     HolderId member,
                     Instant until);

}  // namespace vuelve::app
