#include "analytics/uplift.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "base/ensure.h"

namespace vuelve::analytics {
namespace {

double mean_of(std::span<const double> values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Sums of products of deviations from pooled means.
struct Spread {
    double outcome_mean = 0, before_mean = 0;
    double covariance = 0, variance = 0;  // without the common factor

    void add(const Observed& group) {
        for (std::size_t i = 0; i < group.outcome.size(); ++i) {
            const double before = group.before[i] - before_mean;
            covariance += before * (group.outcome[i] - outcome_mean);
            variance += before * before;
        }
    }
};

double pooled_mean(std::span<const double> one, std::span<const double> other) {
    const double sum = std::accumulate(one.begin(), one.end(), 0.0) +
                       std::accumulate(other.begin(), other.end(), 0.0);
    return sum / static_cast<double>(one.size() + other.size());
}

/// Asked of the values themselves: a sum of squares of deviations may miss 0 by rounding.
bool is_constant(const Observed& one, const Observed& other) {
    const double first = one.before[0];
    auto is_first = [first](double value) { return value == first; };
    return std::ranges::all_of(one.before, is_first) && std::ranges::all_of(other.before, is_first);
}

Sample adjusted_sample(const Observed& group, double theta, double before_mean) {
    std::vector<double> values;
    values.reserve(group.outcome.size());
    for (std::size_t i = 0; i < group.outcome.size(); ++i)
        values.push_back(group.outcome[i] - theta * (group.before[i] - before_mean));
    return sample_of(values);
}

}  // namespace

Sample sample_of(std::span<const double> values) {
    Sample sample{.n = std::ssize(values)};
    if (values.empty()) return sample;
    sample.mean = mean_of(values);
    if (values.size() < 2) return sample;
    for (double value : values) sample.variance += (value - sample.mean) * (value - sample.mean);
    sample.variance /= static_cast<double>(values.size() - 1);
    return sample;
}

std::optional<Uplift> uplift_of(const Sample& treated,
                                const Sample& control,
                                std::optional<double> campaign_cost) {
    if (treated.n == 0 || control.n == 0) return std::nullopt;
    const auto n_treated = static_cast<double>(treated.n);
    const auto n_control = static_cast<double>(control.n);
    Uplift uplift{.diff = treated.mean - control.mean};
    if (campaign_cost) uplift.incremental = uplift.diff * n_treated - *campaign_cost;
    if (treated.n < 2 || control.n < 2) return uplift;
    constexpr double both_sides_95 = 1.959964;
    const double se = std::sqrt(treated.variance / n_treated + control.variance / n_control);
    uplift.se = se;
    uplift.ci_low = uplift.diff - both_sides_95 * se;
    uplift.ci_high = uplift.diff + both_sides_95 * se;
    return uplift;
}

std::optional<AdjustedUplift> cuped(const Observed& treated,
                                    const Observed& control,
                                    std::optional<double> campaign_cost) {
    for (const Observed& group : {treated, control}) {
        ensure(group.outcome.size() == group.before.size(), "each outcome has its covariate");
        if (group.outcome.empty()) return std::nullopt;
    }
    if (is_constant(treated, control)) return std::nullopt;
    Spread spread{.outcome_mean = pooled_mean(treated.outcome, control.outcome),
                  .before_mean = pooled_mean(treated.before, control.before)};
    spread.add(treated);
    spread.add(control);
    const double theta = spread.covariance / spread.variance;
    const auto uplift =
        uplift_of(adjusted_sample(treated, theta, spread.before_mean),
                  adjusted_sample(control, theta, spread.before_mean), campaign_cost);
    return AdjustedUplift{theta, *uplift};
}

std::optional<double> sample_ratio_chi2(std::span<const std::int64_t> sizes,
                                        std::span<const double> shares) {
    ensure(sizes.size() == shares.size(), "each group has its share");
    const auto members =
        static_cast<double>(std::accumulate(sizes.begin(), sizes.end(), std::int64_t{0}));
    const double whole = std::accumulate(shares.begin(), shares.end(), 0.0);
    double chi2 = 0;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        const double due = members * shares[i] / whole;
        if (!(due > 0)) return std::nullopt;
        const double off = static_cast<double>(sizes[i]) - due;
        chi2 += off * off / due;
    }
    return sizes.empty() ? std::nullopt : std::optional(chi2);
}

}  // namespace vuelve::analytics
