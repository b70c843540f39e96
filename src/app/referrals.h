#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/service.h"
#include "codec/referral_json.h"

/// Who came by whose recommendation, and what came of it: read for the member and for who decides.
namespace vuelve::app {

struct ReferralsReading {
    HolderId member{};                        // the survivor, when a merged id was asked for
    std::string code;                         // "" where the programme rewards no referrals
    std::optional<ReferralItem> referred_by;  // how the member came
    std::vector<ReferralItem> brought;        // in the order of ids
};
/// Errors: UnknownMember.
Result<ReferralsReading> read_referrals(
    Service& service, OpenProgramme& programme, HolderId member, HolderId after, int limit);

/// Referrals that wait for a person, in the order of the referees' ids.
std::vector<ReferralItem> read_referrals_in_review(Service& service,
                                                   const OpenProgramme& programme,
                                                   HolderId after,
                                                   int limit);

}  // namespace vuelve::app
