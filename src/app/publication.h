#pragma once

#include <string>
#include <vector>

#include "app/asks.h"
#include "app/programmes.h"

/// The one way a document comes into force: checked against what members hold, compiled with the
/// former versions of its rules, written and taken up in one go. On the writer's thread alone,
/// between two groups, so that every command is decided by one version.   Source: contract.md 1
/// rule 17, domain.md 3.12, docs/adr/0034.
namespace vuelve::app {

/// What is compiled for the version in force as of `now`: its document with the former versions of
/// rules that late sales can still ask for. Throws StorageError (Corrupt).
ProgrammeDocument compose(storage::Reader& reader, const storage::ProgrammeKey& key, Instant now);

/// A new content is held to RETROACTIVE_RULE; an old one that comes back begins when it is
/// published.
enum class Content : std::uint8_t { New, Old };

/// Everything that forbids `next` to be published at `at`, beyond what its own text says. Reads who
/// holds what.
std::vector<Fault> check_against_holders(storage::Reader& reader,
                                         const OpenProgramme& programme,
                                         const ProgrammeDocument& next,
                                         Instant at,
                                         Content content);
/// Errors: of the faults, under one code when they agree (RetroactiveRule ...), else
/// ValidationFailed.
Error publication_error(std::vector<Fault> faults);

/// The document in force, as it was written.
storage::ProgrammeVersion version_in_force(storage::Reader& reader,
                                           const storage::ProgrammeKey& key);

struct PublishOrder {
    storage::DraftSteps steps;  // of the draft, as they shall stand in the history
    Instant at{};
    Caller by{};  // who publishes, for the audit log
    Content content = Content::New;
    /// An old content, in place of the draft's; a draft that is open stays one.
    std::optional<storage::ProgrammeVersion> returning{};
};
/// Publishes the draft; gives its version. Errors: NotFound without a draft; those of
/// publication_error.
Result<int> publish_draft(Programmes& programmes, OpenProgramme& programme, PublishOrder order);

/// Publishes what is planned for `now` or before, as of its planned instant. What must not be any
/// more stays a draft and says why. Cheap where nothing is due.
void publish_due(Programmes& programmes, OpenProgramme& programme, Instant now);
/// Takes note of when the draft shall be published, if it is planned. On the writer's thread.
void note_plan(storage::Reader& reader, OpenProgramme& programme);

}  // namespace vuelve::app
