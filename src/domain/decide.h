#pragma once

#include "domain/book.h"
#include "domain/command.h"

/// The one door to the domain: a command in a state becomes a decision. Pure: same arguments, same
/// decision.
namespace vuelve {

/// Idempotency first, then the command's own rules. The due jobs of the holders it touches have run
/// (run_due). Rejected decisions carry an error and change nothing.   Source: domain.md 15, 4.9.
Decision decide(const Programme& programme,
                const State& state,
                const Command& command,
                Fresh& fresh,
                Instant at);

/// Everything the scheduler owes these holders up to `until`, in the order of domain.md 5.5, each
/// dated at its due instant. Nothing when nothing is due.
std::optional<Decision> run_due(const Programme& programme,
                                const State& state,
                                const std::vector<HolderId>& holders,
                                Fresh& fresh,
                                Instant until);

/// The next instant at which run_due would do something for the holder.
std::optional<Instant> next_due(const Programme& programme, const Holder& holder);

}  // namespace vuelve
