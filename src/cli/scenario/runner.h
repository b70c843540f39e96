#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "cli/scenario/compare.h"
#include "cli/scenario/world.h"

namespace vuelve::cli {

enum class Verdict { Passed, Failed, Skipped };

/// A step that is not as expected; step 0 = the case could not be loaded.
struct FailedStep {
    std::size_t number = 0;  // from 1
    std::string op, id;
    std::vector<Difference> differences;
};

struct CaseResult {
    std::string chapter, id;
    Verdict verdict = Verdict::Passed;
    std::string why;  // skipped: what is not built
    std::vector<FailedStep> failed;
};

/// Runs the case in an empty world, every step of it even after a failed one, so that a report says
/// all that differs.
CaseResult run_case(const GoldenCase& golden, World& world);

/// Every case in a world of its own; two cases never share state.
std::vector<CaseResult> run_cases(std::span<const GoldenCase> cases,
                                  const std::function<std::unique_ptr<World>()>& make_world);

}  // namespace vuelve::cli
