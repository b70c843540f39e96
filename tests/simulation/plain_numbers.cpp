#include "plain_numbers.h"

#include <algorithm>
#include <numeric>

namespace vuelve::sim {

Exact exact(const Ratio& ratio) { return Exact(Whole(ratio.num()), Whole(ratio.den())); }

std::int64_t rounded(const Exact& value, Rounding mode) {
    const Whole whole = numerator(value) / denominator(value);
    const Exact rest = value - whole, half(1, 2);
    bool up = mode == Rounding::Up && rest > 0;
    if (mode == Rounding::HalfUp) up = rest >= half;
    if (mode == Rounding::HalfEven) up = rest > half || (rest == half && whole % 2 == 1);
    return static_cast<std::int64_t>(Whole(whole + (up ? 1 : 0)));
}

std::vector<std::int64_t> shared_out(std::int64_t total, const std::vector<Exact>& weights) {
    std::vector<std::int64_t> shares(weights.size(), 0);
    const Exact sum = std::accumulate(weights.begin(), weights.end(), Exact(0));
    if (shares.empty()) return shares;
    if (sum == 0) {
        shares[0] = total;
        return shares;
    }
    std::vector<std::pair<Exact, std::size_t>> rests;
    std::int64_t left = total;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const Exact share = weights[i] * total / sum;
        shares[i] = rounded(share, Rounding::Down);
        left -= shares[i];
        rests.emplace_back(shares[i] - share, i);
    }
    std::ranges::sort(rests);
    for (std::size_t i = 0; i < static_cast<std::size_t>(left); ++i) ++shares[rests[i].second];
    return shares;
}

}  // namespace vuelve::sim
