#pragma once

#include "app/member_sign_in.h"

/// Somebody becomes a member by themselves: a code proved that the phone or e-mail is theirs.
/// Source: ux/README.md 8 (Join), docs/adr/0055.
namespace vuelve::app {

struct JoinWanted {
    std::string request, code;
    std::string device;  // as of a sign-in
    /// Without identities: there is one, the proved contact.
    EnrolmentRequest profile;
    std::string came_by;  // "poster", "receipt", "friend", "till", "web"; "" = not said
};
struct Joined {
    MemberSignedIn signed_in;
    /// The enrolment; none for who was a member already and is signed in as such.
    std::optional<Answer> enrolment{};
};
/// The same request with the same content again gives the same member, and another session.
/// Errors: as use_join_code; as an enrolment's; Forbidden where nobody joins by themselves.
Result<Joined> join(Service& service, JoinWanted wanted, const std::string& peer);

}  // namespace vuelve::app
