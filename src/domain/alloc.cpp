#include "domain/alloc.h"

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <numeric>

#include "base/ensure.h"

namespace vuelve {
namespace {

using Wide = boost::multiprecision::cpp_int;

/// `weights` are any non-negative whole numbers in the right proportion. `Number` holds total *
/// sum(weights).
template <class Number>
std::vector<std::int64_t> share_out(std::int64_t total, const std::vector<Number>& weights) {
    Number sum = 0;
    for (const Number& weight : weights) sum += weight;
    std::vector<std::int64_t> shares(weights.size(), 0);
    if (sum == 0) {
        shares.front() = total;
        return shares;
    }
    std::vector<Number> remainders(weights.size());
    std::int64_t left = total;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        Number product = weights[i] * total;
        shares[i] = static_cast<std::int64_t>(product / sum);
        remainders[i] = product % sum;
        left -= shares[i];
    }
    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
        return remainders[a] != remainders[b] ? remainders[a] > remainders[b] : a < b;
    });
    for (std::size_t i = 0; left > 0; ++i, --left) ++shares[order[i]];
    return shares;
}

bool fits_in_128_bits(std::int64_t total, std::span<const std::int64_t> weights) {
    __int128 sum = 0, product = 0;
    for (std::int64_t weight : weights)
        if (__builtin_add_overflow(sum, static_cast<__int128>(weight), &sum)) return false;
    return !__builtin_mul_overflow(sum, static_cast<__int128>(total), &product);
}

Wide to_wide(__int128 value) {
    Wide wide = static_cast<std::uint64_t>(value >> 64);
    wide <<= 64;
    return wide + static_cast<std::uint64_t>(value);
}

}  // namespace

std::vector<std::int64_t> alloc(std::int64_t total, std::span<const std::int64_t> weights) {
    ensure(total >= 0 && !weights.empty(), "something is shared out among somebody");
    if (fits_in_128_bits(total, weights))
        return share_out(total, std::vector<__int128>(weights.begin(), weights.end()));
    return share_out(total, std::vector<Wide>(weights.begin(), weights.end()));
}

std::vector<std::int64_t> alloc(std::int64_t total, std::span<const Ratio> weights) {
    ensure(total >= 0 && !weights.empty(), "something is shared out among somebody");
    bool whole = std::ranges::all_of(
        weights, [](const Ratio& w) { return w.den() == 1 && w.num() < amount_max; });
    if (whole) {
        std::vector<std::int64_t> plain;
        for (const Ratio& weight : weights)
            plain.push_back(static_cast<std::int64_t>(weight.num()));
        return alloc(total, std::span<const std::int64_t>(plain));
    }
    Wide common =
        1;  // the least common denominator may need more than 128 bits: exact all the same
    for (const Ratio& weight : weights)
        common = boost::multiprecision::lcm(common, to_wide(weight.den()));
    std::vector<Wide> wide;
    for (const Ratio& weight : weights)
        wide.push_back(to_wide(weight.num()) * (common / to_wide(weight.den())));
    return share_out(total, wide);
}

}  // namespace vuelve
