#pragma once

#include "http/api.h"

/// Who came by whose recommendation, and those on which a person decides.
namespace vuelve::http {

/// The member's own code, how the member came, and who came by it.
Result<Response> list_member_referrals(Api& api, const Request& request);
/// Those that wait for a decision.
Result<Response> list_referrals(Api& api, const Request& request);

/// Told by tell_done.
Result<app::Ask> ask_referral_decision(Api& api, const Request& request);

}  // namespace vuelve::http
