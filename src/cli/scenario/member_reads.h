#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>

#include "cli/scenario/aliases.h"
#include "cli/scenario/golden_case.h"
#include "domain/programme.h"

/// Operations of golden cases that ask what one member has: `subscriptions{member}` and
/// `reach{member}`, the goals of `/activities`.
namespace vuelve::cli {

/// What a case says of a subscription.
inline constexpr std::initializer_list<std::string_view> subscription_keys{
    "plan", "state", "paid_from", "paid_to", "benefits_until"};

bool is_member_read(std::string_view op);
/// The answer; nothing for other operations.
std::optional<Json> answer_member_read(const Programme& programme,
                                       const State& state,
                                       const Aliases& aliases,
                                       const GoldenStep& step);

/// `{status, reach}` from the body of `/activities`.
Json told_reach(const Json& activities);
/// `{status, subscriptions}` from the body of `/subscriptions`, in the order of buying.
Json told_subscriptions(const Json& body);

}  // namespace vuelve::cli
