#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <vector>

#include "domain/money.h"

/// Exact fractions of any size, rounded and shared out as domain.md 2.4 and 2.5 tell it.
namespace vuelve::sim {

using Exact = boost::multiprecision::cpp_rational;
using Whole = boost::multiprecision::cpp_int;

Exact exact(const Ratio& ratio);
/// `value` >= 0.
std::int64_t rounded(const Exact& value, Rounding mode);
std::vector<std::int64_t> shared_out(std::int64_t total, const std::vector<Exact>& weights);

}  // namespace vuelve::sim
