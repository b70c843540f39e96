#include "app/household_invites.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "app/entitlements.h"
#include "app/reading.h"

namespace vuelve::app {
namespace {

using storage::crypto::Hash;

constexpr std::int64_t invite_lives_ms = ms_per_day;
/// As many bytes of the signature travel: nobody guesses 96 bits in a day.
constexpr std::size_t invite_signature_size = 12;

std::string invite_signature(const OpenProgramme& programme, std::string_view said) {
    const Hash whole = programme.vault().card_mac(
        "household",
        storage::crypto::bytes_of(fmt::format("{} {}", programme.key().programme_id, said)));
    return storage::crypto::to_base64url(std::span(whole).first(invite_signature_size));
}

}  // namespace

Result<HouseholdInvite> invite_to_household(Service& service,
                                            OpenProgramme& programme,
                                            HolderId member) {
    const auto account = TRY(read_member(service, programme, member));
    const HolderId household = account.member.household;
    if (household.value == 0) return refuse(ErrorCode::InvalidState, "the member is in none");
    const auto reading = TRY(read_household(service, programme, household));
    const auto own = std::ranges::find(reading.members, account.member.id, &Membership::member);
    if (own == reading.members.end() || !own->owner)
        return refuse(ErrorCode::Forbidden, "only an owner invites");
    const Instant until = service.now() + invite_lives_ms;
    const std::string said = fmt::format("{}.{}", format_public(PublicKind::Household, household),
                                         until.value / ms_per_second);
    return HouseholdInvite{fmt::format("{}.{}", said, invite_signature(programme, said)), until};
}

Result<HolderId> household_of_invite(const OpenProgramme& programme,
                                     std::string_view code,
                                     Instant now) {
    const std::size_t first = code.find('.'), last = code.rfind('.');
    if (first == std::string_view::npos || first == last) return refuse(ErrorCode::NotFound);
    const std::string_view said = code.substr(0, last),
                           until = code.substr(first + 1, last - first - 1);
    const auto hash = [](std::string_view text) {
        return storage::crypto::sha256(storage::crypto::bytes_of(text));
    };
    if (!storage::crypto::equal(hash(code.substr(last + 1)),
                                hash(invite_signature(programme, said))))
        return refuse(ErrorCode::NotFound);
    std::int64_t seconds = 0;
    std::from_chars(until.data(), until.data() + until.size(), seconds);
    if (now.value / ms_per_second >= seconds) return refuse(ErrorCode::TokenExpired);
    const auto household = parse_public_holder(PublicKind::Household, code.substr(0, first));
    if (!household) return refuse(ErrorCode::NotFound);
    return *household;
}

std::vector<HouseholdPerson> people_of_household(Service& service,
                                                 OpenProgramme& programme,
                                                 HolderId household) {
    std::vector<HouseholdPerson> people;
    const auto reading = read_household(service, programme, household);
    if (!reading) return people;
    auto reader = service.database().snapshot();
    for (const Membership& one : reading->members) {
        const auto person = programme.members().load(*reader, one.member);
        people.push_back({.member = one.member,
                          .name = person ? short_name(person->profile.name) : std::string(),
                          .is_owner = one.owner,
                          .can_redeem = one.can_redeem,
                          .joined_at = one.joined_at});
    }
    return people;
}

}  // namespace vuelve::app
