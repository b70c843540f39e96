#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace vuelve {

/// A number that means one thing only: a member's id never passes for a lot's id. `Tag` is any type
/// name.
template <class Tag, class Number>
struct Strong {
    Number value{};

    constexpr Strong() = default;
    explicit constexpr Strong(Number number) : value(number) {}
    friend constexpr auto operator<=>(Strong, Strong) = default;
};

/// A counted thing with arithmetic of its own kind only: points are not money. Bounds are kept
/// where values enter (domain/money.h), so sums of bounded things stay far from the edge of 64
/// bits.
template <class Tag>
struct Count {
    std::int64_t n{};

    constexpr Count() = default;
    explicit constexpr Count(std::int64_t number) : n(number) {}
    friend constexpr auto operator<=>(Count, Count) = default;
    constexpr Count operator-() const { return Count{-n}; }
    friend constexpr Count operator+(Count a, Count b) { return Count{a.n + b.n}; }
    friend constexpr Count operator-(Count a, Count b) { return Count{a.n - b.n}; }
    constexpr Count& operator+=(Count other) {
        n += other.n;
        return *this;
    }
    constexpr Count& operator-=(Count other) {
        n -= other.n;
        return *this;
    }
};

}  // namespace vuelve

template <class Tag, class Number>
struct std::hash<vuelve::Strong<Tag, Number>> {
    std::size_t operator()(vuelve::Strong<Tag, Number> id) const noexcept {
        // Ids carry their bucket in the low bits; mixing spreads them over a hash table.
        auto mixed = static_cast<std::uint64_t>(id.value) * 0x9E3779B97F4A7C15ULL;
        return static_cast<std::size_t>(mixed ^ (mixed >> 32));
    }
};
