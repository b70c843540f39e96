#include "domain/money.h"

#include <utility>

#include "base/ensure.h"

namespace vuelve {
namespace {

template <class Int>
struct Fraction {  // in lowest terms, den > 0
    Int num, den;
};

/// Nearly all numbers of a shop do, and half the width is many times quicker.
bool fits_in_64_bits(__int128 a) { return a >= 0 && a <= INT64_MAX; }
bool fits_in_64_bits(const Ratio& a) {
    return a.num() > INT64_MIN && a.num() <= INT64_MAX && a.den() <= INT64_MAX;
}
Fraction<std::int64_t> narrow(const Ratio& a) {
    return {static_cast<std::int64_t>(a.num()), static_cast<std::int64_t>(a.den())};
}
Fraction<__int128> wide(const Ratio& a) { return {a.num(), a.den()}; }

template <class Int>
Int gcd(Int a, Int b) {
    if (a < 0) a = -a;
    if (a == 1 || b == 1) return 1;
    // One of the two is mostly a small denominator: a division or two, fewer steps than std::gcd's.
    while (b != 0) a = std::exchange(b, static_cast<Int>(a % b));
    return a;
}

__int128 divide(__int128 a, __int128 b) {
    if (fits_in_64_bits(a) && fits_in_64_bits(b))
        return static_cast<std::int64_t>(a) / static_cast<std::int64_t>(b);
    return a / b;
}

/// a + sign * b; nothing when it does not fit.
template <class Int>
std::optional<Fraction<Int>> sum_of(Fraction<Int> a, Fraction<Int> b, int sign) {
    const Int shared = a.den == b.den ? a.den : gcd(a.den, b.den);
    const Int of_a = shared == 1 ? a.den : a.den / shared;
    const Int of_b = shared == 1 ? b.den : b.den / shared;
    Int left{}, right{}, num{}, den{};
    if (__builtin_mul_overflow(a.num, of_b, &left) ||
        __builtin_mul_overflow(b.num, of_a * sign, &right) ||
        __builtin_mul_overflow(of_a, b.den, &den) || __builtin_add_overflow(left, right, &num))
        return std::nullopt;
    // What the two have in common now, the denominators had.
    const Int common = gcd(num, shared);
    if (common == 1) return Fraction<Int>{num, den};
    return Fraction<Int>{num / common, den / common};
}

/// Nothing when it does not fit. Cross-reduced first: that keeps products of many factors inside
/// 128 bits, and of factors in lowest terms the product is, too.
template <class Int>
std::optional<Fraction<Int>> product_of(Fraction<Int> a, Fraction<Int> b) {
    if (a.num == 0 || b.num == 0) return Fraction<Int>{0, 1};
    const Int left = gcd(a.num, b.den), right = gcd(b.num, a.den);
    if (left != 1) a.num /= left, b.den /= left;
    if (right != 1) b.num /= right, a.den /= right;
    Int num{}, den{};
    if (__builtin_mul_overflow(a.num, b.num, &num) || __builtin_mul_overflow(a.den, b.den, &den))
        return std::nullopt;
    return Fraction<Int>{num, den};
}

Ratio overflow() { return Ratio(1, 0); }

}  // namespace

template <class Int>
Ratio Ratio::in_lowest_terms(Int num, Int den) {
    Ratio ratio;
    ratio.num_ = num;
    ratio.den_ = den;
    return ratio;
}

Ratio Ratio::add(const Ratio& a, const Ratio& b, int sign) {
    if (a.overflowed() || b.overflowed()) return overflow();
    if (b.is_zero()) return a;
    if (a.is_zero() && sign == 1) return b;
    if (fits_in_64_bits(a) && fits_in_64_bits(b))
        if (const auto sum = sum_of(narrow(a), narrow(b), sign))
            return in_lowest_terms(sum->num, sum->den);
    const auto sum = sum_of(wide(a), wide(b), sign);
    return sum ? in_lowest_terms(sum->num, sum->den) : overflow();
}

Ratio::Ratio(__int128 num, __int128 den) : num_(num), den_(den) {
    if (den == 0) {
        num_ = 1;
        return;
    }
    if (den == 1) return;
    __int128 shared = fits_in_64_bits(num) && fits_in_64_bits(den)
                          ? gcd(static_cast<std::int64_t>(num), static_cast<std::int64_t>(den))
                          : gcd(num, den);
    if (shared > 1) {
        num_ = divide(num_, shared);
        den_ = divide(den_, shared);
    }
    if (den_ < 0) {
        num_ = -num_;
        den_ = -den_;
    }
}

Ratio operator+(const Ratio& a, const Ratio& b) { return Ratio::add(a, b, 1); }
Ratio operator-(const Ratio& a, const Ratio& b) { return Ratio::add(a, b, -1); }

Ratio operator*(const Ratio& a, const Ratio& b) {
    if (a.overflowed() || b.overflowed()) return overflow();
    if (fits_in_64_bits(a) && fits_in_64_bits(b))
        if (const auto product = product_of(narrow(a), narrow(b)))
            return Ratio::in_lowest_terms(product->num, product->den);
    const auto product = product_of(wide(a), wide(b));
    return product ? Ratio::in_lowest_terms(product->num, product->den) : overflow();
}

bool operator<(const Ratio& a, const Ratio& b) {
    Ratio difference = a - b;
    return !difference.overflowed() && difference.num_ < 0;
}

Result<std::int64_t> round(const Ratio& value, Rounding mode) {
    if (value.overflowed()) return refuse(ErrorCode::Overflow);
    bool negative = value.num() < 0;
    __int128 magnitude = negative ? -value.num() : value.num();
    __int128 whole = divide(magnitude, value.den());
    __int128 rest = magnitude - whole * value.den();
    __int128 other =
        value.den() - rest;  // compared with rest: below, at or above one half, without doubling
    switch (mode) {
        case Rounding::Down: break;
        case Rounding::Up: whole += rest > 0; break;
        case Rounding::HalfUp: whole += rest > 0 && rest >= other; break;
        case Rounding::HalfEven:
            whole += rest > 0 && (rest > other || (rest == other && whole % 2 != 0));
            break;
    }
    if (whole > amount_max) return refuse(ErrorCode::Overflow);
    auto result = static_cast<std::int64_t>(whole);
    return negative ? -result : result;
}

Result<std::int64_t> multiply_divide(std::int64_t a,
                                     std::int64_t b,
                                     std::int64_t c,
                                     Rounding mode) {
    ensure(c > 0, "a divisor is positive");
    return round(Ratio(static_cast<__int128>(a) * b, c), mode);
}

std::optional<Ratio> parse_decimal(std::string_view text, int digits_max) {
    bool negative = !text.empty() && text.front() == '-';
    if (negative) text.remove_prefix(1);
    if (text.empty() || text.size() > 20 || text.front() == '.' || text.back() == '.')
        return std::nullopt;
    __int128 num = 0, den = 1;
    bool after_point = false;
    int digits = 0;
    for (char c : text) {
        if (c == '.' && !after_point) {
            after_point = true;
            continue;
        }
        if (c < '0' || c > '9') return std::nullopt;
        if (after_point && ++digits > digits_max) return std::nullopt;
        num = num * 10 + (c - '0');
        if (after_point) den *= 10;
    }
    return Ratio(negative ? -num : num, den);
}

std::optional<std::int64_t> parse_quantity(std::string_view text) {
    auto value = parse_decimal(text, 3);
    if (!value || value->num() <= 0) return std::nullopt;
    __int128 thousandths = value->num() * (1000 / value->den());
    if (thousandths > amount_max) return std::nullopt;
    return static_cast<std::int64_t>(thousandths);
}

std::string format_quantity(std::int64_t thousandths) {
    std::string text = std::to_string(thousandths / 1000);
    int rest = static_cast<int>(thousandths % 1000);
    if (rest == 0) return text;
    std::string digits = std::to_string(1000 + rest).substr(1);
    digits.erase(digits.find_last_not_of('0') + 1);
    return text + "." + digits;
}

std::int64_t power_of_ten(int exponent) {
    std::int64_t power = 1;
    while (exponent-- > 0) power *= 10;
    return power;
}

}  // namespace vuelve
