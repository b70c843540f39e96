#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/engine.h"
#include "app/service.h"
#include "storage/contact_store.h"

/// When a member's phone or e-mail becomes another: nothing is spent for a day, both addresses are
/// told, and a link takes it back. Source: security.md 3 (case 5), docs/adr/0041.
namespace vuelve::app {

inline constexpr std::int64_t contact_hold_ms = ms_per_day;

storage::ContactStore contacts_of(const OpenProgramme& programme);

/// Of an accepted command that came by a door: begins the hold, and tells the old address and the
/// new one. Internal to the writer.
void note_contact_change(const OpenProgramme& programme,
                         storage::Transaction& tx,
                         Fresh& fresh,
                         const Ask& ask,
                         const vuelve::Transaction& done);

/// Every phone and e-mail of the member is told, but the one that is itself the news. `spared`
/// none = all.
void tell_member_contacts(const OpenProgramme& programme,
                          storage::Transaction& tx,
                          Fresh& fresh,
                          HolderId member,
                          storage::CardNoticeType type,
                          Instant now,
                          const std::optional<Identity>& spared = {});

/// What the link says. It is signed and valid while the change is on hold.
std::string undo_token(const OpenProgramme& programme, HolderId member, std::int64_t change);
/// Puts back what was before and ends all sessions of the member. Errors: NotFound for a token that
/// is none of ours, or of a change that is too old or was undone; what the engine refuses.
Result<void> undo_contact(Service& service, std::string_view token, const std::string& peer);

}  // namespace vuelve::app
