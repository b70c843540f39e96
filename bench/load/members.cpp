#include "load/members.h"

#include <algorithm>
#include <cmath>

#include "load/shop.h"

namespace vuelve::bench {

Members::Members(std::int64_t count, double exponent) : count_(count) {
    if (exponent <= 0) return;
    double sum = 0;
    up_to_.reserve(static_cast<std::size_t>(count));
    for (std::int64_t rank = 1; rank <= count; ++rank)
        up_to_.push_back(sum += std::pow(static_cast<double>(rank), -exponent));
}

std::int64_t Members::draw(std::mt19937_64& random) const {
    if (up_to_.empty())
        return 1 + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(count_));
    const double at = std::uniform_real_distribution<>(0, up_to_.back())(random);
    const auto rank = std::ranges::upper_bound(up_to_, at) - up_to_.begin();
    return 1 + static_cast<std::int64_t>(scattered(static_cast<std::uint64_t>(rank)) %
                                         static_cast<std::uint64_t>(count_));
}

}  // namespace vuelve::bench
