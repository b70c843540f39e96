#pragma once

#include "app/engine.h"
#include "app/programmes.h"

/// What a command changes beside the ledger, in the same transaction: who is found by what, a
/// supplier's codes. Internal to the writer.
namespace vuelve::app {

/// What the tables say against an accepted command. `member` is who acts, resolved. Errors:
/// IdentityTaken; NotFound for an identity that is not this member's; ValidationFailed for codes
/// that are known, each with its row, and for what age and texts of consent forbid;
/// MemberNotActive while a claim is open.
std::optional<Error> refuse_people(const OpenProgramme& programme,
                                   storage::Reader& reader,
                                   const Ask& ask,
                                   HolderId member,
                                   Instant at);

/// Two purchases with one invoice number.
Error known_invoice();

/// Writes it. refuse_people() had nothing against it, under the same write lock.
void change_people(const OpenProgramme& programme,
                   storage::Transaction& tx,
                   Fresh& fresh,
                   const Ask& ask,
                   const vuelve::Transaction& done);

}  // namespace vuelve::app
