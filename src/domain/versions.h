#pragma once

#include <span>
#include <vector>

#include "base/error.h"
#include "domain/document.h"

/// Versions of a programme's rules by time. A published rule never changes: editing it publishes
/// another that begins when it is published, or later, and ends the one before. Sales that arrive
/// late are decided by the one of their own time. Source: domain.md 3.12, contract.md 1 rule 17,
/// docs/adr/0034.
namespace vuelve {

/// A document with the instant from which it is in force.
struct Publication {
    const ProgrammeDocument* document = nullptr;
    Instant from{};
};

/// The last document, its rules beginning where they may, and beside them the former versions of
/// rules that ended after `keep_since`: late sales may still ask for them. `history` ascends; rules
/// of its first document that do not say when they begin always were. Former versions that name
/// what the last document no longer has are left out. Pure.
ProgrammeDocument merge_versions(std::span<const Publication> history, Instant keep_since);

/// What a document may not say when it is published after `before` at `at`: RETROACTIVE_RULE for
/// what is new or changed and begins earlier, or is changed to have ended earlier; EXPIRY_IN_PAST
/// for a new or changed fixed date of expiry before today. `before` = nullptr: nothing was ever
/// published, so that nothing is retroactive.
std::vector<Fault> check_publication(const ProgrammeDocument* before,
                                     const ProgrammeDocument& next,
                                     Instant at);

/// Is this the version of its rule that a sale of that instant is told of, effective or not?
bool stands_at(const Rule& rule, Instant at);
/// A version that another has taken the place of, or that was taken away.
bool is_former(const Rule& rule);

}  // namespace vuelve
