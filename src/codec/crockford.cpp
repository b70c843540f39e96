#include "codec/crockford.h"

#include <array>
#include <cstdint>

#include "base/ensure.h"

namespace vuelve::crockford {
namespace {

/// Check symbols are sums by Horner: each place weighs x times its neighbour, so a change of one
/// place or a swap of two changes the sum.
///
/// Times x in GF(32) with x^5 + x^2 + 1, where the powers of x run through all 31 values that are
/// not 0.
unsigned times_x(unsigned value) {
    value <<= 1;
    return (value & 32U) != 0 ? value ^ 0b100101U : value;
}

constexpr std::uint8_t no_digit = 32;

constexpr auto digits = [] {
    std::array<std::uint8_t, 256> values{};
    values.fill(no_digit);
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        values[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
    return values;
}();

/// What a symbol stands for; no_digit when it is not of the alphabet.
unsigned digit_of(char symbol) { return digits[static_cast<unsigned char>(symbol)]; }

}  // namespace

char check_symbol(std::string_view symbols) {
    ensure(symbols.size() <= 30, "weights of a check symbol repeat after 31 places");
    unsigned sum = 0;
    for (char symbol : symbols) {
        const unsigned digit = digit_of(symbol);
        ensure(digit != no_digit, "only symbols of the alphabet are checked");
        sum = times_x(sum ^ digit);
    }
    return alphabet[sum];
}

std::string encode(unsigned __int128 number, std::size_t length) {
    std::string text(length, '0');
    write(number, text);
    return text;
}

char write(unsigned __int128 number, std::span<char> to) {
    unsigned sum = 0;
    for (std::size_t i = 0; i < to.size(); ++i) {
        const std::size_t below = 5 * (to.size() - 1 - i);
        const auto digit = static_cast<unsigned>(number >> below) & 31U;
        to[i] = alphabet[digit];
        sum = times_x(sum ^ digit);
    }
    return alphabet[sum];
}

std::optional<unsigned __int128> decode(std::string_view symbols) {
    if (symbols.size() > 25) return std::nullopt;
    unsigned __int128 number = 0;
    for (char symbol : symbols) {
        const unsigned digit = digit_of(symbol);
        if (digit == no_digit) return std::nullopt;
        number = number << 5 | digit;
    }
    return number;
}

std::optional<std::string> normalise(std::string_view typed) {
    std::string text;
    for (char c : typed) {
        if (c == ' ' || c == '-') continue;
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (c == 'O') c = '0';
        if (c == 'I' || c == 'L') c = '1';
        if (digit_of(c) == no_digit) return std::nullopt;
        text += c;
    }
    return text;
}

}  // namespace vuelve::crockford
