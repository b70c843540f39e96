#include "domain/money.h"

#include <utility>

#include "base/ensure.h"

namespace vuelve {
namespace {

/// Nearly all numbers of a shop do, and half the width is many times quicker.
bool fits_in_64_bits(__int128 a) { return a >= 0 && a <= INT64_MAX; }

__int128 gcd(__int128 a, __int128 b) {
    if (a < 0) a = -a;
    if (fits_in_64_bits(a) && fits_in_64_bits(b)) {
        // One of the two is a small denominator: a division or two, fewer steps than std::gcd's.
        auto one = static_cast<std::uint64_t>(a), other = static_cast<std::uint64_t>(b);
        while (other != 0) one = std::exchange(other, one % other);
        return static_cast<std::int64_t>(one);
    }
    while (b != 0) {
        __int128 rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

__int128 divide(__int128 a, __int128 b) {
    if (fits_in_64_bits(a) && fits_in_64_bits(b))
        return static_cast<std::int64_t>(a) / static_cast<std::int64_t>(b);
    return a / b;
}

bool multiply(__int128 a, __int128 b, __int128& product) {
    return !__builtin_mul_overflow(a, b, &product);
}

Ratio overflow() { return Ratio(1, 0); }

/// a/b + sign*c/d
Ratio add(const Ratio& a, const Ratio& b, int sign) {
    if (a.overflowed() || b.overflowed()) return overflow();
    if (b.is_zero()) return a;
    if (a.is_zero() && sign == 1) return b;
    if (a.den() == 1 && b.den() == 1) {
        __int128 right{}, sum{};
        if (!multiply(b.num(), sign, right) || __builtin_add_overflow(a.num(), right, &sum))
            return overflow();
        return Ratio(sum, 1);
    }
    __int128 shared = gcd(a.den(), b.den());
    __int128 left{}, right{}, den{}, num{};
    if (!multiply(a.num(), b.den() / shared, left) ||
        !multiply(b.num(), a.den() / shared * sign, right) ||
        !multiply(a.den() / shared, b.den(), den) || __builtin_add_overflow(left, right, &num))
        return overflow();
    return Ratio(num, den);
}

}  // namespace

Ratio::Ratio(__int128 num, __int128 den) : num_(num), den_(den) {
    if (den == 0) {
        num_ = 1;
        return;
    }
    if (den == 1) return;
    __int128 shared = gcd(num, den);
    if (shared > 1) {
        num_ = divide(num_, shared);
        den_ = divide(den_, shared);
    }
    if (den_ < 0) {
        num_ = -num_;
        den_ = -den_;
    }
}

Ratio operator+(const Ratio& a, const Ratio& b) { return add(a, b, 1); }
Ratio operator-(const Ratio& a, const Ratio& b) { return add(a, b, -1); }

Ratio operator*(const Ratio& a, const Ratio& b) {
    if (a.overflowed() || b.overflowed()) return overflow();
    if (a.den_ == 1 && b.den_ == 1) {
        __int128 product{};
        return multiply(a.num_, b.num_, product) ? Ratio(product, 1) : overflow();
    }
    // Cross-reduce first: it keeps products of many factors inside 128 bits.
    Ratio left(a.num_, b.den_), right(b.num_, a.den_);
    __int128 num{}, den{};
    if (!multiply(left.num_, right.num_, num) || !multiply(left.den_, right.den_, den))
        return overflow();
    // Of factors in lowest terms the product is, too.
    Ratio product;
    if (num != 0) product.num_ = num, product.den_ = den;
    return product;
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
