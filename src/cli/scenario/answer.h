#pragma once

#include "cli/scenario/aliases.h"
#include "codec/json.h"
#include "domain/decision.h"
#include "domain/programme.h"

namespace vuelve::cli {

/// A decision's answer under the keys of `expect`: status, effects, trace, reversed, refund,
/// already_expired, unrecoverable, applied, and what else the command answers; status and error
/// when it was rejected.
Json answer_json(const Programme& programme, const Decision& decision, const Aliases& aliases);
/// `preview` of domain.md 6.7; null without tiers.
Json preview_json(const Programme& programme, const std::optional<TierPreview>& preview);

/// `[{coupon, amount, lines}]`
Json discounts_json(const Programme& programme, const std::vector<DiscountLine>& discounts);

/// `{plan, state, paid_from, paid_to, benefits_until}`
Json subscription_json(const SubscriptionPeriod& subscription);

Json rejected_json(ErrorCode code);

}  // namespace vuelve::cli
