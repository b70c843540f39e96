#include "load/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>

namespace vuelve::bench {
namespace {

constexpr unsigned parts_log = 7;
constexpr std::uint64_t parts = 1u << parts_log;

/// Values below 256 have a part each; from there on a part is 1/128 of its power of two.
std::size_t part_of(std::uint64_t value) {
    if (value < 2 * parts) return value;
    const auto shift = static_cast<unsigned>(std::bit_width(value)) - parts_log - 1;
    return shift * parts + (value >> shift);
}

std::uint64_t last_of(std::size_t part) {
    if (part < 2 * parts) return part;
    const std::size_t shift = part / parts - 1;
    return ((part % parts + parts + 1) << shift) - 1;
}

}  // namespace

void Histogram::add(std::int64_t nanoseconds) {
    nanoseconds = std::max<std::int64_t>(nanoseconds, 0);
    const std::size_t part = part_of(static_cast<std::uint64_t>(nanoseconds));
    if (part >= parts_.size()) parts_.resize(part + 1);
    ++parts_[part];
    ++count_;
    max_ = std::max(max_, nanoseconds);
    sum_ += static_cast<double>(nanoseconds);
}

void Histogram::add(const Histogram& other) {
    parts_.resize(std::max(parts_.size(), other.parts_.size()));
    for (std::size_t part = 0; part < other.parts_.size(); ++part)
        parts_[part] += other.parts_[part];
    count_ += other.count_;
    max_ = std::max(max_, other.max_);
    sum_ += other.sum_;
}

double Histogram::mean() const { return count_ ? sum_ / static_cast<double>(count_) : 0; }

std::int64_t Histogram::percentile(double percent) const {
    const auto wanted =
        static_cast<std::int64_t>(std::ceil(static_cast<double>(count_) * percent / 100));
    std::int64_t seen = 0;
    for (std::size_t part = 0; part < parts_.size(); ++part) {
        seen += parts_[part];
        if (seen >= wanted && seen > 0)
            return std::min(static_cast<std::int64_t>(last_of(part)), max_);
    }
    return max_;
}

}  // namespace vuelve::bench
