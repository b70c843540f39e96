#pragma once

#include <cstdint>
#include <random>
#include <vector>

/// Who buys next.
namespace vuelve::bench {

/// Members 1..count, all alike or as Zipf has it: the n-th is drawn in proportion to 1 /
/// n^exponent. Ranks are scattered over the numbers, so that neighbours in a table are not the
/// frequent ones.
class Members {
 public:
    Members(std::int64_t count, double exponent);
    std::int64_t draw(std::mt19937_64& random) const;

 private:
    std::int64_t count_;
    std::vector<double> up_to_;  // sums of the shares; empty = all alike
};

}  // namespace vuelve::bench
