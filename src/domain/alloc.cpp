#include "domain/alloc.h"

#include <algorithm>
#include <array>
#include <boost/multiprecision/cpp_int.hpp>
#include <cstddef>
#include <memory_resource>
#include <numeric>

#include "base/ensure.h"

namespace vuelve {
namespace {

using Wide = boost::multiprecision::cpp_int;

/// `weights` are any non-negative whole numbers in the right proportion. `Number` holds total *
/// sum(weights).
template <class Number>
std::vector<std::int64_t> share_out(std::int64_t total, std::span<const Number> weights) {
    Number sum = 0;
    for (const Number& weight : weights) sum += weight;
    std::vector<std::int64_t> shares(weights.size(), 0);
    if (sum == 0) {
        shares.front() = total;
        return shares;
    }
    std::int64_t left = total;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] == 0) continue;
        shares[i] = static_cast<std::int64_t>(Number(weights[i] * total / sum));
        left -= shares[i];
    }
    if (left == 0) return shares;
    struct Remainder {
        Number size;
        std::size_t index;
    };
    std::array<std::byte, 2048> first_memory;
    std::pmr::monotonic_buffer_resource memory(first_memory.data(), first_memory.size());
    std::pmr::vector<Remainder> remainders(&memory);
    remainders.reserve(weights.size());
    for (std::size_t i = 0; i < weights.size(); ++i)
        if (weights[i] != 0)
            remainders.push_back({Number(weights[i] * total - sum * shares[i]), i});
    // What is left over is less than one unit of each.
    const auto after = remainders.begin() + left;
    std::ranges::partial_sort(remainders, after, [](const Remainder& a, const Remainder& b) {
        return a.size != b.size ? a.size > b.size : a.index < b.index;
    });
    for (auto one = remainders.begin(); one != after; ++one) ++shares[one->index];
    return shares;
}

template <class Number>
bool fits_in(std::int64_t total, std::span<const std::int64_t> weights) {
    Number sum = 0, product = 0;
    for (std::int64_t weight : weights)
        if (__builtin_add_overflow(sum, static_cast<Number>(weight), &sum)) return false;
    return !__builtin_mul_overflow(sum, static_cast<Number>(total), &product);
}

/// The weights as whole numbers in the same proportion; nothing when some need more than 64 bits.
std::vector<std::int64_t> whole_weights(std::span<const Ratio> weights) {
    std::int64_t common = 1;
    for (const Ratio& weight : weights) {
        if (weight.den() > INT64_MAX || weight.num() > INT64_MAX) return {};
        const auto den = static_cast<std::int64_t>(weight.den());
        if (common % den != 0 &&
            __builtin_mul_overflow(common, den / std::gcd(common, den), &common))
            return {};
    }
    std::vector<std::int64_t> whole;
    whole.reserve(weights.size());
    for (const Ratio& weight : weights)
        if (__builtin_mul_overflow(static_cast<std::int64_t>(weight.num()),
                                   common / static_cast<std::int64_t>(weight.den()),
                                   &whole.emplace_back()))
            return {};
    return whole;
}

Wide to_wide(__int128 value) {
    Wide wide = static_cast<std::uint64_t>(value >> 64);
    wide <<= 64;
    return wide + static_cast<std::uint64_t>(value);
}

}  // namespace

std::vector<std::int64_t> alloc(std::int64_t total, std::span<const std::int64_t> weights) {
    ensure(total >= 0 && !weights.empty(), "something is shared out among somebody");
    if (fits_in<std::int64_t>(total, weights)) return share_out(total, weights);
    if (fits_in<__int128>(total, weights)) {
        const std::vector<__int128> wider(weights.begin(), weights.end());
        return share_out(total, std::span<const __int128>(wider));
    }
    const std::vector<Wide> wide(weights.begin(), weights.end());
    return share_out(total, std::span<const Wide>(wide));
}

std::vector<std::int64_t> alloc(std::int64_t total, std::span<const Ratio> weights) {
    ensure(total >= 0 && !weights.empty(), "something is shared out among somebody");
    if (const auto whole = whole_weights(weights); !whole.empty())
        return alloc(total, std::span<const std::int64_t>(whole));
    Wide common =
        1;  // the least common denominator may need more than 128 bits: exact all the same
    for (const Ratio& weight : weights)
        common = boost::multiprecision::lcm(common, to_wide(weight.den()));
    std::vector<Wide> wide;
    for (const Ratio& weight : weights)
        wide.push_back(to_wide(weight.num()) * (common / to_wide(weight.den())));
    return share_out(total, std::span<const Wide>(wide));
}

}  // namespace vuelve
