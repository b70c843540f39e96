#include "domain/alloc.h"

#include <algorithm>
#include <array>
#include <boost/multiprecision/cpp_int.hpp>
#include <cstddef>
#include <memory_resource>
#include <numeric>
#include <optional>

#include "base/ensure.h"

namespace vuelve {
namespace {

using Wide = boost::multiprecision::cpp_int;

/// Many numbers divided by one.
template <class Number>
struct Divisor {
    explicit Divisor(const Number& by) : by(by) {}
    Number quotient(const Number& of) const { return of / by; }

    const Number& by;
};

/// The hardware takes as long for one division as for several products.
template <>
struct Divisor<std::int64_t> {
    explicit Divisor(std::int64_t by)
        : by(by), inverse(UINT64_MAX / static_cast<std::uint64_t>(by)) {}
    /// `of` >= 0. The inverse, rounded down, gives at most a little too little.
    std::int64_t quotient(std::int64_t of) const {
        auto low = static_cast<std::int64_t>(
            static_cast<unsigned __int128>(inverse) * static_cast<std::uint64_t>(of) >> 64);
        for (std::int64_t rest = of - low * by; rest >= by; rest -= by) ++low;
        return low;
    }

    std::int64_t by;
    std::uint64_t inverse;
};

/// `weights` are any non-negative whole numbers in the right proportion. `Number` holds total *
/// sum(weights).
template <class Number>
std::vector<std::int64_t> share_out(std::int64_t total,
                                    std::span<const Number> weights,
                                    const Number& sum) {
    std::vector<std::int64_t> shares(weights.size(), 0);
    if (sum == 0) {
        shares.front() = total;
        return shares;
    }
    struct Remainder {
        Number size;
        std::size_t index;
    };
    std::array<std::byte, 2048> first_memory;
    std::pmr::monotonic_buffer_resource memory(first_memory.data(), first_memory.size());
    std::pmr::vector<Remainder> remainders(&memory);
    remainders.reserve(weights.size());
    const Divisor<Number> divisor(sum);
    std::int64_t left = total;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] == 0) continue;
        const Number part = weights[i] * total;
        shares[i] = static_cast<std::int64_t>(divisor.quotient(part));
        left -= shares[i];
        remainders.push_back({Number(part - sum * shares[i]), i});
    }
    if (left == 0) return shares;
    // What is left over is less than one unit of each.
    const auto after = remainders.begin() + left;
    std::ranges::nth_element(remainders, after, [](const Remainder& a, const Remainder& b) {
        return a.size != b.size ? a.size > b.size : a.index < b.index;
    });
    for (auto one = remainders.begin(); one != after; ++one) ++shares[one->index];
    return shares;
}

/// The sum of `weights`, when share_out can do with this type.
template <class Number>
std::optional<Number> sum_in(std::int64_t total, std::span<const std::int64_t> weights) {
    Number sum = 0, product = 0;
    for (std::int64_t weight : weights)
        if (__builtin_add_overflow(sum, static_cast<Number>(weight), &sum)) return std::nullopt;
    if (__builtin_mul_overflow(sum, static_cast<Number>(total), &product)) return std::nullopt;
    return sum;
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

std::vector<std::int64_t> share_wide(std::int64_t total, const std::vector<Wide>& weights) {
    const Wide sum = std::accumulate(weights.begin(), weights.end(), Wide(0));
    return share_out(total, std::span<const Wide>(weights), sum);
}

Wide to_wide(__int128 value) {
    Wide wide = static_cast<std::uint64_t>(value >> 64);
    wide <<= 64;
    return wide + static_cast<std::uint64_t>(value);
}

}  // namespace

std::vector<std::int64_t> alloc(std::int64_t total, std::span<const std::int64_t> weights) {
    ensure(total >= 0 && !weights.empty(), "something is shared out among somebody");
    if (const auto sum = sum_in<std::int64_t>(total, weights))
        return share_out(total, weights, *sum);
    if (const auto sum = sum_in<__int128>(total, weights)) {
        const std::vector<__int128> wider(weights.begin(), weights.end());
        return share_out(total, std::span<const __int128>(wider), *sum);
    }
    return share_wide(total, {weights.begin(), weights.end()});
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
    return share_wide(total, wide);
}

}  // namespace vuelve
