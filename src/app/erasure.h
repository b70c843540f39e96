#pragma once

#include "app/audit.h"
#include "app/restrictions.h"

/// A person goes, the ledger stays: the member's key is destroyed, and with it whatever was sealed
/// with it. Source: security.md 5, 7; docs/adr/0044.
namespace vuelve::app {

using storage::ErasureCause;

/// As actors of an erasure that nobody at a counter asked for.
inline constexpr std::string_view retention_actor = "retention", replay_actor = "replay";
/// Who comes back within these gets no welcome again (security.md 3, case 17).
inline constexpr int tombstone_months = 24;

/// Takes the person out of every table, in the transaction of the command. The writer's.
void erase_person(const OpenProgramme& programme,
                  storage::Transaction& tx,
                  const Ask& ask,
                  const vuelve::Transaction& done);

/// Erases through the engine, ends the member's sessions, and takes what was deleted off the
/// medium. Once more is refused. Errors: UnknownMember, InvalidState, and what the engine says when
/// it cannot write.
Result<void> erase_member(Service& service, const Caller& by, HolderId member);

/// The same, for whoever empties the log when the last is gone.
Result<void> erase_one_of_many(Service& service, const Caller& by, HolderId member);

/// Who is gone, in the order of their numbers, after `after`.
std::vector<storage::Erasure> read_erasures(Service& service,
                                            const OpenProgramme& programme,
                                            HolderId after,
                                            int limit);

/// Erases again whom a restored backup still knows. Gives how many it knew.
Result<int> replay_erasures(Service& service,
                            const ProgrammeKey& programme,
                            const std::vector<HolderId>& members);

}  // namespace vuelve::app
