#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/service.h"
#include "codec/decoder.h"
#include "codec/json.h"
#include "codec/settings.h"

/// A tenant made of a worked case's config and members (tests/golden/README.md), for every place
/// where such cases run.
namespace vuelve::app {

/// A member of a case, before the first step or enrolled by one.
struct CaseMember {
    std::string alias;
    std::string household;  // its alias, "" = none
    std::vector<std::string> identities;
    std::string referred_by;    // alias of a member, "" = nobody
    std::string referral_code;  // of that member, where the door knows it
    std::string device, payment_token;
    std::vector<std::string> address;
    Enrol enrol;  // `holder` and `household` not yet numbered
};
/// What a member of a case and an `enrol` step both may say.
void decode_case_person(ObjectReader& object, CaseMember& out);
/// The rows of `members`.
void decode_case_member(const Cursor& at, CaseMember& out);

/// The member is found again as "external:<alias>". One with a household joins `household`; 0 makes
/// it. Errors: ValidationFailed: an identity that is none.
Result<Ask> ask_case_member(const OpenProgramme& programme,
                            const Caller& caller,
                            const CaseMember& member,
                            const std::string& key,
                            HolderId household = {});

struct TestTenant {
    ProgrammeKey programme{};
    std::vector<std::pair<std::string, HolderId>> members, households;  // by alias
};
/// Golden cases run below the check for proofs (contract.md 1 rule 9).
Settings golden_settings();
/// A new tenant with the case's programme, its members enrolled in the order of their aliases.
/// Errors: ValidationFailed with every fault; what an enrolment refuses.
Result<TestTenant> create_test_tenant(Service& service,
                                      const std::string& code,
                                      const Json& config,
                                      std::vector<CaseMember> members,
                                      const Settings& settings = golden_settings());

}  // namespace vuelve::app
