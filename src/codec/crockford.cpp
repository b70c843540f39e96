#include "codec/crockford.h"

#include <cstdint>

#include "base/ensure.h"

namespace vuelve::crockford {
namespace {

/// Times x in GF(32) with x^5 + x^2 + 1, where the powers of x run through all 31 values that are
/// not 0.
unsigned times_x(unsigned value) {
    value <<= 1;
    return (value & 32U) != 0 ? value ^ 0b100101U : value;
}

}  // namespace

char check_symbol(std::string_view symbols) {
    ensure(symbols.size() <= 30, "weights of a check symbol repeat after 31 places");
    // Horner: each place weighs x times its neighbour, so a change of one place or a swap of two
    // changes the sum.
    unsigned sum = 0;
    for (char symbol : symbols) {
        auto digit = alphabet.find(symbol);
        ensure(digit != std::string_view::npos, "only symbols of the alphabet are checked");
        sum = times_x(sum ^ static_cast<unsigned>(digit));
    }
    return alphabet[sum];
}

std::string encode(unsigned __int128 number, std::size_t length) {
    std::string text(length, '0');
    for (std::size_t i = length; i-- > 0; number >>= 5) {
        text[i] = alphabet[static_cast<std::size_t>(number & 31U)];
    }
    return text;
}

std::optional<unsigned __int128> decode(std::string_view symbols) {
    if (symbols.size() > 25) return std::nullopt;
    unsigned __int128 number = 0;
    for (char symbol : symbols) {
        auto digit = alphabet.find(symbol);
        if (digit == std::string_view::npos) return std::nullopt;
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
        if (alphabet.find(c) == std::string_view::npos) return std::nullopt;
        text += c;
    }
    return text;
}

}  // namespace vuelve::crockford
