#pragma once

#include <set>
#include <string_view>

#include "base/result.h"
#include "domain/calendar.h"
#include "http/request.h"

/// What stands before a route beside its scope. Two lists, and what is not in them is denied or
/// free: a new route is closed to credentials that are bound to stores until somebody has thought
/// about what it shows them.   Source: security.md 4, docs/adr/0039.
namespace vuelve::http {

/// May a credential that is bound to stores call this operation? Its handler then keeps to the
/// stores, or there is nothing of a store in it.
bool is_for_store_bound(std::string_view operation);
/// Secrets, exports, approvals: who it is must have been proved in the last five minutes.
bool needs_fresh_proof(std::string_view operation);

/// Every name that stands in one of the two, for the test that holds them against the routes.
std::set<std::string_view> entry_operations();

/// Keys pass: they hold no proof, and people who had one gave them their scopes.
bool is_stepped_up(const Caller& caller, Instant now);

/// Errors: Forbidden, StepUpRequired.
Result<void> check_entry(std::string_view operation, const Caller& caller, Instant now);

}  // namespace vuelve::http
