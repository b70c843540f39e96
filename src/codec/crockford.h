#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// Crockford's base 32, as people read it aloud: no I, L, O, U. Source: contract.md 1 rule 4,
/// domain.md 7.6.
namespace vuelve::crockford {

inline constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The symbol that makes `symbols` + check valid; of the same alphabet, so that it needs no
/// escaping in a URL. Any one wrong symbol and any swap of two neighbours is noticed. `symbols`: at
/// most 30, of the alphabet.
char check_symbol(std::string_view symbols);

/// The low 5 * `length` bits of `number`, most significant symbol first.
std::string encode(unsigned __int128 number, std::size_t length);
/// The same into the room that is there; gives the check symbol of it.
char write(unsigned __int128 number, std::span<char> to);
/// Nothing when a symbol is not of the alphabet. At most 25 symbols.
std::optional<unsigned __int128> decode(std::string_view symbols);

/// As typed by people -> as stored: upper case, O -> 0, I and L -> 1, without spaces and dashes.
/// Nothing when another character remains.
std::optional<std::string> normalise(std::string_view typed);

}  // namespace vuelve::crockford
