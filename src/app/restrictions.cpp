#include "app/restrictions.h"

#include <algorithm>

#include "app/asks.h"
#include "app/audit.h"
#include "app/reading.h"
#include "base/ensure.h"
#include "codec/public_id.h"
#include "codec/settings.h"
#include "storage/stored_json.h"

namespace vuelve::app {
namespace {

using storage::Restriction;

/// Nobody's law asks for more: above, settings need no reading.
constexpr int any_minimum_years = 25;

Day today_of(const OpenProgramme& programme, Instant at) {
    return programme.snapshot()->zone().local_day(at);
}

std::int64_t minimum_age(const OpenProgramme& programme, storage::Reader& reader) {
    for (const storage::Tenant& tenant : storage::load_tenants(reader))
        if (tenant.tenant_id == programme.key().tenant_id)
            return storage::or_corrupt(
                       read_stored_settings(storage::or_corrupt(parse_json(tenant.settings))))
                .minimum_age;
    return of_age_years;
}

/// Purposes that nobody agrees to for a child.
bool is_for_adults(std::string_view purpose) {
    return purpose == "marketing" || purpose == "profiling" || purpose == "third_party";
}

Error too_young(const char* field) {
    return refuse_field(field, "out-of-range",
                        "below the minimum age: only with the consent of a guardian")
        .error();
}

bool has_cause(const std::vector<Restriction>& all, RestrictionCause cause) {
    return std::ranges::find(all, cause, &Restriction::cause) != all.end();
}

/// Against what an enrolment or an update says of somebody's age.
std::optional<Error> refuse_age(const OpenProgramme& programme,
                                storage::Reader& reader,
                                const std::optional<Day>& born,
                                bool has_guardian,
                                Instant at) {
    if (!born || has_guardian) return std::nullopt;
    const int years = years_old(*born, today_of(programme, at));
    if (years >= any_minimum_years || years >= minimum_age(programme, reader)) return std::nullopt;
    return too_young("/birth_date");
}

std::optional<Error> refuse_enrolment(const OpenProgramme& programme,
                                      storage::Reader& reader,
                                      const Enrol& command,
                                      const Profile& profile,
                                      Instant at) {
    const bool has_guardian = !profile.guardian.empty();
    if (auto error = refuse_age(programme, reader, command.birth_date, has_guardian, at))
        return error;
    if (!command.birth_date && profile.of_age == false && !has_guardian)
        return too_young("/of_age");
    if (!is_minor(programme, command, profile, at)) return std::nullopt;
    for (std::size_t i = 0; i < profile.consents.size(); ++i)
        if (profile.consents[i].given && is_for_adults(profile.consents[i].purpose))
            return refuse_field("/consents/" + std::to_string(i) + "/given", "out-of-range",
                                "no advertising to and no profiling of minors")
                .error();
    return std::nullopt;
}

/// The day on which a minor is none any more; nothing when nobody told.
std::optional<Instant> of_age_at(const OpenProgramme& programme, const std::optional<Day>& born) {
    if (!born) return std::nullopt;
    constexpr int months_a_year = 12;
    return programme.snapshot()->zone().day_start(add_months(*born, of_age_years * months_a_year));
}

void restrict_minor(const OpenProgramme& programme,
                    storage::Transaction& tx,
                    HolderId member,
                    const std::optional<Day>& born,
                    const Ask& ask,
                    Instant at) {
    for (const auto purpose : {RestrictedPurpose::Marketing, RestrictedPurpose::Profiling})
        privacy_of(programme).restrict(tx, member,
                                       {.purpose = purpose,
                                        .cause = RestrictionCause::Minor,
                                        .since = at,
                                        .until = of_age_at(programme, born),
                                        .actor = ask.command.actor});
}

/// Judged again at the next round, and until then out of what was told.
void judge_again(const OpenProgramme& programme,
                 storage::Transaction& tx,
                 HolderId member,
                 TxnId txn) {
    const storage::SegmentStore::Due due{member, txn};
    programme.segments().note(tx, {&due, 1});
}

std::string_view word(RestrictedPurpose purpose) {
    return purpose == RestrictedPurpose::Marketing   ? "marketing"
           : purpose == RestrictedPurpose::Profiling ? "profiling"
                                                     : "all";
}

/// A member who is blocked does nothing and is told nothing: suspended, by the ordinary command.
Result<void> block(Service& service, const Caller& by, HolderId member, bool blocked) {
    OpenProgramme& programme = *service.programmes().find(by.programme);
    const std::string id = format_public(PublicKind::Member, member);
    const std::string key = "claim/" + id + "/" + std::to_string(service.ids().next_id());
    const auto answer = service.engine().ask(blocked ? ask_suspend(programme, by, id, key)
                                                     : ask_reactivate(programme, by, id, key));
    // Suspended already is as good.
    if (answer.error && !(blocked && answer.error->code == ErrorCode::InvalidState))
        return std::unexpected(*answer.error);
    return {};
}

}  // namespace

storage::PrivacyStore privacy_of(const OpenProgramme& programme) {
    return {programme.members(), programme.vault(), programme.placement(),
            programme.key().programme_id};
}

int years_old(Day born, Day on) {
    const CalendarDate birth = date_of(born), now = date_of(on);
    const bool had_birthday = std::pair(now.month, now.day) >= std::pair(birth.month, birth.day);
    return now.year - birth.year - (had_birthday ? 0 : 1);
}

bool is_minor(const OpenProgramme& programme,
              const Enrol& command,
              const Profile& profile,
              Instant at) {
    if (command.birth_date)
        return years_old(*command.birth_date, today_of(programme, at)) < of_age_years;
    return profile.of_age == false;
}

std::optional<Error> refuse_restricted(const OpenProgramme& programme,
                                       storage::Reader& reader,
                                       const Ask& ask,
                                       HolderId member,
                                       Instant at) {
    if (const auto* enrolment = std::get_if<Enrol>(&ask.command.body))
        return refuse_enrolment(programme, reader, *enrolment, *ask.profile, at);
    const auto* consent = std::get_if<SetConsent>(&ask.command.body);
    const auto* update = std::get_if<UpdateMember>(&ask.command.body);
    const bool gives = consent && consent->given;
    const bool changes = update || std::holds_alternative<ChangeIdentity>(ask.command.body) ||
                         std::holds_alternative<Reactivate>(ask.command.body);
    if (!gives && !changes) return std::nullopt;
    const auto privacy = privacy_of(programme);
    const auto all = privacy.restrictions(reader, member, at);
    if (has_cause(all, RestrictionCause::Claim))
        return Error{ErrorCode::MemberNotActive, "blocked while a claim is open", {}, {}};
    if (gives && is_for_adults(consent->purpose) && has_cause(all, RestrictionCause::Minor))
        return refuse_field("/given", "out-of-range",
                            "no advertising to and no profiling of minors")
            .error();
    if (!update || !update->birth_date) return std::nullopt;
    const auto age = privacy.age_of(reader, member);
    return refuse_age(programme, reader, update->birth_date, age && !age->guardian.empty(), at);
}

void note_restrictions(const OpenProgramme& programme,
                       storage::Transaction& tx,
                       const Ask& ask,
                       const vuelve::Transaction& done) {
    const auto privacy = privacy_of(programme);
    if (const auto* enrolment = std::get_if<Enrol>(&ask.command.body)) {
        if (ask.profile->of_age || !ask.profile->guardian.empty())
            privacy.put_age(tx, enrolment->holder,
                            {.of_age = ask.profile->of_age.value_or(false),
                             .guardian = ask.profile->guardian,
                             .text_version = ask.profile->guardian_text,
                             .actor = ask.command.actor,
                             .at = done.at});
        if (is_minor(programme, *enrolment, *ask.profile, done.at))
            restrict_minor(programme, tx, enrolment->holder, enrolment->birth_date, ask, done.at);
    }
    if (const auto* update = std::get_if<UpdateMember>(&ask.command.body);
        update && update->birth_date) {
        const int years = years_old(*update->birth_date, today_of(programme, done.at));
        for (const auto purpose : {RestrictedPurpose::Marketing, RestrictedPurpose::Profiling})
            privacy.lift(tx, done.holder, purpose, RestrictionCause::Minor);
        if (years < of_age_years)
            restrict_minor(programme, tx, done.holder, update->birth_date, ask, done.at);
    }
    const auto* consent = std::get_if<SetConsent>(&ask.command.body);
    if (!consent || consent->purpose != "profiling") return;
    if (consent->given)
        privacy.lift(tx, done.holder, RestrictedPurpose::Profiling, RestrictionCause::Objection);
    else
        privacy.restrict(tx, done.holder,
                         {.purpose = RestrictedPurpose::Profiling,
                          .cause = RestrictionCause::Objection,
                          .since = done.at,
                          .actor = ask.command.actor});
    judge_again(programme, tx, done.holder, done.id);
}

Result<void> set_restriction(Service& service,
                             const Caller& by,
                             HolderId member,
                             RestrictedPurpose purpose,
                             RestrictionCause cause,
                             bool restricted,
                             const std::string& reason) {
    OpenProgramme& programme = *service.programmes().find(by.programme);
    const auto privacy = privacy_of(programme);
    const auto known = programme.members().load(*service.database().snapshot(), member);
    if (!known || known->kind != HolderKind::Member) return refuse(ErrorCode::UnknownMember);
    if (known->state == MemberState::Anonymised || known->state == MemberState::Merged)
        return refuse(ErrorCode::InvalidState);
    if (purpose == RestrictedPurpose::All && restricted) TRY(block(service, by, member, true));
    bool was_there = true;
    // Between two groups: the writer knows in memory how members can be written to.
    TRY(service.engine().alone([&](Instant now) {
        auto tx = service.database().begin();
        if (restricted)
            privacy.restrict(
                *tx, member,
                {.purpose = purpose, .cause = cause, .since = now, .until = {}, .actor = by.actor});
        else
            was_there = privacy.lift(*tx, member, purpose, cause);
        judge_again(programme, *tx, member, {});
        record_deed(programme, *tx, by,
                    {.action = restricted ? "member.restricted" : "member.unrestricted",
                     .object = "member:" + format_public(PublicKind::Member, member),
                     .reason = reason,
                     .fields = {std::string(word(purpose))}},
                    now);
        if (was_there) tx->commit();
        programme.cache().contacts.erase(member);
    }));
    if (!was_there) return refuse(ErrorCode::InvalidState, "there is no such restriction");
    if (purpose == RestrictedPurpose::All && !restricted) TRY(block(service, by, member, false));
    return {};
}

Result<RestrictionsReading> read_restrictions(Service& service,
                                              const OpenProgramme& programme,
                                              HolderId id) {
    const auto reader = service.database().snapshot();
    const auto known = programme.members().load(*reader, id);
    if (!known || known->kind != HolderKind::Member) return refuse(ErrorCode::UnknownMember);
    const auto privacy = privacy_of(programme);
    return RestrictionsReading{id, privacy.restrictions(*reader, id, service.now()),
                               privacy.age_of(*reader, id)};
}

}  // namespace vuelve::app
