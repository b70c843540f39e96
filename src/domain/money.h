#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/strong.h"

/// Exact amounts, factors and rounding. No float anywhere. Source: domain.md 2.
namespace vuelve {

/// Points, stars or credits in units: 1 point = 10^scale units.
using Units = Count<struct UnitsTag>;
/// Money in minor units of the programme's currency.
using Minor = Count<struct MinorTag>;

/// No amount, balance or intermediate result that leaves a function is larger than this in size
/// (security.md 2).
inline constexpr std::int64_t amount_max = 1'000'000'000'000'000;

enum class Rounding : std::uint8_t { Down, Up, HalfUp, HalfEven };

/// Exact rational over 128-bit integers, kept in lowest terms. Once a result does not fit it is
/// `overflowed` and stays so through all later arithmetic, so that one check at the rounding
/// suffices.
class Ratio {
 public:
    constexpr Ratio() = default;
    constexpr explicit Ratio(std::int64_t whole) : num_(whole) {}
    Ratio(__int128 num, __int128 den);

    bool overflowed() const { return den_ == 0; }
    bool is_zero() const { return num_ == 0 && den_ != 0; }
    __int128 num() const { return num_; }
    __int128 den() const { return den_; }

    friend Ratio operator+(const Ratio& a, const Ratio& b);
    friend Ratio operator-(const Ratio& a, const Ratio& b);
    friend Ratio operator*(const Ratio& a, const Ratio& b);
    friend bool operator==(const Ratio& a, const Ratio& b) = default;
    /// False when either has overflowed.
    friend bool operator<(const Ratio& a, const Ratio& b);

 private:
    template <class Int>
    static Ratio in_lowest_terms(Int num, Int den);
    static Ratio add(const Ratio& a, const Ratio& b, int sign);

    __int128 num_ = 0;
    __int128 den_ = 1;
};

/// Whole number nearest to `value` under `mode`, on magnitude with the sign applied again.
/// Errors: Overflow when the ratio overflowed or the result is beyond amount_max.   Source:
/// domain.md 2.4.
Result<std::int64_t> round(const Ratio& value, Rounding mode);

/// a * b / c rounded. `c` > 0. Errors: Overflow.
Result<std::int64_t> multiply_divide(std::int64_t a, std::int64_t b, std::int64_t c, Rounding mode);

/// a * b / c, rounded down, for values whose result is known to be no larger than `a`. `c` > 0.
constexpr std::int64_t multiply_divide_down(std::int64_t a, std::int64_t b, std::int64_t c) {
    return static_cast<std::int64_t>(static_cast<__int128>(a) * b / c);
}

/// A decimal text such as "1.25": optional sign, digits, at most `digits_max` after the point.
/// Nothing when it is not one.
std::optional<Ratio> parse_decimal(std::string_view text, int digits_max = 6);

/// A quantity in thousandths of a unit: "0.735" is 735. Nothing unless a decimal above 0 with at
/// most 3 places.
std::optional<std::int64_t> parse_quantity(std::string_view text);
/// Shortest text of a quantity: 735 -> "0.735", 2000 -> "2".
std::string format_quantity(std::int64_t thousandths);

std::int64_t power_of_ten(int exponent);

}  // namespace vuelve
