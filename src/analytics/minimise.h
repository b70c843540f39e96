#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace vuelve::analytics {

struct Minimum {
    std::vector<double> at;
    double value = 0;
};

/// A local minimum by the method of Nelder and Mead, begun anew from each place it stops at until
/// that changes nothing: the simplex is within `tolerance` of it in every coordinate. Infinite and
/// undefined values of `function` count as walls. None when it does not settle.
std::optional<Minimum> minimise(const std::function<double(std::span<const double>)>& function,
                                std::vector<double> start,
                                double tolerance);

}  // namespace vuelve::analytics
