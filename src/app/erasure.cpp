#include "app/erasure.h"

#include "app/asks.h"
#include "codec/account_request.h"
#include "codec/public_id.h"

namespace vuelve::app {
namespace {

ErasureCause cause_of(const std::string& actor) {
    if (actor == retention_actor) return ErasureCause::Retention;
    if (actor == replay_actor) return ErasureCause::Replay;
    return actor.starts_with("member:") ? ErasureCause::Own : ErasureCause::Request;
}

}  // namespace

void erase_person(const OpenProgramme& programme,
                  storage::Transaction& tx,
                  const Ask& ask,
                  const vuelve::Transaction& done) {
    const auto privacy = privacy_of(programme);
    const std::string& actor = ask.command.actor;
    const Day today = programme.snapshot()->zone().local_day(done.at);
    const Instant until =
        programme.snapshot()->zone().day_start(add_months(today, tombstone_months));
    std::vector<HolderId> numbers = privacy.merged_into(tx, done.holder);
    numbers.push_back(done.holder);
    for (const HolderId one : numbers) {
        programme.members().erase(tx, one, until);
        privacy.erase_rows(tx, one);
        privacy.add_erasure(tx, {one, done.at, cause_of(actor), actor});
    }
    privacy.drop_ended_files(tx);
    record_deed(programme, tx, {programme.key(), actor, actor},
                {.action = "member.erased",
                 .object = "member:" + format_public(PublicKind::Member, done.holder)},
                done.at);
}

Result<void> erase_one_of_many(Service& service, const Caller& by, HolderId member) {
    OpenProgramme& programme = *service.programmes().find(by.programme);
    // Before their rows go, or nobody would know which of those in memory are theirs.
    {
        auto tx = service.database().begin();
        service.sessions().end_all(*tx, by.programme, SessionKind::Member, member.value);
        tx->commit();
    }
    // Its own number is key enough: nobody is erased twice.
    const std::string id = format_public(PublicKind::Member, member);
    const Answer answer =
        service.engine().ask(ask_command(programme, by, erase_request(id), "erase/" + id));
    if (answer.error) return std::unexpected(*answer.error);
    if (answer.outcome == Outcome::Replayed) return refuse(ErrorCode::InvalidState);
    return {};
}

Result<void> erase_member(Service& service, const Caller& by, HolderId member) {
    TRY(erase_one_of_many(service, by, member));
    service.database().scrub();
    return {};
}

std::vector<storage::Erasure> read_erasures(Service& service,
                                            const OpenProgramme& programme,
                                            HolderId after,
                                            int limit) {
    return privacy_of(programme).erasures(*service.database().snapshot(), after, limit);
}

Result<int> replay_erasures(Service& service,
                            const ProgrammeKey& programme,
                            const std::vector<HolderId>& members) {
    const Caller by{programme, std::string(replay_actor), std::string(replay_actor)};
    int known = 0;
    for (const HolderId member : members) {
        const auto erased = erase_one_of_many(service, by, member);
        if (erased)
            ++known;
        else if (erased.error().code != ErrorCode::InvalidState &&
                 erased.error().code != ErrorCode::UnknownMember)
            return std::unexpected(erased.error());
    }
    service.database().scrub();
    return known;
}

}  // namespace vuelve::app
