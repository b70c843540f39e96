#pragma once

#include <cstdint>
#include <optional>
#include <span>

/// What a campaign changed, measured against members who were left out of it by chance (the control
/// group: domain/conditions.h, in_control_group). Source: domain.md 11.
namespace vuelve::analytics {

/// A group's outcomes in three numbers.
struct Sample {
    std::int64_t n = 0;
    double mean = 0;
    double variance = 0;  // with n - 1; 0 for n < 2
};
Sample sample_of(std::span<const double> values);

struct Uplift {
    double diff = 0;  // mean of the treated less mean of the control
    // None where a group has fewer than two members.
    std::optional<double> se, ci_low, ci_high;  // ci: 95 %, diff -+ 1.959964 se
    std::optional<double> incremental;          // diff x treated - cost, where a cost is known
};
/// None where a group is empty.
std::optional<Uplift> uplift_of(const Sample& treated,
                                const Sample& control,
                                std::optional<double> campaign_cost = {});

/// An outcome and what was known of the same member before (for instance spend of the weeks
/// before).
struct Observed {
    std::span<const double> outcome, before;  // equally long
};
struct AdjustedUplift {
    double theta = 0;
    Uplift uplift;
};
/// CUPED: outcomes less theta x (before - its mean), theta = cov / var over both groups together.
/// None where a group is empty or `before` is the same for everybody.
std::optional<AdjustedUplift> cuped(const Observed& treated,
                                    const Observed& control,
                                    std::optional<double> campaign_cost = {});

/// Pearson's chi-squared of group sizes against the shares they were to have: does the assignment
/// look like chance? Degrees of freedom: groups - 1. None where a share or the whole is 0.
std::optional<double> sample_ratio_chi2(std::span<const std::int64_t> sizes,
                                        std::span<const double> shares);

}  // namespace vuelve::analytics
