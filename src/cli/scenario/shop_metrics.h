#pragma once

#include "analytics/breakdown.h"
#include "analytics/retention.h"
#include "analytics/rfm.h"
#include "cli/scenario/aliases.h"
#include "cli/scenario/golden_case.h"
#include "domain/programme.h"

/// `metric` of golden cases where it reads the shop of the case instead of an `input`, and
/// `store_day`, which tells a store's total.
namespace vuelve::cli {

/// A metric without an input.
bool asks_shop(const GoldenStep& step);

struct ShopQuestion {
    std::string name;  // a measure, `retention` or `rfm`
    std::string currency, of;
    analytics::DaySpan span;
    analytics::Breakdown by = analytics::Breakdown::None;
    int cohort = 0, k = 0;  // retention: yyyymm and months
    Day date{};             // rfm
};
/// Errors: ValidationFailed.
Result<ShopQuestion> decode_shop_metric(const GoldenStep& step);

struct StoreDayStep {
    std::string store;
    Day date{};
    std::int64_t tickets = 0;
    Minor amount{};
};
/// Errors: ValidationFailed.
Result<StoreDayStep> decode_store_day(const GoldenStep& step);

/// Answers in one shape, whatever world gave the figures.
Json figure_json(const analytics::Figure& figure);
Json retention_json(const std::vector<analytics::Cohort>& cohorts, const ShopQuestion& asked);
struct ScoredMember {
    std::string alias;
    analytics::RfmScore score;
};
Json rfm_json(const std::vector<ScoredMember>& members);

/// The answers from facts. Errors: NotFound for an unknown measure or part.
Json shop_metric_json(const Programme& programme,
                      const analytics::ShopFacts& facts,
                      const ShopQuestion& asked,
                      const Aliases& aliases);

}  // namespace vuelve::cli
