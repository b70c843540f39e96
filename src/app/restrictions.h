#pragma once

#include "app/programmes.h"
#include "app/service.h"
#include "storage/privacy_store.h"

/// What is not done with somebody's data: because they object, because they are minors, because a
/// claim is open. Source: security.md 7; docs/adr/0044.
namespace vuelve::app {

using storage::RestrictedPurpose;
using storage::RestrictionCause;

storage::PrivacyStore privacy_of(const OpenProgramme& programme);

/// Nobody below is advertised to or profiled, whoever agreed.
inline constexpr int of_age_years = 18;

/// Whole years on a day.
int years_old(Day born, Day on);
/// By the birth date, or by what was said instead of it.
bool is_minor(const OpenProgramme& programme,
              const Enrol& command,
              const Profile& profile,
              Instant at);

/// What age and open claims say against a command. Errors: ValidationFailed (too young without a
/// guardian, advertising to a minor); MemberNotActive (blocked while a claim is open).
std::optional<Error> refuse_restricted(const OpenProgramme& programme,
                                       storage::Reader& reader,
                                       const Ask& ask,
                                       HolderId member,
                                       Instant at);
/// Notes what an accepted command says of age and objections, in its transaction.
void note_restrictions(const OpenProgramme& programme,
                       storage::Transaction& tx,
                       const Ask& ask,
                       const vuelve::Transaction& done);

/// Restricts a purpose, or lifts the restriction of this cause; what was told by it before is
/// undone within a minute. To block (All) is also to suspend, and needs the engine.
/// Errors: UnknownMember, InvalidState (nothing to lift, or already gone).
Result<void> set_restriction(Service& service,
                             const Caller& by,
                             HolderId member,
                             RestrictedPurpose purpose,
                             RestrictionCause cause,
                             bool restricted,
                             const std::string& reason);

struct RestrictionsReading {
    HolderId member{};
    std::vector<storage::Restriction> restrictions;
    std::optional<storage::AgeProof> age;
};
/// Errors: UnknownMember.
Result<RestrictionsReading> read_restrictions(Service& service,
                                              const OpenProgramme& programme,
                                              HolderId id);

}  // namespace vuelve::app
