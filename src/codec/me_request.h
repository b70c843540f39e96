#pragma once

#include <string>

#include "base/result.h"
#include "codec/identity.h"
#include "codec/json.h"
#include "codec/member_json.h"

/// Bodies of members who sign in and look after themselves. Errors: ValidationFailed with every
/// fault. Source: security.md 4.
namespace vuelve {

/// `{phone}` or `{email}`, as typed.
struct ContactBody {
    IdentityKind kind{};
    std::string value;
};
/// The contact as it is stored; national numbers are read as of `region`. Errors: ValidationFailed.
Result<Identity> contact_of(const ContactBody& body, std::string_view region);

/// `{programme?, phone | email, purpose?}`
struct CodeBody {
    std::string programme;  // its code, "" = the only one
    ContactBody to;
};
Result<CodeBody> decode_code_request(const Json& json);

/// `{request, code}`; `device` and `cookie` of a sign-in alone.
struct CodeProofBody {
    std::string request, code;
    std::string device;        // "phone", "tablet", "computer", "other"
    bool keep_cookie = false;  // a browser keeps the session, no script sees it
};
Result<CodeProofBody> decode_member_sign_in(const Json& json);
Result<CodeProofBody> decode_code_proof(const Json& json);

/// `{request, code, device?, cookie?, came_by?}` and what an enrolment tells of a person but their
/// identities: name, birth_date, of_age, guardian, home_store, language, referral_code, consents.
struct JoinBody {
    CodeProofBody proof;
    std::string came_by;  // "" = not said
    EnrolmentRequest profile;
};
Result<JoinBody> decode_join(const Json& json, std::string_view region);

/// `{phone}` or `{email}`
Result<ContactBody> decode_contact(const Json& json);
/// `{token}`
Result<std::string> decode_undo(const Json& json);

/// A body as it is for any member, of the member's own: without `member`, which is said by the
/// session. Errors: MalformedRequest when it is no object; ValidationFailed when it names a
/// `member`, a `proof`, or a field that `fields` (any, when empty) does not have.
Result<Json> with_own_member(const Json& json,
                             std::string_view member,
                             std::initializer_list<std::string_view> fields = {});
Result<void> check_own_fields(const Json& json, std::initializer_list<std::string_view> fields);

}  // namespace vuelve
