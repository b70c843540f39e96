#pragma once

#include "app/surveys.h"
#include "cli/scenario/golden_case.h"

/// Reads of golden cases about what members think and how they compare: `satisfaction`.
namespace vuelve::cli {

/// Where a world keeps what these reads need.
class Community {
 public:
    virtual ~Community() = default;
    /// Errors: as app::read_satisfaction.
    virtual Result<analytics::SatisfactionReport> satisfaction(
        const app::SatisfactionAsked& asked) const = 0;
};

bool is_community_read(std::string_view op);
Json answer_community(const Programme& programme,
                      const Community& community,
                      const GoldenStep& step);

/// What a door told, as the answer of a step.
Json told_json(const Json& body);
/// Errors: ValidationFailed.
Result<app::SatisfactionAsked> decode_satisfaction(const GoldenStep& step);

}  // namespace vuelve::cli
