#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "codec/json_writer.h"
#include "domain/programme.h"
#include "domain/state.h"

/// What members pay for and what it brought them. Source: domain.md 8.6, features.md row 75.
namespace vuelve {

/// `{plan, name, state, paid_from, paid_to, benefits_until, benefits}`
void write_subscription(JsonWriter& out,
                        const SubscriptionPeriod& subscription,
                        const Programme& programme,
                        std::string_view language);

/// A plan on offer, with what a member has and had of it.
struct PlanView {
    const SubscriptionPlan* plan = nullptr;
    std::vector<SubscriptionPeriod> periods;  // oldest first
    bool is_open = false;                     // the last one goes on
    Units given{};                            // by its factor, less what was taken back
    Units would_give{};                       // its factor, on the purchases of the last year
};

/// `{"member", "plans": [...]}`
std::string subscriptions_json(HolderId member,
                               const std::vector<PlanView>& plans,
                               const Programme& programme,
                               std::string_view language);

}  // namespace vuelve
