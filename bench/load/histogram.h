#pragma once

#include <cstdint>
#include <vector>

/// Latencies, counted so that no memory grows and every percentile is within 0.8 % of the truth.
namespace vuelve::bench {

/// Log-linear: each power of two is cut into 128 parts, as HdrHistogram does it. Debian 12 packages
/// none (docs/adr/0062).
class Histogram {
 public:
    void add(std::int64_t nanoseconds);
    void add(const Histogram& other);

    std::int64_t count() const { return count_; }
    std::int64_t max() const { return max_; }
    double mean() const;
    /// The smallest value that `percent` of all do not exceed, rounded up to the end of its part; 0
    /// while there are none.
    std::int64_t percentile(double percent) const;

 private:
    std::vector<std::int64_t> parts_;
    std::int64_t count_ = 0, max_ = 0;
    double sum_ = 0;
};

}  // namespace vuelve::bench
