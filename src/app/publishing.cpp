#include "app/publishing.h"

#include <algorithm>
#include <set>

#include "app/audit.h"
#include "app/settings.h"
#include "app/staff.h"
#include "storage/api_key_store.h"

namespace vuelve::app {
namespace {

constexpr std::string_view reason_name = "programme-reason";
constexpr std::string_view publish_scope = "programme.publish";

storage::Bytes seal(const OpenProgramme& programme, const std::string& text) {
    return programme.vault().seal_secret(reason_name, programme.key().programme_id, text);
}

std::string opened(const OpenProgramme& programme, const std::optional<storage::Bytes>& sealed) {
    if (!sealed) return {};
    return programme.vault().open_secret(reason_name, programme.key().programme_id, *sealed);
}

VersionReading open_version(const OpenProgramme& programme, storage::ProgrammeVersion row) {
    VersionReading reading{.row = {},
                           .reason = opened(programme, row.steps.reason),
                           .rejection = opened(programme, row.steps.rejection)};
    reading.row = std::move(row);
    return reading;
}

std::string etag_of(const storage::ProgrammeVersion& version) {
    return storage::crypto::to_hex(version.content_hash);
}

/// Where every change is made: between two groups, at the writer's time.
template <class T>
Result<T> in_turn(Service& service, const std::function<Result<T>(Instant now)>& work) {
    std::optional<Result<T>> result;
    TRY(service.engine().alone([&](Instant now) { result = work(now); }));
    return std::move(*result);
}

Result<storage::ProgrammeVersion> draft_of(storage::Reader& reader, const ProgrammeKey& key) {
    auto draft = storage::load_draft(reader, key);
    if (!draft) return refuse(ErrorCode::NotFound, "there is no draft");
    return std::move(*draft);
}

void record(const OpenProgramme& programme,
            storage::Transaction& tx,
            const Caller& caller,
            std::string action,
            int version,
            Instant now) {
    record_deed(programme, tx, caller,
                {.action = std::move(action), .object = "version:" + std::to_string(version)}, now);
}

/// One step of the draft: `change` says what becomes of it, `action` what the audit log calls it.
Result<VersionReading> step(
    Service& service,
    OpenProgramme& programme,
    const Caller& caller,
    const std::string& action,
    const std::function<Result<void>(
        storage::Transaction& tx, storage::ProgrammeVersion& draft, Instant now)>& change) {
    return in_turn<VersionReading>(service, [&](Instant now) -> Result<VersionReading> {
        auto tx = service.database().begin();
        storage::ProgrammeVersion draft = TRY(draft_of(*tx, programme.key()));
        TRY(change(*tx, draft, now));
        storage::set_draft_steps(*tx, programme.key(), draft.version, draft.steps);
        record(programme, *tx, caller, action, draft.version, now);
        tx->commit();
        programme.plan(draft.steps.publish_at);
        return open_version(programme, std::move(draft));
    });
}

/// Would the draft be refused if it were published then?
Result<void> check_draft(storage::Reader& reader,
                         const OpenProgramme& programme,
                         const storage::ProgrammeVersion& draft,
                         Instant at) {
    const ProgrammeDocument next = TRY(read_programme(draft.document));
    const Content content = draft.steps.rolled_back_to == 0 ? Content::New : Content::Old;
    auto faults = check_against_holders(reader, programme, next, at, content);
    if (!faults.empty()) return std::unexpected(publication_error(std::move(faults)));
    return {};
}

bool is_submitted(const storage::DraftSteps& steps) { return steps.submitted_at.has_value(); }

}  // namespace

std::string_view VersionReading::state() const {
    if (row.state == storage::VersionState::Published) return "published";
    if (row.state == storage::VersionState::Superseded) return "superseded";
    if (row.steps.publish_at) return "scheduled";
    if (row.steps.approved_at) return "approved";
    return is_submitted(row.steps) ? "submitted" : "draft";
}

std::string VersionReading::etag() const { return etag_of(row); }

VersionReading read_in_force(Service& service, const OpenProgramme& programme) {
    return open_version(programme,
                        version_in_force(*service.database().snapshot(), programme.key()));
}

Result<VersionReading> read_version(Service& service, const OpenProgramme& programme, int version) {
    auto row = storage::load_version(*service.database().snapshot(), programme.key(), version);
    if (!row) return refuse(ErrorCode::NotFound);
    return open_version(programme, std::move(*row));
}

Result<VersionReading> read_draft(Service& service, const OpenProgramme& programme) {
    return open_version(programme, TRY(draft_of(*service.database().snapshot(), programme.key())));
}

std::vector<VersionReading> read_versions(Service& service,
                                          const OpenProgramme& programme,
                                          int before,
                                          int limit) {
    std::vector<VersionReading> readings;
    auto reader = service.database().snapshot();
    for (auto& row : storage::programme_history(*reader, programme.key(), before, limit))
        readings.push_back(open_version(programme, std::move(row)));
    return readings;
}

Result<VersionReading> put_draft(Service& service,
                                 OpenProgramme& programme,
                                 const Caller& caller,
                                 const std::string& document,
                                 const std::string& seen) {
    TRY(read_programme(document));
    return in_turn<VersionReading>(service, [&](Instant now) -> Result<VersionReading> {
        auto tx = service.database().begin();
        const auto open = storage::load_draft(*tx, programme.key());
        const auto there = open ? *open : version_in_force(*tx, programme.key());
        if (etag_of(there) != seen) return refuse(ErrorCode::PreconditionFailed);
        storage::save_draft(*tx, programme.key(), document, caller.owner, now);
        auto draft = TRY(draft_of(*tx, programme.key()));
        record(programme, *tx, caller, "programme.drafted", draft.version, now);
        tx->commit();
        programme.plan(std::nullopt);
        return open_version(programme, std::move(draft));
    });
}

Result<void> drop_draft(Service& service,
                        OpenProgramme& programme,
                        const Caller& caller,
                        const std::optional<std::string>& seen) {
    TRY(in_turn<bool>(service, [&](Instant now) -> Result<bool> {
        auto tx = service.database().begin();
        const auto draft = TRY(draft_of(*tx, programme.key()));
        if (seen && etag_of(draft) != *seen) return refuse(ErrorCode::PreconditionFailed);
        storage::delete_draft(*tx, programme.key());
        record(programme, *tx, caller, "programme.dropped", draft.version, now);
        tx->commit();
        programme.plan(std::nullopt);
        return true;
    }));
    return {};
}

Result<VersionReading> submit_draft(Service& service,
                                    OpenProgramme& programme,
                                    const Caller& caller,
                                    const std::string& reason) {
    return step(service, programme, caller, "programme.submitted",
                [&](auto& tx, auto& draft, Instant now) -> Result<void> {
                    if (is_submitted(draft.steps)) return refuse(ErrorCode::InvalidState);
                    TRY(check_draft(tx, programme, draft, now));
                    draft.steps.reason = seal(programme, reason);
                    draft.steps.submitted_at = now;
                    draft.steps.submitter = caller.owner;
                    draft.steps.rejected_at.reset();
                    draft.steps.rejecter.clear();
                    draft.steps.rejection.reset();
                    return {};
                });
}

Result<VersionReading> approve_draft(Service& service,
                                     OpenProgramme& programme,
                                     const Caller& caller) {
    const bool binds = needs_four_eyes(service, programme);
    return step(service, programme, caller, "programme.approved",
                [&](auto&, auto& draft, Instant now) -> Result<void> {
                    if (!is_submitted(draft.steps) || draft.steps.approved_at)
                        return refuse(ErrorCode::InvalidState);
                    const bool is_own =
                        caller.owner == draft.author || caller.owner == draft.steps.submitter;
                    if (binds && is_own) return refuse(ErrorCode::SelfDealing);
                    draft.steps.approved_at = now;
                    draft.steps.approver = caller.owner;
                    return {};
                });
}

Result<VersionReading> reject_draft(Service& service,
                                    OpenProgramme& programme,
                                    const Caller& caller,
                                    const std::string& reason) {
    return step(service, programme, caller, "programme.rejected",
                [&](auto&, auto& draft, Instant now) -> Result<void> {
                    if (!is_submitted(draft.steps)) return refuse(ErrorCode::InvalidState);
                    storage::DraftSteps back;
                    back.rolled_back_to = draft.steps.rolled_back_to;
                    back.rejected_at = now;
                    back.rejecter = caller.owner;
                    back.rejection = seal(programme, reason);
                    draft.steps = std::move(back);
                    return {};
                });
}

namespace {

/// The steps with which a draft is published, when it may be.
Result<storage::DraftSteps> allowed(const OpenProgramme& programme,
                                    const storage::ProgrammeVersion& draft,
                                    const Caller& caller,
                                    const std::string& reason,
                                    bool binds) {
    storage::DraftSteps steps = draft.steps;
    if (binds && !steps.approved_at) return refuse(ErrorCode::ApprovalRequired);
    if (!reason.empty()) steps.reason = seal(programme, reason);
    if (!steps.reason)
        return refuse_field("/reason", "required", "say why: the draft was not handed in");
    // Where one person is enough, who publishes answers for it.
    if (!steps.approved_at) steps.approver = caller.owner;
    steps.trouble.clear();
    steps.publish_at.reset();
    return steps;
}

/// Publishes the draft as it lies there, and tells what came of it.
Result<VersionReading> publish_at_once(Service& service,
                                       OpenProgramme& programme,
                                       PublishOrder order) {
    const int version = TRY(publish_draft(service.programmes(), programme, std::move(order)));
    return read_version(service, programme, version);
}

/// An old content as a draft that waits for a second person.
Result<VersionReading> hand_in_again(Service& service,
                                     const OpenProgramme& programme,
                                     const Caller& caller,
                                     const storage::ProgrammeVersion& old,
                                     const storage::DraftSteps& steps,
                                     Instant now) {
    auto tx = service.database().begin();
    if (storage::load_draft(*tx, programme.key())) return refuse(ErrorCode::InvalidState);
    storage::save_draft(*tx, programme.key(), old.document, steps.submitter, now);
    auto draft = TRY(draft_of(*tx, programme.key()));
    draft.steps = steps;
    TRY(check_draft(*tx, programme, draft, now));
    storage::set_draft_steps(*tx, programme.key(), draft.version, steps);
    record(programme, *tx, caller, "programme.submitted", draft.version, now);
    tx->commit();
    return open_version(programme, std::move(draft));
}

}  // namespace

Result<VersionReading> publish_programme(Service& service,
                                         OpenProgramme& programme,
                                         const Caller& caller,
                                         const PublishAsked& asked) {
    const bool binds = needs_four_eyes(service, programme);
    if (asked.at)
        return step(service, programme, caller, "programme.planned",
                    [&](auto& tx, auto& draft, Instant now) -> Result<void> {
                        auto steps = TRY(allowed(programme, draft, caller, asked.reason, binds));
                        if (*asked.at <= now)
                            return refuse_field("/at", "out-of-range",
                                                "an instant that is still to come");
                        TRY(check_draft(tx, programme, draft, *asked.at));
                        draft.steps = std::move(steps);
                        draft.steps.publish_at = asked.at;
                        return {};
                    });
    return in_turn<VersionReading>(service, [&](Instant now) -> Result<VersionReading> {
        const auto draft = TRY(draft_of(*service.database().snapshot(), programme.key()));
        auto steps = TRY(allowed(programme, draft, caller, asked.reason, binds));
        const Content content = steps.rolled_back_to == 0 ? Content::New : Content::Old;
        return publish_at_once(
            service, programme,
            {.steps = std::move(steps), .at = now, .by = caller, .content = content});
    });
}

Result<VersionReading> unschedule_draft(Service& service,
                                        OpenProgramme& programme,
                                        const Caller& caller) {
    return step(service, programme, caller, "programme.unscheduled",
                [&](auto&, auto& draft, Instant) -> Result<void> {
                    if (!draft.steps.publish_at) return refuse(ErrorCode::InvalidState);
                    draft.steps.publish_at.reset();
                    return {};
                });
}

Result<VersionReading> roll_back(Service& service,
                                 OpenProgramme& programme,
                                 const Caller& caller,
                                 int version,
                                 const std::string& reason) {
    const bool binds = needs_four_eyes(service, programme);
    const auto key = programme.key();
    return in_turn<VersionReading>(service, [&](Instant now) -> Result<VersionReading> {
        const auto old = storage::load_version(*service.database().snapshot(), key, version);
        if (!old) return refuse(ErrorCode::NotFound);
        if (old->state != storage::VersionState::Superseded) return refuse(ErrorCode::InvalidState);
        storage::DraftSteps steps;
        steps.rolled_back_to = version;
        steps.reason = seal(programme, reason);
        steps.submitted_at = now;
        steps.submitter = caller.owner;
        if (binds) return hand_in_again(service, programme, caller, *old, steps, now);
        steps.approver = caller.owner;
        return publish_at_once(
            service, programme,
            {.steps = std::move(steps), .at = now, .content = Content::Old, .returning = *old});
    });
}

bool needs_four_eyes(Service& service, const OpenProgramme& programme) {
    const FourEyes setting = read_settings(service, programme.key()).four_eyes;
    if (setting != FourEyes::Auto) return setting == FourEyes::On;
    // People, where there are any: a key that may publish is no second pair of eyes.
    if (const int people = count_holders(service, programme, publish_scope); people > 0)
        return people > 1;
    std::set<std::string> holders;
    for (const storage::ApiKey& key : service.keys().list(programme.key()))
        if (key.valid_at(service.now()) && std::ranges::count(key.scopes, publish_scope) > 0)
            holders.insert(key.owner);
    return holders.size() > 1;
}

}  // namespace vuelve::app
