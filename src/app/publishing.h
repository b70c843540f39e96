#pragma once

#include "app/publication.h"
#include "app/service.h"

/// From a draft to what is in force: written, handed in, looked at by a second person, published
/// now or at an instant, rolled back. Any door.   Source: design.md D12, contract.md 1 rules 10 and
/// 17, docs/adr/0034.
namespace vuelve::app {

/// A version with its words of people opened.
struct VersionReading {
    storage::ProgrammeVersion row;
    std::string reason, rejection;

    /// "draft", "submitted", "approved", "scheduled", "published", "superseded"
    std::string_view state() const;
    /// Hash of the document in hexadecimal: equal documents have one.
    std::string etag() const;
};

/// Errors of all: NotFound where there is no such version or no draft.
VersionReading read_in_force(Service& service, const OpenProgramme& programme);
Result<VersionReading> read_version(Service& service, const OpenProgramme& programme, int version);
Result<VersionReading> read_draft(Service& service, const OpenProgramme& programme);
/// Newest first, below `before`, without documents.
std::vector<VersionReading> read_versions(Service& service,
                                          const OpenProgramme& programme,
                                          int before,
                                          int limit);

/// The whole document, which takes the place of the draft's; what was said of that is over. `seen`
/// is the etag of what its author began from: the draft, or without one what is in force.
/// Errors: PreconditionFailed; ValidationFailed with every fault.
Result<VersionReading> put_draft(Service& service,
                                 OpenProgramme& programme,
                                 const Caller& caller,
                                 const std::string& document,
                                 const std::string& seen);
Result<void> drop_draft(Service& service,
                        OpenProgramme& programme,
                        const Caller& caller,
                        const std::optional<std::string>& seen);
/// Hands the draft in. Errors: InvalidState when it is handed in already; those of a publication
/// now.
Result<VersionReading> submit_draft(Service& service,
                                    OpenProgramme& programme,
                                    const Caller& caller,
                                    const std::string& reason);
/// Errors: InvalidState when it is not handed in; SelfDealing where four eyes are needed.
Result<VersionReading> approve_draft(Service& service,
                                     OpenProgramme& programme,
                                     const Caller& caller);
Result<VersionReading> reject_draft(Service& service,
                                    OpenProgramme& programme,
                                    const Caller& caller,
                                    const std::string& reason);

struct PublishAsked {
    std::optional<Instant> at{};  // none = now
    std::string reason;           // "" = as it was handed in
};
/// Publishes the draft, or plans it for an instant. Errors: ApprovalRequired where four eyes are
/// needed and nobody approved; ValidationFailed (an instant that is over); those of a publication.
Result<VersionReading> publish_programme(Service& service,
                                         OpenProgramme& programme,
                                         const Caller& caller,
                                         const PublishAsked& asked);
/// Errors: InvalidState when nothing is planned.
Result<VersionReading> unschedule_draft(Service& service,
                                        OpenProgramme& programme,
                                        const Caller& caller);
/// Publishes the content of an earlier version as a new one. Where four eyes are needed it is
/// handed in as a draft instead, and the draft is given. Errors: InvalidState for a draft, for what
/// is in force, and where four eyes are needed and another draft is open; those of a publication.
Result<VersionReading> roll_back(Service& service,
                                 OpenProgramme& programme,
                                 const Caller& caller,
                                 int version,
                                 const std::string& reason);

/// Do drafts of this programme need a second person? By the tenant's setting; of itself while two
/// or more hold the right to publish.   Source: contract.md 1 rule 10.
bool needs_four_eyes(Service& service, const OpenProgramme& programme);

}  // namespace vuelve::app
