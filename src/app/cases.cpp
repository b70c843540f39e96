#include "app/cases.h"

#include "app/audit.h"
#include "app/audit_queue.h"
#include "app/facts.h"
#include "app/tell_event.h"
#include "codec/account_request.h"
#include "codec/json_writer.h"
#include "codec/public_id.h"
#include "storage/stored_json.h"

namespace vuelve::app {
namespace {

std::string object_of(std::int64_t id) { return "case:" + std::to_string(id); }

/// What the feed and the audit log say of a case; `state` once it is decided.
std::string told_of_case(const FraudCase& found, std::optional<CaseState> state) {
    JsonWriter out;
    out.begin_object()
        .member("case", std::to_string(found.id))
        .member("kind", storage::name_of(found.kind));
    if (state) out.member("state", storage::name_of(*state));
    return std::move(out.end_object()).text();
}

/// The members of a ring, as its case names them.
std::vector<std::string> members_of(const FraudCase& found) {
    const Json details = storage::or_corrupt(parse_json(found.details));
    std::vector<std::string> members;
    if (const Json* listed = details.find("members"))
        for (const Json& member : *listed->get_if<Json::Array>())
            members.push_back(*member.get_if<std::string>());
    return members;
}

/// Somebody has done the same before, or nothing can come of it any more: so be it.
Result<void> unless_done(const Answer& answer) {
    if (!answer.error || answer.error->code == ErrorCode::InvalidState ||
        answer.error->code == ErrorCode::MemberNotActive)
        return {};
    return std::unexpected(*answer.error);
}

}  // namespace

bool note_suspicion(Service& service,
                    OpenProgramme& programme,
                    storage::Transaction& tx,
                    const Suspicion& found,
                    Instant at) {
    const storage::CaseStore cases(programme.vault(), programme.placement(),
                                   programme.key().programme_id);
    const Day day = programme.snapshot()->zone().local_day(at);
    if (found.unsuspicious > 0 &&
        cases.count(tx, found.kind, day.value, found.subject, 1) <= found.unsuspicious)
        return false;
    const FraudCase opened{.id = service.ids().next_id(),
                           .kind = found.kind,
                           .subject = found.subject,
                           .member = found.member,
                           .opened_at = at,
                           .last_at = at,
                           .details = found.details};
    if (!cases.open(tx, opened, day)) return false;
    tell_event(programme, tx, "case.opened", found.member, told_of_case(opened, {}), at);
    const Caller program{.programme = programme.key(), .owner = "vuelve", .actor = "vuelve"};
    record_deed(programme, tx, program,
                {.action = "case.opened",
                 .object = object_of(opened.id),
                 .values = told_of_case(opened, {})},
                at);
    return true;
}

storage::CaseStore Cases::store_of(const OpenProgramme& programme) const {
    return {programme.vault(), programme.placement(), programme.key().programme_id};
}

std::vector<FraudCase> Cases::list(OpenProgramme& programme,
                                   CaseState state,
                                   std::int64_t before,
                                   int limit) {
    catch_up(service_, programme);
    service_.audit_queue().settle();
    return store_of(programme).before(*service_.database().snapshot(), state, before, limit);
}

std::optional<FraudCase> Cases::find(OpenProgramme& programme, std::int64_t id) {
    return store_of(programme).find(*service_.database().snapshot(), id);
}

Result<FraudCase> Cases::decide(OpenProgramme& programme,
                                const Caller& caller,
                                std::int64_t id,
                                const CaseDecision& decision) {
    const std::lock_guard lock(guard_);
    const auto found = find(programme, id);
    if (!found) return refuse(ErrorCode::NotFound);
    if (found->state != CaseState::Open) return refuse(ErrorCode::InvalidState);
    if (found->subject == caller.owner) return refuse(ErrorCode::SelfDealing);
    if (decision.suspends && found->member.value == 0)
        return refuse_field("/suspend", "out-of-range", "the case is about no member");
    // The commands first: their keys make them one, should the mark below be lost.
    TRY(act(programme, caller, *found, decision));

    const CaseState state = decision.is_confirmed ? CaseState::Confirmed : CaseState::Dismissed;
    auto tx = service_.database().begin();
    store_of(programme).decide(*tx, id, state, caller.owner, service_.now(), decision.note);
    tell_event(programme, *tx, "case.decided", found->member, told_of_case(*found, state),
               service_.now());
    record_deed(programme, *tx, caller,
                {.action = "case.decided",
                 .object = object_of(id),
                 .reason = decision.note,
                 .values = told_of_case(*found, state)},
                service_.now());
    tx->commit();
    service_.programmes().bell().ring();
    return *find(programme, id);
}

Result<void> Cases::act(OpenProgramme& programme,
                        const Caller& caller,
                        const FraudCase& found,
                        const CaseDecision& decision) {
    const std::string key = "case-" + std::to_string(found.id);
    if (found.kind == CaseKind::ReferralRing)
        for (const std::string& member : members_of(found)) {
            auto command = referral_decision_request(member, !decision.is_confirmed);
            TRY(unless_done(service_.engine().ask(
                ask_command(programme, caller, std::move(command), key + "-" + member))));
        }
    if (decision.suspends) {
        const std::string member = format_public(PublicKind::Member, found.member);
        TRY(unless_done(service_.engine().ask(ask_suspend(programme, caller, member, key))));
    }
    return {};
}

}  // namespace vuelve::app
