#include "domain/money.h"

#include <gtest/gtest.h>

#include <rapidcheck.h>

#include <boost/multiprecision/cpp_int.hpp>

namespace vuelve {
namespace {

void check_round(Rounding mode, std::int64_t num, std::int64_t den, std::int64_t expected) {
    EXPECT_EQ(round(Ratio(num, den), mode), expected) << num << '/' << den;
    EXPECT_EQ(round(Ratio(-num, den), mode), -expected) << -num << '/' << den;
}

TEST(Money, rounds_on_magnitude_with_the_sign_applied_again) {
    check_round(Rounding::Down, 29, 10, 2);
    check_round(Rounding::Up, 21, 10, 3);
    check_round(Rounding::Up, 20, 10, 2);
    check_round(Rounding::HalfUp, 25, 10, 3);
    check_round(Rounding::HalfUp, 24, 10, 2);
    check_round(Rounding::HalfEven, 25, 10, 2);
    check_round(Rounding::HalfEven, 35, 10, 4);
    check_round(Rounding::HalfEven, 26, 10, 3);
}

TEST(Money, case_18_refuses_what_is_beyond_the_largest_amount_instead_of_wrapping) {
    EXPECT_EQ(round(Ratio(amount_max), Rounding::Down), amount_max);
    auto beyond = round(Ratio(amount_max) * Ratio(2), Rounding::Down);
    ASSERT_FALSE(beyond.has_value());
    EXPECT_EQ(beyond.error().code, ErrorCode::Overflow);
    Ratio huge(INT64_MAX);
    for (int i = 0; i < 4; ++i) huge = huge * huge;
    EXPECT_TRUE(huge.overflowed());
    EXPECT_TRUE((huge - huge).overflowed()) << "an overflow is never forgotten";
    EXPECT_FALSE(multiply_divide(amount_max, amount_max, 1, Rounding::Down).has_value());
}

TEST(Money, reads_decimals_exactly_and_nothing_else) {
    EXPECT_EQ(parse_decimal("1.25"), Ratio(5, 4));
    EXPECT_EQ(parse_decimal("-0.5"), Ratio(-1, 2));
    for (const char* wrong : {"", ".", "1.", ".5", "1e3", "1.0000001", " 1", "1,5", "+-1"})
        EXPECT_EQ(parse_decimal(wrong), std::nullopt) << wrong;
    EXPECT_EQ(parse_quantity("0.735"), 735);
    EXPECT_EQ(parse_quantity("0"), std::nullopt);
    EXPECT_EQ(parse_quantity("1.2345"), std::nullopt);
}

TEST(Money, a_quantity_is_written_as_it_is_read) {
    EXPECT_TRUE(rc::check([] {
        const auto thousandths = *rc::gen::inRange<std::int64_t>(1, 10'000'000);
        RC_ASSERT(parse_quantity(format_quantity(thousandths)) == thousandths);
    }));
}

using Exact = boost::multiprecision::cpp_rational;

Exact exact(const Ratio& ratio) {
    using Whole = boost::multiprecision::cpp_int;
    return Exact(Whole(ratio.num()), Whole(ratio.den()));
}

TEST(Money, fractions_of_any_width_are_exact_and_in_lowest_terms) {
    EXPECT_TRUE(rc::check([] {
        const auto any = [] {
            const auto shift = *rc::gen::inRange(0, 62);  // most numbers are small, some are not
            return *rc::gen::arbitrary<std::int64_t>() >> shift;
        };
        const Ratio a(any(), std::abs(any() / 2) + 1), b(any(), std::abs(any() / 2) + 1);
        const auto check = [](const Ratio& found, const Exact& expected) {
            RC_ASSERT(!found.overflowed());
            RC_ASSERT(exact(found) == expected);
            RC_ASSERT(numerator(exact(found)) == found.num());
            RC_ASSERT(denominator(exact(found)) == found.den());
        };
        check(a * b, exact(a) * exact(b));
        if (a.den() > INT32_MAX || b.den() > INT32_MAX) return;  // sums may need more than 128 bits
        check(a + b, exact(a) + exact(b));
        check(a - b, exact(a) - exact(b));
    }));
}

TEST(Money, every_rounding_is_less_than_one_away_and_half_ones_at_most_a_half) {
    EXPECT_TRUE(rc::check([] {
        const auto num = *rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'000);
        const auto den = *rc::gen::inRange<std::int64_t>(1, 1000);
        for (Rounding mode : {Rounding::Down, Rounding::Up, Rounding::HalfUp, Rounding::HalfEven}) {
            const std::int64_t off = std::abs(*round(Ratio(num, den), mode) * den - num);
            RC_ASSERT(off < den);
            if (mode == Rounding::HalfUp || mode == Rounding::HalfEven) RC_ASSERT(2 * off <= den);
        }
    }));
}

}  // namespace
}  // namespace vuelve
